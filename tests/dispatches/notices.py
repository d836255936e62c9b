"""Short formulaic notices as wires of 1987 printed them: alike but for names, days and figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.dispatches.dispatch import Dispatch
from tests.dispatches.vocabulary import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_FIRST_DAY = date(1987, 2, 26)


def dividend_notice(rng: Random) -> Dispatch:
    """A company sets a dividend: amount, day of payment, day of record."""
    company, day = _company(rng), _day(rng)
    cents = rng.randint(4, 60)
    lines = (
        f"Qtly div {cents} cts vs {rng.choice((cents, cents, cents - 1, cents - 2))} cts prior",
        f"Pay {_short(day + timedelta(days=rng.randint(20, 60)))}",
        f"Record {_short(day + timedelta(days=rng.randint(5, 19)))}",
    )
    return _notice(f"{company} sets quarterly dividend", _place(rng), day, lines)


def results_notice(rng: Random) -> Dispatch:
    """A company's quarter: earnings a share, net, revenues, each against the year before."""
    quarter = rng.choice(("1st", "2nd", "3rd", "4th"))
    lines = (
        f"Shr {rng.randint(5, 250)} cts vs {rng.randint(5, 250)} cts",
        f"Net {_amount(rng, 90_000)} vs {_amount(rng, 90_000)}",
        f"Revs {_amount(rng, 9_000_000)} vs {_amount(rng, 9_000_000)}",
        f"Avg shrs {_amount(rng, 400_000)} vs {_amount(rng, 400_000)}",
    )
    return _notice(f"{_company(rng)} {quarter} qtr net", _place(rng), _day(rng), lines)


def market_notice(rng: Random) -> Dispatch:
    """A central bank's help for the money market of a day, with the shortage it expects."""
    place, help_mln, shortage = _place(rng), rng.randint(20, 900), rng.randint(300, 1500)
    session = rng.choice(("morning", "afternoon", "early"))
    rate = f"{rng.randint(7, 12)}-{rng.randint(1, 15)}/16"
    bought, more = rng.sample(range(2, 99), 2)
    lines = (
        f"The central bank provided the money market with {help_mln} mln crowns in the {session} session.",
        f"It bought {bought} mln crowns of bank bills at {rate} pct and {more} mln in band {_band(rng)}.",
        f"The bank had earlier put its estimate of the day's shortage at {shortage} mln crowns.",
    )
    return _notice(f"{place} money market given {help_mln} mln crowns help", place, _day(rng), lines)


def weather_notice(rng: Random) -> Dispatch:
    """A port's weather for shipping: wind, sea, visibility and the ships that wait."""
    place, wind, hour = _place(rng), rng.randint(3, 10), rng.randint(1, 23)
    low, high, miles = rng.randint(2, 9), rng.randint(10, 16), rng.randint(2, 12)
    lines = (
        f"Winds at {place} were {_compass(rng)} force {wind} at {hour:02}00 gmt, the port authority said.",
        f"Seas were running {low} to {high} feet and visibility was {miles} miles.",
        f"A total of {rng.randint(2, 60)} ships were waiting to load and {rng.randint(2, 30)} were at berth.",
    )
    return _notice(f"{place} port weather - force {wind} winds", place, _day(rng), lines)


FAMILIES: dict[str, Callable[[Random], Dispatch]] = {
    "dividend": dividend_notice,
    "results": results_notice,
    "market": market_notice,
    "weather": weather_notice,
}


def reissue(notice: Dispatch) -> Dispatch:
    """The same notice sent again with a correction mark in its title and a line that explains it."""
    explained = f"(Corrects spelling of name in item of {_short(notice.date)})"
    return replace(notice, title=f"{notice.title} (Correction)", paragraphs=(*notice.paragraphs, explained))


def _notice(title: str, place: str, day: date, lines: tuple[str, ...]) -> Dispatch:
    return Dispatch(title, byline="", agency="Reuters", place=place, date=day, paragraphs=lines, cast=WORDS)


def _company(rng: Random) -> str:
    form = rng.choice(("Inc", "Corp", "Co", "Ltd"))
    return f"{rng.choice(WORDS['surname'])} {rng.choice(WORDS['firm'])} {form}"


def _place(rng: Random) -> str:
    return rng.choice(WORDS["place"])


def _day(rng: Random) -> date:
    return _FIRST_DAY + timedelta(days=rng.randint(0, 230))


def _short(day: date) -> str:
    return f"{day:%B} {day.day}"


def _amount(rng: Random, thousands: int) -> str:
    return f"{rng.randint(1000, thousands * 1000):,}"


def _band(rng: Random) -> str:
    return rng.choice(("one", "two", "three", "four"))


def _compass(rng: Random) -> str:
    return rng.choice(("north", "south")) + rng.choice(("erly", "-easterly", "-westerly"))
