"""Reads an article out of a text, once: blocks, labels, segment, and what the lines around the body say of it."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from worker.article.agencies import agency_alone, agency_named_in, agency_of_notice, agency_of_source, is_sign_off
from worker.article.article import NOTHING_STATED, Article, Label, Reading
from worker.article.blocks import split_blocks
from worker.article.bylines import find_bylines, is_signed_for_agency, names_in
from worker.article.context import labelled_page
from worker.article.credits import credited_names
from worker.article.dateline import Dateline, find_dateline, is_place
from worker.article.dates import find_date
from worker.article.language import detect_language
from worker.article.limits import LIMITS
from worker.article.metadata import dates_page, find_published
from worker.article.segment import find_segment, spans_of
from worker.article.titles import HeadLine, find_title
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from worker.article.article import Span, Stated
    from worker.article.page import Page
    from worker.article.segment import Segment
    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

T = TypeVar("T")

_UNSIGNED = (Label.CAPTION, Label.BOILERPLATE, Label.LINK_LIST, Label.TEASER)
_NO_DATELINE = Dateline("", "", "", 0)


class _Attempts:
    """Reads fields of a page one by one: where we fail on one, the others are read all the same."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def read(self, default: T, part: Callable[[], T]) -> T:
        try:
            return part()
        except OSError:
            raise  # it tells of the machine and not of the text: a table that can't be loaded
        except Exception:  # noqa: BLE001 - the worker logs it
            self.faults.append(traceback.format_exc())
            return default


class _Surroundings(NamedTuple):
    """The lines above a body with their labels, and those below it."""

    head: list[HeadLine]
    foot: list[Marked]


def read_article(
    text: str, lexicon: Lexicon, recurring: AbstractSet[str] = frozenset(), stated: Stated = NOTHING_STATED
) -> Article:
    """Read the article in the normalised `text`.

    `recurring` are paragraphs known to stand in many texts of the collection, `stated` is what the text's format says
    of it, which goes before what is read. A field that we fail on is left empty, and told in `faults`.

    Raises:
        OSError: a table can't be loaded.
    """
    blocks = split_blocks(text, lexicon)
    if not blocks:
        return _empty(text)
    page = labelled_page(text, blocks, lexicon, recurring)
    segment = find_segment(page)
    body = spans_of(page, segment)
    attempts = _Attempts()
    prose = text[body[0][0] : body[-1][1]]
    around = _surroundings(page, body)
    dateline = attempts.read(_NO_DATELINE, lambda: _dateline(page, segment, around))
    title = stated.title or attempts.read("", lambda: find_title(around.head, prose, lexicon))
    lines = attempts.read(list["Marked"](), lambda: _signing_lines(around.head, title, lexicon))
    bylines = attempts.read(list["Marked"](), lambda: find_bylines(lines, title, lexicon))
    return Article(
        text=text,
        title=" ".join(title.split()),
        byline=stated.byline
        or attempts.read((), lambda: tuple(names_in(bylines, lexicon) or credited_names(around.foot, lexicon))),
        agency=stated.agency
        or dateline.agency
        or attempts.read("", lambda: _agency(bylines, _below_title(lines, title), around.foot, lexicon)),
        place=dateline.place,
        day=dateline.day,
        published=stated.published or attempts.read("", lambda: _published(lines, around, title, dateline, lexicon)),
        language=stated.language or attempts.read("", lambda: detect_language(prose)),
        body=body,
        footer=(body[-1][1], len(text)),
        faults=tuple(attempts.faults),
    )


def _empty(text: str) -> Article:
    """The article of a text without a line."""
    body: tuple[Span, ...] = ((0, len(text)),) if text else ()
    return Article(
        text=text,
        title="",
        byline=(),
        agency="",
        place="",
        day="",
        published="",
        language="",
        body=body,
        footer=(len(text), len(text)),
    )


