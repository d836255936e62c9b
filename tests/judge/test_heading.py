"""What stands above a story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.judge.heading import UNKNOWN_DAY, Heading, days_apart, read_heading
from worker.judge.words import read_words


def heading_of(text: str) -> Heading:
    """Read the heading above the last line of a text."""
    return read_heading(text, text.rfind("\n") + 1)


def hashes(words: str) -> list[int]:
    """Return the hashes of words."""
    return [int(each) for each in read_words([words])[0]["hash"]]


def test_the_parts_of_a_heading() -> None:
    """Words, figures and symbols are told apart; 'CORRECTED' is no word of the title."""
    heading = heading_of("CORRECTED - HARBOR MILLS INC <HMI> FIRST QTR\n\nTOLEDO, Ohio, March 3 -Shr 34 cts")
    assert heading.words.tolist() == hashes("HARBOR MILLS INC QTR")
    assert heading.figures.tolist() == hashes("first")
    assert heading.symbols.tolist() == hashes("HMI")
    assert heading.sent_again


@pytest.mark.parametrize("symbol", ["<HMI>", "<HMI.TO>", "(NYSE: HMI)", "(HMI.N)"])
def test_symbols_of_companies(symbol: str) -> None:
    """A symbol is the same without the exchange that it is printed with."""
    assert heading_of(f"HARBOR MILLS {symbol} SETS PAYOUT\nPay April 10").symbols.tolist() == hashes("HMI")


@pytest.mark.parametrize("no_symbol", ["<Vale Holdings>", "(AP)", "(UPDATE 2)", "HMI"])
def test_what_is_no_symbol(no_symbol: str) -> None:
    """A name, an agency, a remark in brackets are no symbols."""
    assert heading_of(f"HARBOR MILLS {no_symbol}\nPay April 10").symbols.tolist() == []


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("TOLEDO, Ohio, March 3 -", 62),
        ("TOLEDO, March 3 (Reuters) -", 62),
        ("Toledo, 3 March 2019 —", 62),
        ("BONN, Dec. 31 –", 365),
        ("TOLEDO -", UNKNOWN_DAY),
        ("The vote of March 3 was put off", UNKNOWN_DAY),
    ],
)
def test_the_day_of_a_dateline(dateline: str, day: int) -> None:
    """Month and day before a dateline's dash, in either order, are a day of the year."""
    assert heading_of(f"COUNCIL MEETS\n\n{dateline} The council met").day == day


def test_days_between_datelines() -> None:
    """December is next to January; without a day there is nothing between."""
    last, first, none = (heading_of(f"COUNCIL MEETS\n\nBONN{day} - It met") for day in (", Dec 30", ", Jan 2", ""))
    assert [days_apart(last, first), days_apart(first, last), days_apart(last, none)] == [3, 3, 0]


@pytest.mark.parametrize(("title", "in_capitals"), [("COUNCIL MEETS", True), ("Photo: Ragna Ulv", False)])
def test_a_newswire_title_is_in_capitals(title: str, in_capitals: bool) -> None:
    """The first line of a heading tells a newswire's title from a caption."""
    assert heading_of(f"{title}\n\nOSLO, March 3 - The council met").in_capitals == in_capitals


@pytest.mark.parametrize("text", ["COUNCIL MEETS", "\n\nCOUNCIL MEETS\nto vote"])
def test_a_text_without_a_heading_is_headed_by_its_first_line(text: str) -> None:
    """Where nothing stands above the story, its first line does for a heading."""
    assert read_heading(text, 0).words.tolist() == hashes("COUNCIL MEETS")


@given(st.text(), st.integers(0, 500))
def test_any_text_has_a_heading(text: str, start: int) -> None:
    """No text is refused, wherever its story starts."""
    assert UNKNOWN_DAY <= read_heading(text, start).day <= 31 + 334 + 8
