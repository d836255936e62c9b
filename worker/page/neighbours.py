"""What the paragraphs of a saved page are beside one another: repeats, tweets, captions, insets."""

from bisect import bisect_right
from itertools import pairwise

from worker.page.caption import may_be_caption
from worker.page.furniture import is_tweet_signature
from worker.page.kinds import TEXT, Kind, kind_of_line
from worker.page.notices import REACH, holds_notice, places_of_notices
from worker.page.paragraphs import Paragraph

_REPEATED_LENGTH = 40
_MOST_REPEATS = 20  # on either side with which a paragraph is compared
_PLAYERS = frozenset({"video", "watch", "now playing", "play"})
_LONGEST_OPENING_CAPTION = 160  # of a picture above the story
_ABOVE_A_STORY_LINE = (*TEXT, Kind.MARK)
_LONGEST_INSET = 12  # paragraphs
_SKIPS, _SKIPPED = "skip past ", "after "


def kinds_of(text: str, paragraphs: list[Paragraph]) -> list[Kind]:
    """The kind of each of the `paragraphs` of `text`, by its own form and then by its neighbours."""
    kinds = [kind_of_line(paragraph.line) for paragraph in paragraphs]
    _drop_notices(text, paragraphs, kinds)
    _drop_repeats(paragraphs, kinds)
    _drop_tweets(paragraphs, kinds)
    _drop_insets(paragraphs, kinds)
    _find_captions_of_videos(paragraphs, kinds)
    _find_captions_beside_credits(paragraphs, kinds)
    return kinds


def _drop_notices(text: str, paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """A paragraph with the words of a notice inside is no prose."""
    starts = [paragraph.start for paragraph in paragraphs]
    looked_at = -REACH
    for place in places_of_notices(text):
        index = bisect_right(starts, place) - 1
        seen = starts[index] <= looked_at and place < looked_at + REACH // 2
        if kinds[index] in (Kind.FURNITURE, Kind.MARK, Kind.CREDIT) or seen:
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


def _drop_insets(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """What a page lets its reader skip amid the story, from 'skip past …' to 'after …', parts nothing."""
    for start, paragraph in enumerate(paragraphs):
        if paragraph.line.startswith(_SKIPS):
            named = _SKIPPED + paragraph.line.removeprefix(_SKIPS)
            inset = range(start, min(start + _LONGEST_INSET, len(kinds)))
            end = next((index for index in inset if paragraphs[index].line == named), start)
            kinds[start : end + 1] = [Kind.CAPTION] * (end + 1 - start)


def _find_captions_of_videos(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """Below a player stand the video's title and one paragraph on what it shows."""
    furniture = Kind.FURNITURE
    for index, kind in enumerate(kinds[:-2]):
        titled = kind is furniture and kinds[index + 1] is Kind.LABEL and kinds[index + 2] in TEXT
        if titled and paragraphs[index].line.casefold() in _PLAYERS:
            kinds[index + 2] = Kind.CAPTION


def _find_captions_beside_credits(paragraphs: list[Paragraph], kinds: list[Kind]) -> None:
    """A page prints a picture's credit above or below its caption; one in parentheses stands below."""
    opened = _story_opened(kinds)
    for index, kind in enumerate(kinds):
        if kind is Kind.CREDIT and paragraphs[index].line.endswith(":") and index + 1 < len(kinds):
            kinds[index + 1] = Kind.CREDIT  # 'Photo by:', and then who took it
        elif kind is Kind.CREDIT:
            beside = [i for i in (index - 1, index + 1) if 0 <= i < len(kinds) and kinds[i] in TEXT]
            above_story = index <= opened and len(paragraphs[index - 1].line) <= _LONGEST_OPENING_CAPTION
            below = paragraphs[index].line.startswith("(") or above_story
            if beside[:1] == [index - 1] and below:
                kinds[index - 1] = Kind.CAPTION
            else:
                _find_caption(paragraphs, kinds, beside)


def _story_opened(kinds: list[Kind]) -> int:
    """The index of the second of the first two paragraphs of text in a row, with which the story has begun."""
    rows = (at for at, (one, other) in enumerate(pairwise(kinds), 1) if one is Kind.PROSE and other in TEXT)
    return next(rows, len(kinds))


def _find_caption(paragraphs: list[Paragraph], kinds: list[Kind], beside: list[int]) -> None:
    """Of the texts `beside` a credit the first that reads as a caption, or that ends the page's head, is one."""
    for index in beside:
        ends_head = index + 1 < len(kinds) and kinds[index + 1] is Kind.MARK
        if ends_head or may_be_caption(paragraphs[index].line):
            kinds[index] = Kind.CAPTION
            return
