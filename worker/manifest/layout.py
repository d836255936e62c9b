"""How the manifest is cut into pages: by month; a month that is too long by day; a day that is too long into parts.

It follows from the number of stories of each day alone, and stories of a day fall into parts by their ids, which are
evenly spread. So a page stays short however large the collection is, and an update touches few pages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.ids import ID_BITS
from db.manifest import Slice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE_STORIES = 1000
UNDATED = "undated"
_LAST_ID = 2**63 - 1
_AFTER_ANY_DIGIT = "~"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of stories: its name and what it shows."""

    name: str
    part: Slice


class Layout:
    """The pages for a collection with so many stories a day; '' is the day of undated stories."""

    def __init__(self, stories_by_day: Mapping[str, int], page_stories: int = PAGE_STORIES) -> None:
        """Cut the periods so that a page has about `page_stories` stories at most."""
        months: dict[str, dict[str, int]] = defaultdict(dict)
        for day, stories in stories_by_day.items():
            months[day[:7]][day] = stories
        self._digits: dict[str, int] = {}  # period -> how many hexadecimal digits number its parts
        for month, days in months.items():
            whole_month = not month or sum(days.values()) <= page_stories
            periods = {month: sum(days.values())} if whole_month else days
            self._digits |= {period: _part_digits(stories, page_stories) for period, stories in periods.items()}

    def pages(self) -> Iterator[Page]:
        """All pages, newest first, the undated last."""
        for period in sorted(self._digits, reverse=True):
            for part in range(16 ** self._digits[period]):
                yield Page(self._name(period, part), self._slice(period, part))

    def page_name(self, day: str, story: int) -> str:
        """The name of the page that shows a story; '' if there is no page for that day any more."""
        period = day if day in self._digits else day[:7]
        if period not in self._digits:
            return ""
        last = 16 ** self._digits[period] - 1
        return self._name(period, min(last, story // self._step(period)))

    def _name(self, period: str, part: int) -> str:
        digits = self._digits[period]
        return f"{period or UNDATED}-{part:0{digits}x}" if digits else period or UNDATED

    def _slice(self, period: str, part: int) -> Slice:
        low, high = (period, period + _AFTER_ANY_DIGIT) if period else ("", "!")
        step = self._step(period)
        last = _LAST_ID if part == 16 ** self._digits[period] - 1 else (part + 1) * step - 1
        return Slice(low, high, part * step, last)

    def _step(self, period: str) -> int:
        return 1 << (ID_BITS - 4 * self._digits[period])


def whole() -> Slice:
    """All stories."""
    return Slice("", _AFTER_ANY_DIGIT, 0, _LAST_ID)


def _part_digits(stories: int, page_stories: int) -> int:
    digits = 0
    while stories > page_stories * 16**digits:
        digits += 1
    return digits
