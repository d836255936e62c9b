"""What each paragraph of a saved page is: prose, or one of the things that stand around prose."""

import re
from enum import Enum, auto

from worker.page.caption import is_caption, is_credit, may_be_caption
from worker.page.furniture import TWEET_SIGNATURE, is_furniture, is_link_list_heading
from worker.page.mark import is_mark
from worker.page.paragraphs import SENTENCE_ENDS, Paragraph


class Kind(Enum):
    """The kinds of paragraphs."""

    PROSE = auto()  # long enough to be a paragraph of a story
    SENTENCE = auto()  # a short sentence or a row of figures: prose where it stands amid prose
    LABEL = auto()  # a short line that is no sentence: title, subhead, name, link
    MARK = auto()  # a byline or a line that dates the page: the story begins after it
    FURNITURE = auto()
    HEADING = auto()  # heads a list of links
    CREDIT = auto()  # who took a picture
    CAPTION = auto()


TEXT = frozenset({Kind.PROSE, Kind.SENTENCE})
_PROSE_LENGTH = 80
_UNSTOPPED_PROSE_LENGTH = 200  # an excerpt cut in mid-sentence
_DENSE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSITY = 3  # a character of Chinese, Japanese or Korean says about as much as three Latin letters
_FIGURES = re.compile(r"\d[\d,./:]*\s?\D{1,20}\s\$?\d")
_REPEATED_LENGTH = 40
_ABOVE_A_STORY_LINE = TEXT | {Kind.MARK}


def kinds_of(paragraphs: list[Paragraph]) -> list[Kind]:
    """The kind of each of `paragraphs`, by its own form and then by its neighbours."""
    kinds = [_kind_by_form(paragraph.line) for paragraph in paragraphs]
    _drop_repeats(paragraphs, kinds)
    _drop_tweets(paragraphs, kinds)
    _find_captions_beside_credits(paragraphs, kinds)
    return kinds


def weight(line: str) -> int:
    """The length of `line` in characters, those of dense scripts counted threefold."""
    return len(line) if line.isascii() or not _DENSE_SCRIPT.search(line) else len(line) * _DENSITY


def _kind_by_form(line: str) -> Kind:
    if is_link_list_heading(line):
        return Kind.HEADING
    if is_furniture(line):
        return Kind.FURNITURE
    if is_mark(line):
        return Kind.MARK
    if is_credit(line):
        return Kind.CREDIT
    if is_caption(line):
        return Kind.CAPTION
    return _kind_by_length(line)


def _kind_by_length(line: str) -> Kind:
    length = weight(line)
    if line.endswith(SENTENCE_ENDS):
        return Kind.PROSE if length >= _PROSE_LENGTH else Kind.SENTENCE
    if length >= _UNSTOPPED_PROSE_LENGTH:
        return Kind.PROSE
    return Kind.SENTENCE if _FIGURES.search(line) else Kind.LABEL


def _drop_repeats(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """Of a paragraph printed several times only the last counts, and only below other prose or the story's head.

    A caption stands under its picture and again in the gallery; a summary stands above the story and again in it; a
    line for sharing opens with the title.
    """
    groups: dict[str, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph.line) >= _REPEATED_LENGTH:
            groups.setdefault(paragraph.line[:_REPEATED_LENGTH], []).append(index)
    for group in groups.values():
        if len(group) > 1:
            for index in group:
                _drop_repeat(paragraphs, kinds, index, group)


def _drop_repeat(paragraphs: list[Paragraph], kinds: list[Kind], index: int, group: list[int]) -> None:
    line = paragraphs[index].line
    copies = [
        i for i in group if i != index and (line.startswith(paragraphs[i].line) or paragraphs[i].line.startswith(line))
    ]
    last_below_prose = index > max(copies, default=-1) and index > 0 and kinds[index - 1] in _ABOVE_A_STORY_LINE
    if copies and kinds[index] in TEXT and not last_below_prose:
        kinds[index] = Kind.CAPTION


def _drop_tweets(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """An embedded tweet is the paragraph above its signature '— Name (@name) day'."""
    for index, paragraph in enumerate(paragraphs[1:], 1):
        if kinds[index] is Kind.FURNITURE and TWEET_SIGNATURE.match(paragraph.line) and kinds[index - 1] in TEXT:
            kinds[index - 1] = Kind.FURNITURE


def _find_captions_beside_credits(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """A page prints a picture's credit either above its caption or below it; the caption reads as one."""
    for index, kind in enumerate(kinds):
        if kind is Kind.CREDIT:
            for beside in (index - 1, index + 1):
                if 0 <= beside < len(kinds) and kinds[beside] in TEXT and may_be_caption(paragraphs[beside].line):
                    kinds[beside] = Kind.CAPTION
                    break
