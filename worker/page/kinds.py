"""What a paragraph of a saved page is by its own form: prose, or one of the things that stand around prose."""

import re
from enum import Enum, auto
from functools import lru_cache

from worker.page.caption import is_caption, is_credit
from worker.page.furniture import is_furniture, is_link_list_heading
from worker.page.mark import is_mark
from worker.page.notices import opens_notice
from worker.page.paragraphs import SENTENCE_ENDS
from worker.page.tail import without_tail


class Kind(Enum):
    """The kinds of paragraphs."""

    PROSE = auto()  # long enough to be a paragraph of a story
    SENTENCE = auto()  # a short sentence or a row of figures: prose where it stands amid prose
    ITEM = auto()  # of a list with bullets: of a story where it stands amid prose
    LABEL = auto()  # a short line that is no sentence: title, subhead, name, link
    MARK = auto()  # a byline or a line that dates the page: the story begins after it
    FURNITURE = auto()
    HEADING = auto()  # heads a list of links
    CREDIT = auto()  # who took a picture
    CAPTION = auto()


TEXT = (Kind.PROSE, Kind.SENTENCE)
_BULLETS = ("• ", "● ", "▪ ", "■ ", "◦ ", "- ", "* ", "– ")
_PROSE_LENGTH = 80
_UNSTOPPED_PROSE_LENGTH = 200  # an excerpt cut in mid-sentence
_INNER_STOP = re.compile("[.,;。、，،]")  # a menu on one line has none
_DENSE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCRIPT_SAMPLE = 40  # characters by which the script of a line is told
_DENSITY = 3  # a character of Chinese, Japanese or Korean says about as much as three Latin letters
_TIME = re.compile(r"\d{1,2}[:.]\d\d\b|\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_LONGEST_TIME = 16
_FIGURES = re.compile(r"\d[\d,./:]{0,20}\s?\D{1,20}\s\$?\d")
_QUOTES = ("’", "'", "”", '"')
_STOPS_IN_QUOTES = (".", "!", "?", "…", ",", ";", "—", "-", "’", "'", ")")
_SMALL_WORD = 4  # letters; titles print longer ones with a capital
_LONGEST_OF_FURNITURE = 160


def weight(line: str) -> int:
    """The length of `line` in characters, those of dense scripts counted threefold."""
    dense = not line.isascii() and _DENSE_SCRIPT.search(line, 0, _SCRIPT_SAMPLE)
    return len(line) * _DENSITY if dense else len(line)


def _kind_by_form(line: str) -> Kind:
    if is_mark(line):
        return Kind.MARK
    if is_link_list_heading(line):
        return Kind.HEADING
    if is_credit(line):
        return Kind.CREDIT
    if is_furniture(line):
        return Kind.FURNITURE
    if is_caption(line):
        return Kind.CAPTION
    return _kind_by_length(line)


def _kind_of_long_line(line: str) -> Kind:
    """The kind of a line too long for a byline, heading, button or credit."""
    if opens_notice(line):
        return Kind.FURNITURE
    if is_caption(line):
        return Kind.CAPTION
    return Kind.PROSE if line.endswith(".") else _kind_by_length(line)


def kind_of_line(line: str) -> Kind:
    """The kind of the paragraph `line` by its own form."""
    return _kind_of_short_line(line) if len(line) <= _LONGEST_OF_FURNITURE else _kind_of_long_line(line)


# A page's head is read for its story and again for its columns, and buttons stand on many pages.
_kind_of_short_line = lru_cache(maxsize=2048)(_kind_by_form)


def _kind_by_length(line: str) -> Kind:
    line = without_tail(line)
    length = weight(line)
    if _is_time(line):
        return Kind.LABEL
    stopped = line.endswith(SENTENCE_ENDS) and not _ends_in_quoted_words(line)
    if length >= (_PROSE_LENGTH if stopped else _UNSTOPPED_PROSE_LENGTH) and (stopped or _INNER_STOP.search(line)):
        return Kind.PROSE
    if line.startswith(_BULLETS):
        return Kind.ITEM
    if stopped:
        return Kind.LABEL if _asks_in_title_case(line) else Kind.SENTENCE
    return Kind.SENTENCE if _FIGURES.search(line) else Kind.LABEL


def _ends_in_quoted_words(line: str) -> bool:
    """Whether `line` ends in words in quotes, as titles do: a quoted sentence has its full stop before the mark."""
    return line.endswith(_QUOTES) and not line[:-1].endswith(_STOPS_IN_QUOTES)


def _asks_in_title_case(line: str) -> bool:
    """Whether `line` is a question written as titles are: 'Who Will Lead the Party?'."""
    return line.endswith("?") and all(word[0].isupper() for word in line.split() if len(word) > _SMALL_WORD)


def _is_time(line: str) -> bool:
    return len(line) <= _LONGEST_TIME and bool(_TIME.match(line))
