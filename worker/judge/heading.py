"""What stands above a story: its title, the company it is about, the day of its dateline."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from worker.judge.words import read_words
from worker.page.dates import MONTH, month_number

LONGEST_HEADING: Final = 400
"""Characters above a story that may be its heading."""
HEADING_LINES: Final = 3
"""Lines of a heading, counting the blank one between title and dateline."""
LONGEST_DATELINE: Final = 100
"""Characters of a story that may still be its dateline."""
UNKNOWN_DAY: Final = -1

Words = NDArray[np.uint64]

_DATELINE_DAY: Final = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s(?P<day>[0-3]?\d)|(?P<day_before>[0-3]?\d)\.?\s(?P<month_after>{MONTH}))\b"
    r"(?:,?\s(?:19|20)\d\d)?(?:,?\s\(?[A-Za-z ]{2,30}\)?)?\s{0,2}[-–—]",
    re.IGNORECASE,
)
_DAYS_BEFORE_MONTH: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_SYMBOL: Final = re.compile(
    r"<([A-Z]{1,6})(?:\.[A-Z]{1,2})?>"  # <IBM>, <NVAA.TO>
    r"|\([A-Z]{2,8}:\s?([A-Z]{1,6})\)"  # (NYSE: IBM)
    r"|\(([A-Z]{1,6})\.[A-Z]{1,2}\)"  # (IBM.N)
)
_SENT_AGAIN: Final = re.compile(
    r"[\W_]{0,9}(?:correct(?:ed|ing|ion|s)|repeat(?:ed|ing|s)?|rpt|refil(?:ed|ing|e)|updat(?:ed|ing|e))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """What stands above a story.

    words: those of its last lines that are no figures, without symbols, 'CORRECTED - ' and the like; figures: those
    that are; symbols: companies' symbols in brackets, `<IBM>`; day: the dateline's day of the year, or
    UNKNOWN_DAY; sent_again: whether it says that the item is corrected, repeated or updated; in_capitals: whether its
    first line is, as a newswire's title right above the dateline.
    """

    words: Words
    figures: Words
    symbols: Words
    day: int
    sent_again: bool
    in_capitals: bool


def read_heading(text: str, start: int) -> Heading:
    """Read the lines right above the story, its title and dateline, or else the text's first line."""
    before = text[max(start - LONGEST_HEADING, 0) : start]
    above = before.strip().split("\n")[-HEADING_LINES:]
    lines = "\n".join(above) if any(above) else text[:LONGEST_HEADING].lstrip().split("\n", 1)[0]
    again = _SENT_AGAIN.match(lines)
    read, _ = read_words([_SYMBOL.sub(" ", lines[again.end() if again else 0 :])])
    symbols, _ = read_words("".join(symbol) for symbol in _SYMBOL.findall(lines))
    return Heading(
        words=_hashes(read[~read["figure"]]),
        figures=_hashes(read[read["figure"]]),
        symbols=_hashes(symbols),
        day=_read_day(before + text[start : start + LONGEST_DATELINE]),
        sent_again=again is not None,
        in_capitals=lines.partition("\n")[0].isupper(),
    )


def days_apart(one: Heading, other: Heading) -> int:
    """Return how many days lie between two datelines, at most half a year; 0 where one has no day."""
    if UNKNOWN_DAY in (one.day, other.day):
        return 0
    apart = abs(one.day - other.day)
    return min(apart, 365 - apart)


def _hashes(words: NDArray[np.void]) -> Words:
    return words["hash"].astype(np.uint64)


def _read_day(opening: str) -> int:
    found = _DATELINE_DAY.search(opening)
    if not found:
        return UNKNOWN_DAY
    month = month_number(found["month"] or found["month_after"])
    return _DAYS_BEFORE_MONTH[month - 1] + int(found["day"] or found["day_before"]) if month else UNKNOWN_DAY
