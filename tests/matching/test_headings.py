"""The heading of an article: title, symbols, day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.stories import READER, article
from worker.matching.headings import UNKNOWN_DAY, Heading, days_apart, read_heading


def heading_of(title: str, day: str = "") -> Heading:
    """Return the heading of an article with this title and day."""
    return read_heading(article("", (), title, day), READER)


def hashes(words: str) -> list[int]:
    """Return the hashes of words."""
    return [int(each) for each in READER.read([words])[0]["hash"]]


def test_the_parts_of_a_heading() -> None:
    """Words, figures and symbols are told apart; 'CORRECTED' is no word of the title."""
    heading = heading_of("CORRECTED - HARBOR MILLS INC <HMI> FIRST QTR")
    assert heading.words.tolist() == hashes("HARBOR MILLS INC QTR")
    assert heading.figures.tolist() == hashes("first")
    assert heading.symbols.tolist() == hashes("HMI")
    assert heading.sent_again


@pytest.mark.parametrize("symbol", ["<HMI>", "<HMI.TO>", "(NYSE: HMI)", "(HMI.N)"])
def test_symbols_of_companies(symbol: str) -> None:
    """A symbol is the same without the exchange that it is printed with."""
    assert heading_of(f"HARBOR MILLS {symbol} SETS PAYOUT").symbols.tolist() == hashes("HMI")


@pytest.mark.parametrize("no_symbol", ["<Vale Holdings>", "(AP)", "(UPDATE 2)", "HMI"])
def test_what_is_no_symbol(no_symbol: str) -> None:
    """A name, an agency, a remark in brackets are no symbols."""
    assert heading_of(f"HARBOR MILLS {no_symbol}").symbols.tolist() == []


@pytest.mark.parametrize(
    ("day", "number"),
    [("1987-03-03", 63), ("--03-03", 63), ("2019-03-03T10:00:00Z", 63), ("--12-31", 366), ("", UNKNOWN_DAY)],
)
def test_the_day_of_an_article(day: str, number: int) -> None:
    """A day has one number with its year and without."""
    assert heading_of("COUNCIL MEETS", day).day == number


def test_days_between_articles() -> None:
    """December is next to January; without a day there is nothing between."""
    last, first, none = (heading_of("COUNCIL MEETS", day) for day in ("--12-30", "2020-01-02", ""))
    assert [days_apart(last, first), days_apart(first, last), days_apart(last, none)] == [3, 3, 0]


@pytest.mark.parametrize(("title", "in_capitals"), [("COUNCIL MEETS", True), ("Council meets", False)])
def test_a_newswire_title_is_in_capitals(title: str, in_capitals: bool) -> None:
    """A newswire's title is told from a page's."""
    assert heading_of(title).in_capitals == in_capitals


@given(st.text())
def test_any_title_makes_a_heading(title: str) -> None:
    """No title is refused."""
    assert heading_of(title).day == UNKNOWN_DAY
