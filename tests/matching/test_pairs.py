"""Whom two items are about."""

import pytest

from tests.matching.stories import features, headed

BODY = "Qtly div 12 cts vs 12 cts prior"


@pytest.mark.parametrize(
    ("one", "other", "same", "different"),
    [
        ("HARBOR MILLS <HMI> SETS PAYOUT", "HARBOR MILLS INC <HMI> QUARTERLY", True, False),
        ("HARBOUR MLLS <HMI> SETS PAYOUT", "HARBOR MILLS <HMI> SETS PAYOUT", True, False),
        ("HARBOR MILLS SETS PAYOUT", "HARBOR MILLS <HMI> SETS PAYOUT", True, False),
        ("HARBOR MILLS <HMI> SETS PAYOUT", "QUILLER FOODS <QFC> SETS PAYOUT", False, True),
        ("HARBOR MILLS SETS PAYOUT", "QUILLER FOODS SETS PAYOUT", False, True),
        ("FIRST FEDERAL <FFA> SETS PAYOUT", "FIRST FEDERAL <FFB> SETS PAYOUT", False, False),
        ("CORRECTED - HARBOR MILLS <HML> PAYOUT", "HARBOR MILLS <HMI> SETS PAYOUT", False, False),
        ("CORRECTED - HARBER MILLS PAYOUT", "HARBOR MILLS <HMI> SETS PAYOUT", False, False),
        ("CORRECTED - HARBOR MILLS <HMI> PAYOUT", "QUILLER FOODS <QFC> SETS PAYOUT", False, True),
    ],
)
def test_subjects(one: str, other: str, same: bool, different: bool) -> None:
    """Symbols tell, else the words that the headings begin with; two symbols under one name leave it open.

    What is sent again may have mended the symbol or a word of the name, but not all of them.
    """
    found = features(headed(one, BODY), headed(other, BODY))
    assert (found.same_subject, found.other_subjects) == (same, different)


def test_no_symbol_is_no_common_symbol() -> None:
    """Two headings without symbols have none in common."""
    assert not features(headed("COUNCIL MEETS", BODY), headed("COUNCIL MEETS", BODY)).same_symbol


@pytest.mark.parametrize(
    ("other", "same_title", "other_figures"),
    [
        ("PORT RUBBER AT 1600", True, True),
        ("PORT RUBBER CLOSING", True, True),
        ("PORT RUBBER GETS 1600", False, True),
        ("PORT RUBBER AT 1600 MAY 227.50", True, True),
        ("PORT RUBBER AT", True, False),
        ("PORT RUBBER <PRB> GETS 1600", False, False),
        ("BAY RUBBER AT 1600", False, False),
    ],
)
def test_titles_alike_but_for_figures(other: str, same_title: bool, other_figures: bool) -> None:
    """The same title over another hour is told from one that leaves the hour out, and from another title.

    A title may run on into the first row of its table; without a symbol its first words are enough.
    """
    found = features(headed("PORT RUBBER AT 1300", BODY), headed(other, BODY))
    assert (found.titles_begin_alike, found.other_title_figures) == (same_title, other_figures)


@pytest.mark.parametrize(
    ("other", "two_companies"),
    [
        ("QUILLER FOODS <QFC> SETS PAYOUT", True),
        ("HARBOR MILLS <HMA> SETS PAYOUT", False),
        ("QUILLER FOODS SETS PAYOUT", False),
    ],
)
def test_symbols_of_two_companies(other: str, two_companies: bool) -> None:
    """Two symbols are two companies unless their names are one; no symbol tells nothing."""
    found = features(headed("HARBOR MILLS <HMI> SETS PAYOUT", BODY), headed(other, BODY))
    assert found.other_symbols == two_companies


@pytest.mark.parametrize(
    ("title", "titled_after"),
    [("HARBOR MILLS RAISES PAYOUT", True), ("MORE BAKERS RAISE PAYOUT", False)],
)
def test_a_title_that_tells_of_another_item(title: str, titled_after: bool) -> None:
    """A heading tells of another item if half of its words stand there."""
    found = features(headed("HARBOR MILLS SETS PAYOUT", BODY), headed(title, f"{BODY} and more"))
    assert found.larger_titled_after_smaller == titled_after
