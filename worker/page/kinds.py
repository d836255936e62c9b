"""What each paragraph of a saved page is: prose, or one of the things that stand around prose."""

import re
from bisect import bisect_right
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from worker.page.caption import is_caption, is_credit, may_be_caption
from worker.page.furniture import is_furniture, is_link_list_heading, is_tweet_signature
from worker.page.mark import is_mark
from worker.page.notices import REACH, holds_notice, places_of_notices
from worker.page.paragraphs import SENTENCE_ENDS, Paragraph
from worker.page.tail import without_tail


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


TEXT = (Kind.PROSE, Kind.SENTENCE)
_PROSE_LENGTH = 80
_UNSTOPPED_PROSE_LENGTH = 200  # an excerpt cut in mid-sentence
_DENSE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCRIPT_SAMPLE = 40  # characters by which the script of a line is told
_DENSITY = 3  # a character of Chinese, Japanese or Korean says about as much as three Latin letters
_TIME = re.compile(r"\d{1,2}[:.]\d\d\b|\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_LONGEST_TIME = 16
_FIGURES = re.compile(r"\d[\d,./:]{0,20}\s?\D{1,20}\s\$?\d")
_LONGEST_CACHED = 100
_REPEATED_LENGTH = 40
_MOST_REPEATS = 20  # on either side with which a paragraph is compared
_PLAYERS = frozenset({"video", "watch", "now playing", "play"})
_LONGEST_OPENING_CAPTION = 160  # of a picture above the story
_ABOVE_A_STORY_LINE = (*TEXT, Kind.MARK)


def kinds_of(text: str, paragraphs: list[Paragraph]) -> list[Kind]:
    """The kind of each of the `paragraphs` of `text`, by its own form and then by its neighbours."""
    kinds = [_kind_of_line(paragraph.line) for paragraph in paragraphs]
    _drop_notices(text, paragraphs, kinds)
    _drop_repeats(paragraphs, kinds)
    _drop_tweets(paragraphs, kinds)
    _find_captions_of_videos(paragraphs, kinds)
    _find_captions_beside_credits(paragraphs, kinds)
    return kinds


def weight(line: str) -> int:
    """The length of `line` in characters, those of dense scripts counted threefold."""
    dense = not line.isascii() and _DENSE_SCRIPT.search(line, 0, _SCRIPT_SAMPLE)
    return len(line) * _DENSITY if dense else len(line)


def _kind_by_form(line: str) -> Kind:
    if is_mark(line):
        return Kind.MARK
    if is_link_list_heading(line):
        return Kind.HEADING
    if is_furniture(line):
        return Kind.FURNITURE
    if is_credit(line):
        return Kind.CREDIT
    if is_caption(line):
        return Kind.CAPTION
    return _kind_by_length(line)


def _kind_of_line(line: str) -> Kind:
    return _kind_of_short_line(line) if len(line) <= _LONGEST_CACHED else _kind_by_form(line)


# A page's head is read for its story and again for its columns, and buttons stand on many pages.
_kind_of_short_line = lru_cache(maxsize=512)(_kind_by_form)


def _kind_by_length(line: str) -> Kind:
    line = without_tail(line)
    length = weight(line)
    if _is_time(line):
        return Kind.LABEL
    if line.endswith(SENTENCE_ENDS):
        return Kind.PROSE if length >= _PROSE_LENGTH else Kind.SENTENCE
    if length >= _UNSTOPPED_PROSE_LENGTH:
        return Kind.PROSE
    return Kind.SENTENCE if _FIGURES.search(line) else Kind.LABEL


def _is_time(line: str) -> bool:
    return len(line) <= _LONGEST_TIME and bool(_TIME.match(line))


def _drop_notices(text: str, paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """A paragraph with the words of a notice inside is no prose."""
    starts = [paragraph.start for paragraph in paragraphs]
    looked_at = -REACH
    for place in places_of_notices(text):
        index = bisect_right(starts, place) - 1
        seen = starts[index] <= looked_at and place < looked_at + REACH // 2
        if kinds[index] in (Kind.FURNITURE, Kind.MARK) or seen:
            continue
        looked_at = place
        if holds_notice(text[max(starts[index], place - REACH) : min(paragraphs[index].end, place + REACH)]):
            kinds[index] = Kind.FURNITURE


def _drop_repeats(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """Of a paragraph printed several times only the last counts, and only below other prose or the story's head.

    A caption stands under its picture and again in the gallery, a summary above the story and again in it. A line for
    sharing opens with the title; a quotation is set out and goes on in the story.
    """
    groups: dict[str, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph.line) >= _REPEATED_LENGTH:
            groups.setdefault(paragraph.line[:_REPEATED_LENGTH], []).append(index)
    repeats = [group for group in groups.values() if len(group) > 1]
    before = tuple(kinds)
    for group in repeats:
        for place, index in enumerate(group):
            others = group[max(0, place - _MOST_REPEATS) : place] + group[place + 1 : place + 1 + _MOST_REPEATS]
            if before[index] is Kind.SENTENCE and index + 1 in others and _same(paragraphs, index, index + 1):
                kinds[index] = kinds[index + 1] = Kind.LABEL
            if kinds[index] in TEXT and _is_repeat(paragraphs, before, index, others):
                kinds[index] = Kind.CAPTION


def _same(paragraphs: list[Paragraph], one: int, other: int) -> bool:
    return paragraphs[one].line == paragraphs[other].line


def _is_repeat(paragraphs: list[Paragraph], kinds: tuple[Kind, ...], index: int, others: list[int]) -> bool:
    line = paragraphs[index].line
    if kinds[index] is Kind.PROSE and any(paragraphs[other].line == line for other in others):
        below_prose = index > 0 and kinds[index - 1] in _ABOVE_A_STORY_LINE and index - 1 not in others
        return not (below_prose and index > max(others))
    longer = [other for other in others if paragraphs[other].line.startswith(line) and paragraphs[other].line != line]
    if longer and (kinds[index] is Kind.PROSE or any(kinds[other] is Kind.CAPTION for other in longer)):
        return True
    return kinds[index] is Kind.PROSE and any(
        line.startswith(paragraphs[other].line) and kinds[other] is not Kind.PROSE for other in others
    )


def _drop_tweets(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """An embedded tweet is the paragraph above its signature '— Name (@name) day'; no story opens with one."""
    opened = False
    for index, kind in enumerate(kinds):
        signed = kind is Kind.FURNITURE and is_tweet_signature(paragraphs[index].line)
        if signed and opened and kinds[index - 1] in TEXT:
            kinds[index - 1] = Kind.FURNITURE
        opened = opened or (kind is Kind.PROSE and index + 1 < len(kinds) and kinds[index + 1] in TEXT)


def _find_captions_of_videos(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """Below a player stand the video's title and one paragraph on what it shows."""
    furniture = Kind.FURNITURE
    for index, kind in enumerate(kinds[:-2]):
        titled = kind is furniture and kinds[index + 1] is Kind.LABEL and kinds[index + 2] in TEXT
        if titled and paragraphs[index].line.casefold() in _PLAYERS:
            kinds[index + 2] = Kind.CAPTION


def _find_captions_beside_credits(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """A page prints a picture's credit above or below its caption; one in parentheses stands below."""
    for index, kind in enumerate(kinds):
        if kind is Kind.CREDIT:
            beside = [i for i in (index - 1, index + 1) if 0 <= i < len(kinds) and kinds[i] in TEXT]
            below = paragraphs[index].line.startswith("(") or _shows_above_story(paragraphs, kinds, index - 1)
            if beside[:1] == [index - 1] and below:
                kinds[index - 1] = Kind.CAPTION
            else:
                _find_caption(paragraphs, kinds, beside)


def _shows_above_story(paragraphs: list[Paragraph], kinds: list[Kind], index: int) -> bool:
    """Whether the paragraph above a credit is short, and no two paragraphs in a row have opened the story above it."""
    short = len(paragraphs[index].line) <= _LONGEST_OPENING_CAPTION
    return short and not any(one is Kind.PROSE and other in TEXT for one, other in pairwise(kinds[: index + 1]))


def _find_caption(paragraphs: list[Paragraph], kinds: list[Kind], beside: list[int]) -> None:
    """Of the texts `beside` a credit the first that reads as a caption, or that ends the page's head, is one."""
    for index in beside:
        ends_head = index + 1 < len(kinds) and kinds[index + 1] is Kind.MARK
        if ends_head or may_be_caption(paragraphs[index].line):
            kinds[index] = Kind.CAPTION
            return