def read_blocks(text: str, lexicon: Lexicon, recurring: AbstractSet[str] = frozenset()) -> tuple[Reading, ...]:
    """How each block of the normalised `text` is read, and why: what `read_article` goes by."""
    page = labelled_page(text, split_blocks(text, lexicon), lexicon, recurring)
    labelled = zip(page.blocks, page.labels, page.rules, strict=True)
    return tuple(Reading((block.start, block.end), label, rule) for block, label, rule in labelled)


def _surroundings(page: Page, body: Sequence[Span]) -> _Surroundings:
    """What stands above and below a body; no head when it lists teasers of other articles."""
    start, end = body[0][0], body[-1][1]
    head = [
        HeadLine(each.marked, label)
        for each, label in zip(page.blocks, page.labels, strict=True)
        if start - LIMITS.head <= each.start < each.end <= start
    ]
    foot = [each.marked for each in page.blocks if end <= each.start < end + LIMITS.foot]
    return _Surroundings([] if _lists_teasers(head, page.lexicon) else head, foot)


def _lists_teasers(head: Sequence[HeadLine], lexicon: Lexicon) -> bool:
    """Whether several dated bylines stand above the body: then none is known to be the article's."""
    signed = (each.line for each in head if Sense.BYLINE in each.marked.opens)
    return sum(find_date(line, lexicon) is not None for line in signed) > 1


def _dateline(page: Page, segment: Segment, around: _Surroundings) -> Dateline:
    """The dateline that opens the body, ends the lines above it, or is one of the last of them."""
    if segment.dateline:
        return segment.dateline
    above = [each.line for each in around.head]
    for line in reversed(above[-LIMITS.dateline_lines :]):
        dateline = find_dateline(line, page.lexicon)
        if dateline and dateline.end >= len(line.rstrip()):
            return dateline
    after_metadata = len(around.head) > 1 and around.head[-2].label is Label.METADATA
    below = after_metadata and is_place(above[-1], page.lexicon)
    return Dateline(above[-1], "", "", 0) if below else _NO_DATELINE


def _signing_lines(head: Sequence[HeadLine], title: str, lexicon: Lexicon) -> list[Marked]:
    """The lines without captions and credits.

    But 'Ann Lee, Associated Press' right below the title is a byline, and so is 'AP' above a date, no credit.
    """
    befores = ["", *(each.line for each in head)]
    return [
        each.marked
        for each, before in zip(head, befores, strict=False)
        if _may_sign(each, before, title, lexicon) or agency_alone(each.line, lexicon)
    ]


def _may_sign(line: HeadLine, before: str, title: str, lexicon: Lexicon) -> bool:
    if line.label is Label.CREDIT:
        return bool(title) and title in before and is_signed_for_agency(line.marked, lexicon)
    return line.label not in _UNSIGNED


def _below_title(lines: Sequence[Marked], title: str) -> Sequence[Marked]:
    """The lines from the title on; all where none is known, or where the title was put together of several."""
    at = next((index for index, line in enumerate(lines) if line.text == title), 0)
    return lines[at:]


def _published(lines: Sequence[Marked], around: _Surroundings, title: str, dateline: Dateline, lexicon: Lexicon) -> str:
    published = find_published(lines, around.foot, title, lexicon)
    return published or ("" if dateline.day.startswith("--") else dateline.day)


def _agency(bylines: Sequence[Marked], head: Sequence[Marked], foot: Sequence[Marked], lexicon: Lexicon) -> str:
    """The agency named in a byline, on a line of its own, or in the notices at the article's foot."""
    dated = [line for line in head if dates_page(line, lexicon)]
    signed = (
        *map(agency_named_in, (*bylines, *dated)),
        *(agency_of_source(line, lexicon) for line in (*head, *foot)),
    )
    alone = (agency_alone(line.text, lexicon) for line in head[1:])  # the first line may be the site's own name
    notices = (
        line for index, line in enumerate(foot) if index < LIMITS.sign_off_lines or not is_sign_off(line.text, lexicon)
    )
    return next(filter(None, (*signed, *alone, *(agency_of_notice(line, lexicon) for line in notices))), "")
