"""The columns a reader would fill in for a saved page: what it says of its story."""

from dataclasses import dataclass

from worker.page.agency import agency_named_in, short_name
from worker.page.byline import credited_names, find_bylines, names_in
from worker.page.caption import is_caption, is_credit
from worker.page.dateline import Dateline, find_dateline, is_place
from worker.page.dates import find_date
from worker.page.furniture import agency_of_notice, is_furniture, is_link_list_heading
from worker.page.language import detect_language
from worker.page.mark import find_published, is_mark
from worker.page.story import Story
from worker.page.title import find_title


@dataclass(frozen=True, slots=True)
class Columns:
    """What a page says of its story; '' where it does not say.

    `byline` is names joined by '; ', `agency` a short name ('AP'), `place` as the dateline prints it, `published` an
    ISO 8601 date or UTC time, `language` an ISO 639 code.
    """

    title: str
    byline: str
    agency: str
    place: str
    published: str
    language: str


_NO_DATELINE = Dateline("", "", "", 0)
_DATELINE_LINES = 3  # the last lines above the prose among which its dateline stands


def read_columns(text: str, story: Story) -> Columns:
    """Read the columns of the normalised `text` whose story is `story`. Never raises."""
    above = [line for line in text[: story.start].split("\n") if line.strip()]
    foot = [line for line in text[story.end :].split("\n") if line]
    prose = text[story.start : story.end]
    dateline = _dateline(above)
    head = [] if _is_teaser_list(above) else [line for line in above if not is_caption(line)]
    title = find_title(_title_lines(head, prose), prose)
    bylines = find_bylines(head, title)
    return Columns(
        title=title,
        byline="; ".join(names_in(bylines) or credited_names(foot)),
        agency=dateline.agency or _agency(bylines, head, foot),
        place=dateline.place,
        published=find_published(head, foot) or dateline.day,
        language=detect_language(prose),
    )


def _dateline(head: list[str]) -> Dateline:
    """The dateline that ends the lines above the prose, or is one of the last of them."""
    for line in reversed(head[-_DATELINE_LINES:]):
        dateline = find_dateline(line)
        if dateline and dateline.end >= len(line.rstrip()):
            return dateline
    after_mark = len(head) > 1 and is_mark(head[-2])
    return Dateline(head[-1], "", "", 0) if after_mark and is_place(head[-1]) else _NO_DATELINE


def _is_teaser_list(head: list[str]) -> bool:
    """Whether several dated bylines stand above the prose: then none is known to be the story's."""
    return sum(line.casefold().startswith("by ") and find_date(line) is not None for line in head) > 1


def _title_lines(head: list[str], prose: str) -> list[str]:
    """The lines that may be the title: no other part of a page, no link that stands again amid the prose."""
    lines = [
        line
        for line, before in zip(head, ["", *head], strict=False)
        if not (is_link_list_heading(before) or is_link_list_heading(line) or is_mark(line) or is_furniture(line))
    ]
    return [line for line in lines if not (is_credit(line) or short_name(line) or f"\n{line}\n" in prose)]


def _agency(bylines: list[str], head: list[str], foot: list[str]) -> str:
    """The agency named in a byline, on a line of its own, or in the notices at the story's foot."""
    named = map(agency_named_in, bylines)
    alone = (short_name(_without_date(line)) for line in head[1:])  # the first line may be the site's own name
    notices = map(agency_of_notice, foot)
    return next(filter(None, (*named, *alone, *notices)), "")


def _without_date(line: str) -> str:
    printed = find_date(line)
    return line[: printed.start].rpartition("|")[0] or line[: printed.start] if printed else line
