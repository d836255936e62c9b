"""The segment of a page that is its article's body: which blocks, and where the first begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.article.article import Label
from worker.article.boilerplate import introduces_author, is_note, offers_sharing
from worker.article.dateline import Dateline, find_dateline, is_place
from worker.article.limits import LIMITS
from worker.article.page import TEXT
from worker.article.run import beginning_of_run, end_of_run, is_cut
from worker.article.tails import without_tail
from worker.article.wire import is_wire_item, wire_blocks

if TYPE_CHECKING:
    from worker.article.article import Span
    from worker.article.page import Page


class Segment(NamedTuple):
    """The blocks of a body, and the dateline that opens it, if there is one: its block, and where it ends."""

    chosen: list[int]
    start: int
    dateline: Dateline | None = None
    opening: int = 0


_CHOSEN = (*TEXT, Label.ITEM)
_NO_DATELINE = (Label.BOILERPLATE, Label.CAPTION, Label.CREDIT)
_NO_STOPS = frozenset(":")


def find_segment(page: Page) -> Segment:
    """The segment of a page that has a block.

    A page without prose, such as an alert, a table or a gallery, has the lines below its title or its captions as its
    body, so that only a text without a word has an empty one.
    """
    if is_wire_item(page):
        return _wire_item(page)
    opening = _opening(page)
    first = opening.opening
    chosen = [index for index in range(first, _closing(page, first)) if page.labels[index] in _CHOSEN]
    if not any(page.prose[index] for index in chosen):
        chosen = _lines_of_notice(page, first)
    return opening._replace(chosen=chosen)


def spans_of(page: Page, segment: Segment) -> tuple[Span, ...]:
    """Where the segment's paragraphs stand, without what pages leave at their ends."""
    spans = [_trimmed(page, index, segment.start) for index in segment.chosen]
    return tuple(span for span in spans if span[0] < span[1]) or ((0, len(page.text)),)


def _wire_item(page: Page) -> Segment:
    """The segment of a newswire item, below its headline and dateline."""
    chosen = wire_blocks(page)
    first = chosen[0] if chosen else 0
    dateline = find_dateline(page.line(first), page.lexicon)
    start = page.blocks[first].start + (dateline.end if dateline else 0)
    return Segment(chosen, start, dateline, first)


def _opening(page: Page) -> Segment:
    """The block and the character that the body opens with: after its dateline, else after the page's head."""
    total = sum(page.prose)
    above = 0
    for index, block in enumerate(page.blocks):
        if above > total * LIMITS.above_dateline:
            break
        found = _dateline_at(page, index, plain_may_be=above <= total * LIMITS.above_plain_dateline)
        if found is not None:
            end = block.start + found.end
            return Segment([], end, found, index if end < block.end else index + 1)
        above += page.prose[index]
    return Segment([], 0, None, _first_prose(page, _below_head(page, total)))


def _dateline_at(page: Page, index: int, *, plain_may_be: bool) -> Dateline | None:
    """The dateline that opens block `index`, where it may be the article's; None without one."""
    line, label = page.line(index), page.labels[index]
    if label in _NO_DATELINE:
        return None
    dateline = find_dateline(line, page.lexicon)
    if dateline and (dateline.agency or plain_may_be):
        alone = dateline.end == len(line)
        sure = dateline.agency or dateline.place.partition(",")[0].isupper()
        if label is Label.PROSE or (label is Label.SENTENCE and sure) or alone:
            return dateline
    return _place_below_metadata(page, index)


def _place_below_metadata(page: Page, index: int) -> Dateline | None:
    below = index > 0 and page.labels[index - 1] is Label.METADATA and page.labels[index] is Label.LINE
    line = page.line(index)
    return Dateline(line, "", "", len(line)) if below and is_place(line, page.lexicon) else None


