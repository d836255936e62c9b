"""Whom two items are about."""

import pytest

from tests.judge.stories import headed
from worker.judge.subject import (
    have_other_subjects,
    have_other_title_figures,
    have_same_subject,
    have_same_symbol,
    have_same_title,
)

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
    ],
)
def test_subjects(one: str, other: str, same: bool, different: bool) -> None:
    """Symbols tell, else the words that the headings begin with; two symbols under one name leave it open."""
    pair = headed(one, BODY), headed(other, BODY)
    assert (have_same_subject(*pair), have_other_subjects(*pair)) == (same, different)


def test_no_symbol_is_no_common_symbol() -> None:
    """Two headings without symbols have none in common."""
    assert not have_same_symbol(headed("COUNCIL MEETS", BODY), headed("COUNCIL MEETS", BODY))


@pytest.mark.parametrize(
    ("other", "same_title", "other_figures"),
    [("PORT RUBBER AT 1600", True, True), ("PORT RUBBER AT", True, False), ("BAY RUBBER AT 1600", False, False)],
)
def test_titles_alike_but_for_figures(other: str, same_title: bool, other_figures: bool) -> None:
    """The same title over another hour is told from one that leaves the hour out, and from another title."""
    pair = headed("PORT RUBBER AT 1300", BODY), headed(other, BODY)
    assert (have_same_title(*pair), have_other_title_figures(*pair)) == (same_title, other_figures)
