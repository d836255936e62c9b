"""Tests of worker.article.dates: full dates and zoned times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article.reading import LEXICON
from worker.article.dates import find_date, find_month_day, with_year


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("July 15, 2018 at 9:58 AM", "2018-07-15"),
        ("Sunday, 15 July 2018 07:38 AM", "2018-07-15"),
        ("date 2022-01-07", "2022-01-07"),
        ("Updated: July 16, 2018 @ 6:52 am", "2018-07-16"),
        ("Jul 16, 2018 4:46 am PDT", "2018-07-16T11:46:00Z"),
        ("5:53 am PDT, Sunday, July 15, 2018", "2018-07-15T12:53:00Z"),
        ("Updated 0420 GMT (1220 HKT) July 15, 2018", "2018-07-15T04:20:00Z"),
        ("July 16, 2018, 11:14 GMT", "2018-07-16T11:14:00Z"),
        ("2018-07-16T11:46:00+02:00", "2018-07-16T09:46:00Z"),
        ("12:43 PM ET, Sun July 15, 2018", "2018-07-15"),
        ("Jul.15.2018 / 4:22 PM ET", "2018-07-15"),
        ("2:21 PM 07/16/2018", "2018-07-16"),
        ("16.07.2018, 14:05 Uhr", "2018-07-16"),
        ("2018/07/16 14:05", "2018-07-16"),
        ("16. Juli 2018", "2018-07-16"),
        ("le 16 juillet 2018", "2018-07-16"),
        ("16 de julio de 2018", "2018-07-16"),
        ("16 июля 2018", "2018-07-16"),
        ("2018年7月16日", "2018-07-16"),
        ("2018년 7월 16일", "2018-07-16"),
        ("2018/7/6 21:17", "2018-07-06"),
        ("12. MÄR 2025 18:03", "2025-03-12"),
        ("9 maj 2025", "2025-05-09"),
        ("10/04/2016 05:07 AM EDT", "2016-10-04T09:07:00Z"),
        ("04/10/2016 05:07 AM ET", "2016-04-10"),
        ("06/01/2026 - 13:55 GMT+1", "2026-01-06T13:55:00Z"),
        ("11/13/19 at 4:00 PM EST", "2019-11-13T21:00:00Z"),
    ],
)
def test_printed_dates(line: str, iso: str) -> None:
    """A full date is read in the ways pages print it; its time only with a zone of one offset."""
    found = find_date(line, LEXICON)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "line", ["Jan 6", "Monday at 9:58 AM", "07/08/2018", "February 30, 2018", "lot 20180716", "1987", "v1.2.2018.7"]
)
def test_no_guessing(line: str) -> None:
    """No year, two readings, no such day or a number that merely looks like a date: no date."""
    assert find_date(line, LEXICON) is None


@given(st.text(alphabet="0123456789:./- ,JulyjanTZGMTpam年月日", max_size=40))
def test_never_raises(line: str) -> None:
    """Whatever figures a line holds, it has a date within its bounds or none."""
    found = find_date(line, LEXICON)
    assert found is None or 0 <= found.start < found.end <= len(line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Jan 6", "--01-06"),
        ("6 January", "--01-06"),
        ("Sept. 30", "--09-30"),
        ("Feb 29", "--02-29"),
        ("Feb 30", ""),
        ("June", ""),
    ],
)
def test_a_day_without_a_year(line: str, day: str) -> None:
    """Month and day are kept in ISO form; no year is guessed."""
    assert find_month_day(line, LEXICON) == day


@pytest.mark.parametrize(
    ("day", "dates", "dated"),
    [
        ("--01-06", ["2022-01-07"], "2022-01-06"),
        ("--12-31", ["2022-01-02T08:00:00Z"], "2021-12-31"),
        ("--01-02", ["2021-12-30", "2022-03-01"], "2022-01-02"),
        ("--07-06", ["2022-01-07"], ""),
        ("--02-29", ["2023-02-28"], ""),
        ("--01-06", [], ""),
    ],
)
def test_a_year_is_taken_from_editions_of_the_same_month(day: str, dates: list[str], dated: str) -> None:
    """The nearest such day to the earliest edition, if it is within a month of it."""
    assert with_year(day, dates) == dated


MONTHS = [(name, number) for name, number in LEXICON.months.items() if name.isalpha() and len(name) > 2]
TURKISH = str.maketrans("iı", "İI")
# What case folding changes in length or in kind, beside names of months and agencies.
TRICKY = st.lists(
    st.sampled_from(
        [*"İıIiſßẞΐŉǰẖﬁﬆΣςσ.,- /(\n", "i\u0307", *("15", "2012", "1912", "5:10", "GMT", "ap", "REUTERS", "Interfax")]
        + [name for name, _ in MONTHS]
        + [name.upper() for name, _ in MONTHS]
        + [name.upper().translate(TURKISH) for name, _ in MONTHS]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(("name", "number"), MONTHS)
def test_a_month_is_known_in_any_case(name: str, number: int) -> None:
    """Small, capitals, capitals by Turkish rules, and those with the dots left out."""
    for form in (name, name.title(), name.upper(), name.upper().translate(TURKISH), name.translate(TURKISH).upper()):
        found = find_date(f"15 {form} 2012", LEXICON)
        assert (form, f"2012-{number:02d}-15") == (form, found and found.iso)
        assert f"--{number:02d}-15" == find_month_day(f"15 {form}", LEXICON)


@given(st.one_of(TRICKY, st.text()))
def test_no_text_is_too_odd_for_a_date(line: str) -> None:
    """Whatever the case of whatever letters, a date is found or not: nothing is raised."""
    found = find_date(line, LEXICON)
    assert found is None or line[found.start : found.end]
    days = (f"--{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 32))
    assert find_month_day(line, LEXICON) in {"", *days}
