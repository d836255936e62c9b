"""Metadata lines: little else than a date, a byline, or the agency that a page names as its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.article.agencies import agency_of_source
from worker.article.bylines import is_by_alone, opens_byline
from worker.article.captions import ends_in_button, is_caption
from worker.article.dates import PrintedDate, find_date
from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_SENTENCE_ENDS = ("?", "!", "”", '"', "…", ",", "。", "।")
_SHORTEST_LINE = 16  # characters; a shorter one above a date may be its label: 'Published'


def is_metadata(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is a byline or dates the page."""
    text = line.text
    if len(text) > LIMITS.metadata:
        return False
    if _ends_sentence(text):
        return opens_byline(line, lexicon)
    if _opens_with_label(line) or opens_byline(line, lexicon) or is_by_alone(line):
        return True
    if "|" in text and any(_is_signed_or_labelled(part, lexicon) for part in text.split("|")):
        return True
    return dates_page(line, lexicon) is not None or bool(agency_of_source(line, lexicon))


def _opens_with_label(line: Marked) -> bool:
    return not line.opens.keys().isdisjoint((Sense.PUBLISHED, Sense.UPDATED, Sense.DATED))


def _is_signed_or_labelled(part: str, lexicon: Lexicon) -> bool:
    """Whether `part` of a line is a byline or says when: 'News | Published: 5 hours ago | Written by Ann Lee'."""
    line = lexicon.mark_line(part.strip())
    return _opens_with_label(line) or opens_byline(line, lexicon)


def dates_page(line: Marked, lexicon: Lexicon) -> PrintedDate | None:
    """The date of a `line` that is there to print it; None for a sentence or title that mentions one."""
    text = line.text
    if len(text) > LIMITS.metadata or text.startswith(("—", "(")):
        return None
    if text.endswith(_SENTENCE_ENDS) or _ends_sentence(text) or ends_in_button(line):
        return None
    printed = find_date(text, lexicon)
    if not printed or (text.endswith(")") and is_caption(line, lexicon)):
        return None
    rest = len(text) - (printed.end - printed.start)
    return printed if rest <= LIMITS.beside_date or _is_labelled(line) or opens_byline(line, lexicon) else None


def _is_labelled(line: Marked) -> bool:
    return Sense.PUBLISHED in line.holds or Sense.UPDATED in line.holds


def _ends_sentence(line: str) -> bool:
    return line.endswith(".") and not line.endswith(("m.", "M."))


def find_published(head: Iterable[Marked], foot: Iterable[Marked], title: str, lexicon: Lexicon) -> str:
    """When the article was published: ISO 8601, '' where no line says so.

    A day labelled as that of publishing comes before an unlabelled one, and that before one of an update. Below the
    article only labelled days count.
    """
    dates: dict[int, str] = {}
    before = ""
    titled = False
    for line in head:
        printed = dates_page(line, lexicon)
        if printed:
            labelled = lexicon.mark_line(f"{before} {line.text}") if len(before) < _SHORTEST_LINE else line
            dates.setdefault(_rank(labelled, titled), printed.iso)
        titled = titled or (bool(title) and title in line.text)
        before = line.text
    for line in foot:
        printed = dates_page(line, lexicon) if _is_labelled(line) else None
        if printed:
            dates.setdefault(_rank(line, below_title=False) + _LAST_RANK, printed.iso)
    return dates[min(dates)] if dates else ""


_LAST_RANK = 6


def _rank(line: Marked, below_title: bool) -> int:
    if Sense.PUBLISHED in line.holds:
        return 0 if below_title else 1
    if Sense.UPDATED in line.holds:
        return 3 if below_title else 5
    return 2 if below_title else 4
