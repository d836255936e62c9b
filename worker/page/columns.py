"""The columns a reader would fill in for a saved page: what it says of its story."""

import traceback
from collections.abc import Callable, Container
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from worker.page.agency import agency_alone, agency_named_in, short_name
from worker.page.byline import credited_names, find_bylines, is_lone_names, is_signed_for_agency, names_in
from worker.page.dateline import Dateline, find_dateline, is_place
from worker.page.dates import find_date
from worker.page.kinds import TEXT, Kind
from worker.page.language import detect_language
from worker.page.mark import agency_of_source, dates_page, find_published, is_mark
from worker.page.navigation import is_breadcrumb, menu_items
from worker.page.neighbours import kinds_of
from worker.page.notices import agency_of_notice, is_sign_off
from worker.page.paragraphs import split_paragraphs
from worker.page.story import Story
from worker.page.title import find_title

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """What a page says of its story; '' where it does not say.

    `byline` is names joined by '; ', `agency` a short name ('AP'), `place` as the dateline prints it, `published` an
    ISO 8601 date or UTC time, `month_day` the dateline's day ('--01-06') where no year is printed, `language` an
    ISO 639 code. `faults` are the tracebacks of columns that we failed on, which are left empty.
    """

    title: str
    byline: str
    agency: str
    place: str
    published: str
    language: str
    month_day: str = ""
    faults: tuple[str, ...] = ()


_TITLE_KINDS = (*TEXT, Kind.LABEL)
_UNSIGNED_KINDS = (Kind.CAPTION, Kind.FURNITURE, Kind.HEADING)
_NO_DATELINE = Dateline("", "", "", 0)
_LONGEST_HEAD, _LONGEST_FOOT = 20_000, 4_000  # characters above and below the prose that are read
_FEWEST_WORDS = 5  # of a title that is known by its place alone
_FEWEST_WORDS_OF_A_PHRASE = 3  # of one with a word in lower case, which names of outlets and sections have not
_IN_NAMES = frozenset({"and", "at", "by", "de", "for", "from", "of", "on", "the", "to", "with"})
_DECK_LINES = 4  # of a title and its deck, above the byline
_SHORTEST_TITLE = 12  # characters; buttons and names of sections are shorter
_SIGN_OFF_LINES = 3  # below the prose; further down an agency's name alone is under a link to another story
_PEEK = 20  # characters of prose that tell a dateline
_DATELINE_LINES = 3  # the last lines above the prose among which its dateline stands


class _Attempts:
    """Reads parts of a page one by one: where we fail on one, the others are read all the same."""

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


def read_columns(text: str, story: Story) -> Columns:
    """Read the columns of the normalised `text` whose story is `story`.

    Raises:
        OSError: a table can't be loaded.
    """
    above = text[max(0, story.start - _LONGEST_HEAD) : story.start]
    foot = _lines(text[story.end : story.end + _LONGEST_FOOT].lstrip())
    prose = text[story.start : story.end]
    peek = prose[:_PEEK] if above[-1:] not in ("", "\n") else ""
    attempts = _Attempts()
    dateline = attempts.read(_NO_DATELINE, lambda: _dateline(_lines(above), peek))
    head = attempts.read(list[tuple[str, Kind]](), lambda: _head(above))
    title = attempts.read("", lambda: _title(head, prose))
    lines = attempts.read(list[str](), lambda: _signing_lines(head, title))
    bylines = attempts.read(list[str](), lambda: find_bylines(lines, title))
    published = attempts.read("", lambda: find_published(lines, foot, title))
    day_alone = dateline.day.startswith("--")
    return Columns(
        title=" ".join(title.split()),
        byline=attempts.read("", lambda: "; ".join(names_in(bylines) or credited_names(foot))),
        agency=dateline.agency or attempts.read("", lambda: _agency(bylines, _below_title(lines, title), foot)),
        place=dateline.place,
        published=published or ("" if day_alone else dateline.day),
        month_day=dateline.day if day_alone and not published else "",
        language=attempts.read("", lambda: detect_language(prose)),
        faults=tuple(attempts.faults),
    )


def _title(head: list[tuple[str, Kind]], prose: str) -> str:
    return find_title(_title_lines(head, prose), prose, _lines_by_mark(head)) or _line_above_mark(head)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _head(above: str) -> list[tuple[str, Kind]]:
    """The lines above the prose with their kinds; none when they list teasers of other stories."""
    paragraphs = split_paragraphs(above)
    lines = [paragraph.line for paragraph in paragraphs]
    return [] if _is_teaser_list(lines) else list(zip(lines, kinds_of(above, paragraphs), strict=True))