def _below_head(page: Page, total: int) -> int:
    """The block below the last byline, date or row of share buttons that has next to no prose above it."""
    below = above = paragraphs = 0
    for index, label in enumerate(page.labels):
        if label is Label.PROSE:
            above += page.prose[index]
            paragraphs += 1
            if not _may_be_deck(above, paragraphs, total):
                break
        elif label is Label.METADATA or (label is Label.BOILERPLATE and _ends_head(page, index, above)):
            below = index + 1
    return below


def _ends_head(page: Page, index: int, above: int) -> bool:
    return above <= LIMITS.deck and offers_sharing(page.line(index), page.lexicon)


def _may_be_deck(above: int, paragraphs: int, total: int) -> bool:
    """Whether so much prose above a byline may be a summary: little of a long article, a line of a short one."""
    most = max(total * LIMITS.deck_share, min(LIMITS.deck, total / 2))
    return paragraphs <= LIMITS.deck_paragraphs and above <= most


def _first_prose(page: Page, index: int) -> int:
    """The first long paragraph from `index` on, with the short sentences that lead straight to it."""
    first = beginning_of_run(page, index)
    while first > index and _may_stand_at_edge(page, first - 1) and not _is_deck(page, first - 1):
        first -= 1
    return first


def _is_deck(page: Page, index: int) -> bool:
    """Whether the sentence `index` is cut, or stands below a heading, or right below a title without byline or date."""
    above = index - 1
    if above < 0 or page.labels[above] is Label.LINK_LIST or is_cut(page, index):
        return above >= 0
    titled = page.labels[above] is Label.LINE and len(page.line(above).split()) >= LIMITS.words_of_title
    return titled and Label.METADATA not in page.labels[:above]


def _closing(page: Page, first: int) -> int:
    """One past the body's last block: long prose with the short sentences that follow it directly."""
    last = end_of_run(page, first)
    while last > first and (page.labels[last] is not Label.PROSE or _is_below_article(page, last)):
        last -= 1
    if last >= len(page.labels):
        return last
    while last + 1 < len(page.labels) and _may_stand_at_edge(page, last + 1):
        last += 1
    return last + 1


def _is_below_article(page: Page, index: int) -> bool:
    """Whether the last of a run of prose is a note, or tells of the author named right above."""
    line = page.line(index)
    may_tell = page.labels[index - 1] is Label.LINE and len(line) <= LIMITS.author_note
    above = (block.line for block in page.blocks[: min(index - 1, LIMITS.head_lines)])
    return is_note(line, page.lexicon) or (may_tell and introduces_author(page.line(index - 1), above, page.lexicon))


def _may_stand_at_edge(page: Page, index: int) -> bool:
    """Whether a block is a short sentence: no initials, figures, line that announces a list, or note."""
    line = page.line(index)
    stops = tuple(end for end in page.lexicon.script.sentence_ends if end not in _NO_STOPS)
    sentence = page.labels[index] is Label.SENTENCE and len(line) >= LIMITS.edge_sentence
    return sentence and line.endswith(stops) and not is_note(line, page.lexicon)


def _lines_of_notice(page: Page, first: int) -> list[int]:
    """The blocks of a page without prose: the lines below its title, else its captions."""
    lines = [i for i in range(first, len(page.labels)) if page.labels[i] in (*TEXT, Label.LINE)]
    every = [i for i, label in enumerate(page.labels) if label is Label.CAPTION]
    captions = [i for i in every if i >= first] or every
    if sum(len(page.line(i)) for i in lines) < sum(len(page.line(i)) for i in captions):
        return captions
    titled = len(lines) > 1 and lines[0] == 0 and not page.line(lines[0]).endswith(".")
    return lines[1:] if titled else lines


def _trimmed(page: Page, index: int, start: int) -> Span:
    """A block's offsets from `start` on, without surrounding blanks and what pages leave at its end."""
    block = page.blocks[index]
    if block.line.endswith(".") and start <= block.start and block.line[0] != " ":
        return block.start, block.end
    low = max(start, block.start)
    kept = without_tail(block.marked, page.lexicon)[low - block.start :].rstrip()
    high = low + len(kept)
    return high - len(kept.lstrip()), high
