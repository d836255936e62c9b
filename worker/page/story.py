"""The story in a saved page: which of its paragraphs are the story's prose, and where they stand."""

from dataclasses import dataclass

from worker.page.dateline import find_dateline, is_place
from worker.page.extent import CUT, Page, beginning_of_run, end_of_run
from worker.page.foot import introduces_author, is_note
from worker.page.furniture import offers_sharing
from worker.page.kinds import TEXT, Kind, weight
from worker.page.neighbours import kinds_of
from worker.page.paragraphs import SENTENCE_ENDS, Paragraph, split_paragraphs
from worker.page.tail import without_tail
from worker.page.wire import is_wire_item, wire_story


@dataclass(frozen=True, slots=True)
class Story:
    """Where a story's prose stands in its text, in characters.

    `text[start:end]` runs from its first to its last character; `spans` are its paragraphs in order, without the
    furniture between them. A dateline before the first paragraph is not part of it.
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


_DECK_SHARE = 0.15  # of the prose may stand above the last byline or date: a summary, an unmarked caption
_DECK_PARAGRAPHS = 2
_LONGEST_DECK = 160  # characters of a summary that share buttons part from the prose
_DATELINE_SHARE = 0.5  # of the prose may stand above a dateline with an agency: teasers of other stories
_PLAIN_DATELINE_SHARE = 0.2  # above one without, whose form is less sure
_CHOSEN = (*TEXT, Kind.ITEM)
_LONGEST_AUTHOR_NOTE = 500  # characters
_LINES_WITH_BYLINE = 400  # from the top of a page, menus and all, in which its byline stands
_WORDS_OF_A_TITLE = 5
_SHORTEST_AT_EDGE = 12  # characters of a sentence
_STOPS = tuple(end for end in SENTENCE_ENDS if end != ":")


def find_story(text: str) -> Story:
    """Find the story's prose in the normalised `text`.

    A page without prose, such as an alert, a table or a gallery, has the lines below its title or its captions as its
    story, so that only a text without a word has an empty one. Never raises.
    """
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return Story(0, len(text), ((0, len(text)),) if text else ())
    chosen, start = _wire_item(paragraphs) if is_wire_item(text, paragraphs) else _page_story(_read(text, paragraphs))
    spans = [_trimmed(text, max(start, paragraphs[index].start), paragraphs[index].end) for index in chosen]
    spans = [(low, high) for low, high in spans if low < high] or [(0, len(text))]
    return Story(spans[0][0], spans[-1][1], tuple(spans))


def _wire_item(paragraphs: list[Paragraph]) -> tuple[list[int], int]:
    """The paragraphs of a newswire item's story and the character that it opens with, below its dateline."""
    chosen = wire_story(paragraphs)
    opening = paragraphs[chosen[0]] if chosen else paragraphs[0]
    dateline = find_dateline(opening.line)
    return chosen, opening.start + (dateline.end if dateline else 0)


def _read(text: str, paragraphs: list[Paragraph]) -> Page:
    kinds = kinds_of(text, paragraphs)
    pairs = zip(paragraphs, kinds, strict=True)
    weights = [weight(paragraph.line) if kind is Kind.PROSE else 0 for paragraph, kind in pairs]
    return Page(paragraphs, kinds, weights)


def _page_story(page: Page) -> tuple[list[int], int]:
    """The paragraphs of the story of a `page` and the character that it opens with."""
    first, start = _opening(page)
    chosen = [index for index in range(first, _closing(page, first)) if page.kinds[index] in _CHOSEN]
    if not any(page.prose[index] for index in chosen):
        chosen = _notice(page, first)
    return chosen, start


def _opening(page: Page) -> tuple[int, int]:
    """The paragraph and the character that the story opens with: after its dateline, else after the page's head."""
    total = sum(page.prose)
    above = 0
    for index, paragraph in enumerate(page.paragraphs):
        if above > total * _DATELINE_SHARE:
            break
        end = _dateline_end(page, index, above <= total * _PLAIN_DATELINE_SHARE)
        if end is not None:
            return (index, end) if end < paragraph.end else (index + 1, end)
        above += page.prose[index]
    return _first_prose(page, _below_head(page, total)), 0


_NO_DATELINE = (Kind.FURNITURE, Kind.CAPTION, Kind.CREDIT)


