"""Lines that date a page: little else than a date, or a date with a label such as 'Posted' or 'Updated'."""

import re
from collections.abc import Iterable
from functools import lru_cache

from worker.page.agency import agency_alone
from worker.page.byline import is_by_alone, opens_byline
from worker.page.caption import is_caption
from worker.page.dates import PrintedDate, find_date
from worker.page.wording import one_of

_FIRST = one_of(
    ("published", "posted", "created", "publié", "veröffentlicht", "publicado", "pubblicato", "опубликовано")
)
_LATER = one_of(
    ("updated", "modified", "mis à jour", "aktualisiert", "stand", "actualizado", "aggiornato", "обновлено")
)
_LABEL = re.compile(rf"(?:(?:first|last|originally)\s)?(?:{_FIRST}|{_LATER}|date)\b", re.IGNORECASE)
_FIRST_LABEL = re.compile(rf"(?:{_FIRST})\b", re.IGNORECASE)
_LATER_LABEL = re.compile(rf"(?:{_LATER})\b", re.IGNORECASE)
_GLUED_LABEL = re.compile(rf"(?:{_FIRST}|{_LATER})\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|bron|fuente|fonte|källa|kilde|источник)\s?:\s?", re.IGNORECASE)
_LONGEST_SOURCE = 12  # characters
_LONGEST = 160
_LEFT_OVER = 48  # characters that may stand on a line beside its date: weekday, time, name of the outlet
_SENTENCE_ENDS = ("?", "!", "”", '"', "…", ",", " less", " more")


def is_mark(line: str) -> bool:
    """Whether `line` is a byline or dates the page."""
    if len(line) > _LONGEST:
        return False
    if _ends_sentence(line):
        return opens_byline(line)
    if _LABEL.match(line) or opens_byline(line) or is_by_alone(line):
        return True
    if "|" in line and any(map(_is_signed_or_labelled, line.split("|"))):
        return True
    return dates_page(line) is not None or bool(agency_of_source(line))


def _is_signed_or_labelled(part: str) -> bool:
    """Whether `part` of a line is a byline or says when: 'News | Published: 5 hours ago | Written by Ann Lee'."""
    part = part.strip()
    return opens_byline(part) or bool(_GLUED_LABEL.match(part))


def agency_of_source(line: str) -> str:
    """The agency of a line such as 'Source: AFP'; '' for any other."""
    label = _SOURCE.match(line) if ":" in line[:_LONGEST_SOURCE] else None
    return agency_alone(line[label.end() :]) if label else ""


def dates_page(line: str) -> PrintedDate | None:
    """The date of a `line` that is there to print it; None for a sentence or title that mentions one."""
    may_print_one = len(line) <= _LONGEST and ("20" in line or "19" in line or "/" in line)
    return _date_of_short_line(line) if may_print_one else None


@lru_cache(maxsize=256)  # a line is asked for its date when its kind, the byline and the day are read
def _date_of_short_line(line: str) -> PrintedDate | None:
    if line.endswith(_SENTENCE_ENDS) or _ends_sentence(line) or line.startswith(("—", "(")):
        return None
    if line.endswith(")") and is_caption(line):
        return None
    printed = find_date(line)
    if not printed:
        return None
    rest = len(line) - (printed.end - printed.start)
    return printed if rest <= _LEFT_OVER or _GLUED_LABEL.search(line) or opens_byline(line) else None


def _ends_sentence(line: str) -> bool:
    return line.endswith(".") and not line.endswith(("m.", "M."))


def find_published(head: Iterable[str], foot: Iterable[str], title: str = "") -> str:
    """When the story was published: ISO 8601, '' where no line says so.

    A day labelled as that of publishing comes before an unlabelled one, and that before one of an update. Below the
    story only labelled days count.
    """
    dates: dict[int, str] = {}
    before = ""
    titled = False
    for line in head:
        printed = dates_page(line)
        if printed:
            dates.setdefault(_rank(f"{before} {line}" if len(before) < 16 else line, titled), printed.iso)
        titled = titled or (bool(title) and title in line)
        before = line
    for line in foot:
        printed = dates_page(line) if _GLUED_LABEL.search(line) else None
        if printed:
            dates.setdefault(_rank(line, False) + _LAST_RANK, printed.iso)
    return dates[min(dates)] if dates else ""


_LAST_RANK = 6


def _rank(line: str, below_title: bool) -> int:
    if _FIRST_LABEL.search(line):
        return 0 if below_title else 1
    if _LATER_LABEL.search(line):
        return 3 if below_title else 5
    return 2 if below_title else 4
