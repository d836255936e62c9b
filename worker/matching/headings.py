"""The heading of an article as it is compared: its title, the company that it is about, its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from worker.article.article import Article
    from worker.matching.words import WordReader

    Words = NDArray[np.uint64]

UNKNOWN_DAY: Final = -1

_SYMBOL: Final = re.compile(
    r"<([A-Z]{1,6})(?:\.[A-Z]{1,2})?>"  # <IBM>, <NVAA.TO>
    r"|\([A-Z]{2,8}:\s?([A-Z]{1,6})\)"  # (NYSE: IBM)
    r"|\(([A-Z]{1,6})\.[A-Z]{1,2}\)"  # (IBM.N)
)
_MOST_MARKS: Final = 9
"""Marks before the first word of a title at most, as in '****** CORRECTED'."""
_LEAP_YEAR: Final = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """What an article is headed with.

    words: those of its title that are no figures, without symbols, 'CORRECTED - ' and the like; figures: those
    that are; symbols: companies' symbols in brackets, `<IBM>`; day: the day of the year of its publishing, else
    of its dateline, or UNKNOWN_DAY; sent_again: whether the title says that the item is corrected, repeated or updated;
    in_capitals: whether the title is, as a newswire's.
    """

    words: Words
    figures: Words
    symbols: Words
    day: int
    sent_again: bool
    in_capitals: bool


def read_heading(article: Article, reader: WordReader) -> Heading:
    """Return the heading of an article."""
    title = article.title
    start, end = _first_word(title)
    again = reader.tells_again(title[start:end].lower())
    read, _ = reader.read([_SYMBOL.sub(" ", title[end if again else 0 :])])
    symbols, _ = reader.read("".join(symbol) for symbol in _SYMBOL.findall(title))
    return Heading(
        words=_hashes(read[~read["figure"]]),
        figures=_hashes(read[read["figure"]]),
        symbols=_hashes(symbols),
        day=_day_of_year(article.published or article.day),
        sent_again=again,
        in_capitals=title.isupper(),
    )


def _first_word(title: str) -> tuple[int, int]:
    """Where the first word of a title begins and ends; nowhere if too many marks stand before it."""
    start = next((at for at, letter in enumerate(title) if letter.isalnum()), 0)
    end = next((at for at in range(start, len(title)) if not title[at].isalnum()), len(title))
    return (start, end) if start <= _MOST_MARKS else (0, 0)


def days_apart(one: Heading, other: Heading) -> int:
    """Return how many days lie between two headings, at most half a year; 0 where one has no day."""
    if UNKNOWN_DAY in (one.day, other.day):
        return 0
    apart = abs(one.day - other.day)
    return min(apart, 366 - apart)


def _hashes(words: NDArray[np.void]) -> Words:
    return words["hash"].astype("<u8")


def _day_of_year(day: str) -> int:
    """The number of an ISO date's day in a leap year, so that a day without a year has one too."""
    if not day:
        return UNKNOWN_DAY
    month, number = int(day[-5:-3]) if day.startswith("--") else int(day[5:7]), int(day[8:10] or 0)
    number = int(day[-2:]) if day.startswith("--") else number
    return date(_LEAP_YEAR, month, number).timetuple().tm_yday