def _dateline_end(page: Page, index: int, plain_may_be: bool) -> int | None:
    """Where the dateline that opens paragraph `index` ends in the text; None without one."""
    paragraph, kind = page.paragraphs[index], page.kinds[index]
    if kind in _NO_DATELINE:
        return None
    dateline = find_dateline(paragraph.line)
    if dateline and (dateline.agency or plain_may_be):
        alone = dateline.end == len(paragraph.line)
        sure = dateline.agency or dateline.place.partition(",")[0].isupper()
        if kind is Kind.PROSE or (kind is Kind.SENTENCE and sure) or alone:
            return paragraph.start + dateline.end
    after_mark = index > 0 and page.kinds[index - 1] is Kind.MARK
    return paragraph.end if after_mark and kind is Kind.LABEL and is_place(paragraph.line) else None


def _below_head(page: Page, total: int) -> int:
    """The paragraph below the last byline, date or row of share buttons that has next to no prose above it."""
    below = above = paragraphs = 0
    for index, kind in enumerate(page.kinds):
        line = page.paragraphs[index].line
        if kind is Kind.PROSE:
            above += page.prose[index]
            paragraphs += 1
            if not _may_be_deck(above, paragraphs, total):
                break
        elif kind is Kind.MARK or (kind is Kind.FURNITURE and above <= _LONGEST_DECK and offers_sharing(line)):
            below = index + 1
    return below


def _may_be_deck(above: int, paragraphs: int, total: int) -> bool:
    """Whether so much prose above a byline may be a summary: little of a long story, a line of a short one."""
    return paragraphs <= _DECK_PARAGRAPHS and above <= max(total * _DECK_SHARE, min(_LONGEST_DECK, total / 2))


def _first_prose(page: Page, index: int) -> int:
    """The first long paragraph from `index` on, with the short sentences that lead straight to it."""
    first = beginning_of_run(page, index)
    while first > index and _may_stand_at_edge(page, first - 1) and not _is_deck(page, first - 1):
        first -= 1
    return first


def _is_deck(page: Page, index: int) -> bool:
    """Whether the sentence `index` is cut, or stands below a heading, or right below a title without byline or date."""
    above = index - 1
    if above < 0 or page.kinds[above] is Kind.HEADING or page.paragraphs[index].line.endswith(CUT):
        return above >= 0
    titled = page.kinds[above] is Kind.LABEL and len(page.paragraphs[above].line.split()) >= _WORDS_OF_A_TITLE
    return titled and Kind.MARK not in page.kinds[:above]


def _closing(page: Page, first: int) -> int:
    """One past the story's last paragraph: long prose with the short sentences that follow it directly."""
    last = end_of_run(page, first)
    while last > first and (page.kinds[last] is not Kind.PROSE or _is_below_story(page, last)):
        last -= 1
    if last >= len(page.kinds):
        return last
    while last + 1 < len(page.kinds) and _may_stand_at_edge(page, last + 1):
        last += 1
    return last + 1


def _is_below_story(page: Page, index: int) -> bool:
    """Whether paragraph `index`, the last of a run of prose, is a note, or tells of the author named right above."""
    line, above = page.paragraphs[index].line, page.paragraphs[index - 1].line
    may_tell = page.kinds[index - 1] is Kind.LABEL and len(line) <= _LONGEST_AUTHOR_NOTE
    lines = (paragraph.line for paragraph in page.paragraphs[: min(index - 1, _LINES_WITH_BYLINE)])
    return is_note(line) or (may_tell and introduces_author(above, lines))


def _may_stand_at_edge(page: Page, index: int) -> bool:
    """Whether paragraph `index` is a short sentence: no initials, figures, line that announces a list, or note."""
    line = page.paragraphs[index].line
    sentence = page.kinds[index] is Kind.SENTENCE and len(line) >= _SHORTEST_AT_EDGE
    return sentence and line.endswith(_STOPS) and not is_note(line)


def _notice(page: Page, first: int) -> list[int]:
    """The paragraphs of a page without prose: the lines below its title, else its captions."""
    lines = [i for i in range(first, len(page.kinds)) if page.kinds[i] in TEXT or page.kinds[i] is Kind.LABEL]
    every = [i for i, kind in enumerate(page.kinds) if kind is Kind.CAPTION]
    captions = [i for i in every if i >= first] or every
    if sum(len(page.paragraphs[i].line) for i in lines) < sum(len(page.paragraphs[i].line) for i in captions):
        return captions
    titled = len(lines) > 1 and lines[0] == 0 and not page.paragraphs[lines[0]].line.endswith(".")
    return lines[1:] if titled else lines


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A paragraph's offsets without surrounding blanks and what pages leave at its end."""
    if text[end - 1] == "." and text[start] != " ":
        return start, end
    kept = without_tail(text[start:end]).rstrip()
    high = start + len(kept)
    return high - len(kept.lstrip()), high
