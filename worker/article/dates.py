"""Dates as pages print them, read without guessing.

A date counts only when day, month and year are printed. A clock time is kept only with a zone that fixes its offset
from UTC ('EDT' does; 'ET' does not tell summer from winter). '07/16/2018' can be read one way only and counts;
'07/08/2018' cannot and does not. A year from 2400 on is of the Buddhist era.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.lexicon.compiled import Lexicon

_UTC_OFFSET_HOURS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "HKT": 8,
    "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7,
    "PDT": -7, "PST": -8,
}  # fmt: skip
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
_MONTH = r"[^\W\d_][^\s\d,;|/()–—-]{1,15}"  # a word; whether it is a month, the lexicon knows
_NUMBERED_MONTH = rf"(?:{_MONTH}|[^\W\d_]{{3,5}}\s\d{{1,2}})"  # 'tháng 7'
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = rf"(?:{_YEAR}|\d{{4}}(?!\d))"
_SHORT_YEAR = r"(?<=/)\d\d(?=\s(?:at\s)?\d{1,2}:\d\d)"  # '11/13/19 at 4:00 PM'
_OF = r"(?:[^\W\d_]{1,3}\s|[^\W\d_]\.[^\W\d_]\.\s?)?"  # '16 de julio de 2018'
_DATE = re.compile(
    rf"(?P<month1>{_MONTH})\s{{0,2}}(?P<day1>[0-3]?\d){_ORDINAL}[,.\s]\s{{0,2}}(?P<year1>{_YEAR})"
    r"|(?=\d)(?:"
    rf"(?<!\d)(?P<day2>\d{{1,2}}){_ORDINAL}[\s-]{_OF}(?P<month2>{_NUMBERED_MONTH}?)(?:/[^\W\d_]+)?,?[\s-]{_OF}(?P<year2>{_ANY_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year3>{_YEAR})(?P<mark3>[-/.])\s?(?P<month3>[01]?\d)(?P=mark3)\s?(?P<day3>[0-3]?\d)(?!\d)"
    rf"|(?<!\d)(?P<year4>{_YEAR})\s?[年년]\s?(?P<month4>\d{{1,2}})\s?[月월]\s?(?P<day4>\d{{1,2}})\s?[日일]"
    rf"|(?<![\w.])(?P<first>[0-3]?\d)(?P<mark>[/.])(?P<second>[0-3]?\d)(?P=mark)"
    rf"(?P<year5>{_YEAR}(?!\d|\.\d)|{_SHORT_YEAR}))",
    re.IGNORECASE,
)
# Zones of lands that print the month first, and of those that print the day first.
_MONTH_FIRST = frozenset(["ET", "CT", "MT", "PT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"])
_DAY_FIRST = frozenset(["GMT", "UTC", "BST", "CET", "CEST", "MEZ", "MESZ", "IST", "SGT", "HKT", "AEST", "AEDT"])
_YEAR_PRINTED = re.compile(rf"\d{{4}}|{_SHORT_YEAR}")
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d)?\s?(?P<half>[ap]\.?m\.?)?"
    r"|(?P<military>[012]\d[0-5]\d))"
    rf"\s?(?P<zone>{'|'.join(_UTC_OFFSET_HOURS)})\b(?:\s\(\d{{4}}\s[A-Z]{{3}}\))?"
)
_CLOCK_BEFORE = re.compile(rf"{_CLOCK},?\s{{0,2}}(?:on\s)?(?:[A-Za-z]{{3,9}}\.?,?\s)?$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(rf"[\s,;|@•–—-]{{0,4}}(?:at\s|um\s|à\s)?\s{{0,2}}{_CLOCK}", re.IGNORECASE)
_ISO_CLOCK = re.compile(r"T(?P<hour>[012]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d\d:?\d\d)")
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})\s{{0,2}}(?P<day>[0-3]?\d)(?!\d)|(?<!\d)(?P<day_first>[0-3]?\d)\.?\s(?P<month_last>{_MONTH})"
)
_HALVES = ("am", "pm", "a.m", "p.m")
_LEAP_YEAR = 2000
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_BUDDHIST, _BUDDHIST_OFFSET = 2400, 543
_NEAR_DAYS = 31  # an edition runs within a month of another


class PrintedDate(NamedTuple):
    """A date printed at `line[start:end]` (its clock time apart); `iso` is a date, or a time in UTC."""

    start: int
    end: int
    iso: str


def find_date(line: str, lexicon: Lexicon) -> PrintedDate | None:
    """The first full date printed in `line`; None without one."""
    if not _YEAR_PRINTED.search(line):
        return None
    at = 0
    while match := _DATE.search(line, at):
        day = _day(match, line, lexicon)
        if day:
            start = match.start() if not match["month1"] else match.start("month1")
            return PrintedDate(start, match.end(), _iso(day, line, match))
        at = match.start() + 1
    return None


def find_month_day(line: str, lexicon: Lexicon) -> str:
    """The first month and day printed in `line`, as '--01-06' (ISO 8601's form without a year); '' without one."""
    for match in _MONTH_DAY.finditer(line):
        month = lexicon.month(match["month"] or match["month_last"])
        day = _valid_day(_LEAP_YEAR, month, int(match["day"] or match["day_first"]))
        if day:
            return f"--{day:%m-%d}"
    return ""


def with_year(month_day: str, dates: Iterable[str]) -> str:
    """The date of '--01-06' that is nearest to the earliest of ISO `dates`; '' if none is within a month of it."""
    earliest = min(dates, default="")
    if not earliest:
        return ""
    near = date.fromisoformat(earliest[:10])
    month, day = int(month_day[2:4]), int(month_day[5:7])
    years = (_valid_day(year, month, day) for year in (near.year - 1, near.year, near.year + 1))
    nearest = min(filter(None, years), key=lambda each: abs(each - near), default=None)
    return str(nearest) if nearest and abs(nearest - near) <= timedelta(days=_NEAR_DAYS) else ""


def _day(match: re.Match[str], line: str, lexicon: Lexicon) -> date | None:
    part = match.groupdict()
    if part["first"]:
        zones = _zones(line)
        day_first = part["mark"] == "." or not _DAY_FIRST.isdisjoint(zones)
        month_first = not _MONTH_FIRST.isdisjoint(zones)
        year = int(part["year5"]) + (2000 if len(part["year5"]) == 2 else 0)
        return _numeric_day(int(part["first"]), int(part["second"]), year, day_first, month_first)
    form = next(form for form in "1234" if part[f"year{form}"])
    month = part[f"month{form}"]
    number = int(month) if month.isdecimal() else lexicon.month(month)
    return _valid_day(int(part[f"year{form}"]), number, int(part[f"day{form}"]))


def _zones(line: str) -> list[str]:
    """The words in capitals behind a clock in `line`: '5:10 PM EST', '13:55 GMT+1'."""
    words = line.split()
    clocks = (before[:1].isdecimal() or before.lower().strip(".") in _HALVES for before in words)
    return [word.rstrip(",.)").partition("+")[0] for clock, word in zip(clocks, words[1:], strict=False) if clock]


def prints_hour(line: str) -> bool:
    """Whether `line` tells the hour as '4:59 AM'."""
    return any(":" in clock and half.lower().strip(".") in _HALVES for clock, half in pairwise(line.split()))


def _numeric_day(first: int, second: int, year: int, day_first: bool, month_first: bool) -> date | None:
    """The day when it is clear which number is the month: by the form of the date or clock, or as 13 is no month."""
    if day_first or first > 12:
        return _valid_day(year, second, first)
    return _valid_day(year, first, second) if month_first or second > 12 or first == second else None


def _valid_day(year: int, month: int, day: int) -> date | None:
    year -= _BUDDHIST_OFFSET if year >= _BUDDHIST else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(day: date, line: str, match: re.Match[str]) -> str:
    clock = (
        _ISO_CLOCK.match(line, match.end())
        or _CLOCK_AFTER.match(line, match.end())
        or _CLOCK_BEFORE.search(line[max(0, match.start() - 48) : match.start()])
    )
    return (_in_utc(day, clock.groupdict()) if clock else "") or str(day)


def _in_utc(day: date, clock: dict[str, str | None]) -> str:
    """`day` at `clock` as a UTC time; '' for an hour that no clock shows."""
    military, half = clock.get("military"), (clock.get("half") or "").casefold()
    hour = int(military[:2] if military else clock["hour"] or 0)
    minute = int(military[2:] if military else clock["minute"] or 0)
    if hour > (12 if half else 23) or minute > 59:
        return ""
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = timezone(_offset(clock["zone"] or "Z"))
    try:
        return f"{datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except OverflowError:
        return ""


def _offset(zone: str) -> timedelta:
    """What is to be taken from a clock in `zone` ('EDT', 'Z', '+03:00') to have UTC."""
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        return -offset if zone[0] == "-" else offset
    return timedelta(hours=_UTC_OFFSET_HOURS.get(zone.upper(), 0))