def _dateline(above: list[str], rest: str) -> Dateline:
    """The dateline that ends the lines above the prose, or is one of the last of them.

    `rest` is how the line of the last goes on, where the prose begins amid a line: 'Washington (CNN)' alone may be a
    credit, 'Washington (CNN)The …' is none.
    """
    for line, after in zip(reversed(above[-_DATELINE_LINES:]), (rest, "", ""), strict=False):
        dateline = find_dateline(line + after)
        if dateline and dateline.end >= len(line.rstrip()):
            return dateline
    after_mark = len(above) > 1 and is_mark(above[-2])
    return Dateline(above[-1], "", "", 0) if after_mark and is_place(above[-1]) else _NO_DATELINE


def _is_teaser_list(lines: list[str]) -> bool:
    """Whether several dated bylines stand above the prose: then none is known to be the story's."""
    return sum(line.casefold().startswith("by ") and find_date(line) is not None for line in lines) > 1


def _title_lines(head: list[tuple[str, Kind]], prose: str) -> list[str]:
    """The lines that may be the title: no other part of a page, no link that stands again amid the prose."""
    kinds_before = (None, *(kind for _, kind in head))
    menu = menu_items([line for line, _ in head])
    inner_lines = frozenset(prose.split("\n")[1:-1])
    return [
        line
        for index, ((line, kind), before) in enumerate(zip(head, kinds_before, strict=False))
        if (kind in _TITLE_KINDS or _repeats(line, kind, head))
        and before is not Kind.HEADING
        and index not in menu
        and _may_be_title(line, inner_lines)
    ]


def _lines_by_mark(head: list[tuple[str, Kind]]) -> frozenset[str]:
    """The lines that a byline or date stands right above or a few lines below: a deck may come between."""
    near: list[str] = []
    above: list[str] = []
    after_mark = False
    for line, kind in head:
        if kind is Kind.MARK:
            near += above[-_DECK_LINES:]
        elif kind in _TITLE_KINDS and len(line) >= _SHORTEST_TITLE:
            above.append(line)
            near += [line] if after_mark else []
        after_mark = kind is Kind.MARK
    return frozenset(near)


def _line_above_mark(head: list[tuple[str, Kind]]) -> str:
    """A heading right above a byline or date: a title even of a story that does not take up its words."""
    below_name = (*(kind for _, kind in head[2:]), None)
    for ((line, kind), (below, kind_below)), after in zip(pairwise(head), below_name, strict=False):
        named = after is Kind.MARK and is_lone_names(below)
        signed = kind_below is Kind.MARK or is_signed_for_agency(below) or named
        if kind in _TITLE_KINDS and signed and _is_heading(line):
            return line
    return ""


def _is_heading(line: str) -> bool:
    """Whether `line` is no name: five words, or three of which one is written small, and no sentence."""
    words = line.split()
    small = any(word.islower() and word not in _IN_NAMES for word in words)
    long = len(words) >= (_FEWEST_WORDS_OF_A_PHRASE if small else _FEWEST_WORDS)
    return long and not (line.endswith(".") or "://" in line or short_name(line) or is_breadcrumb(line))


def _repeats(line: str, kind: Kind, head: list[tuple[str, Kind]]) -> bool:
    """Whether `line`, no caption, is printed twice, as titles that end in a question or quotation may be."""
    return kind is Kind.CAPTION and not line.endswith(".") and (line, kind) in head[head.index((line, kind)) + 1 :]


def _may_be_title(line: str, prose_lines: Container[str]) -> bool:
    dateline = find_dateline(line)
    is_dateline = dateline is not None and dateline.end >= len(line.rstrip())
    return not (is_dateline or short_name(line) or is_breadcrumb(line) or line in prose_lines)


def _signing_lines(head: list[tuple[str, Kind]], title: str) -> list[str]:
    """The lines without captions and credits.

    But 'Ann Lee, Associated Press' right below the title is a byline, and so is 'AP' above a date, no credit.
    """
    lines_before = ("", *(line for line, _ in head))
    kinds_below = (*(kind for _, kind in head[1:]), None)
    return [
        line
        for (line, kind), before, below in zip(head, lines_before, kinds_below, strict=False)
        if (kind not in _UNSIGNED_KINDS or (below is Kind.MARK and agency_alone(line)))
        and (kind is not Kind.CREDIT or (bool(title) and title in before and is_signed_for_agency(line)))
    ]


def _below_title(lines: list[str], title: str) -> list[str]:
    """The lines from the title on; all where none is known, or where the title was put together of several."""
    return lines[lines.index(title) :] if title in lines else lines


def _agency(bylines: list[str], head: list[str], foot: list[str]) -> str:
    """The agency named in a byline, on a line of its own, or in the notices at the story's foot."""
    signed = (*map(agency_named_in, (*bylines, *filter(dates_page, head))), *map(agency_of_source, (*head, *foot)))
    alone = map(agency_alone, head[1:])  # the first line may be the site's own name
    notices = (line for index, line in enumerate(foot) if index < _SIGN_OFF_LINES or not is_sign_off(line))
    return next(filter(None, (*signed, *alone, *map(agency_of_notice, notices))), "")
