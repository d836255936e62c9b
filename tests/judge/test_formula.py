"""Forms filled in twice."""

from itertools import combinations

import pytest

from tests.judge.notices import FAMILIES, REISSUED
from tests.judge.stories import printed
from worker.judge.fingerprint import fingerprint
from worker.judge.formula import is_form_filled_twice, is_same_notice
from worker.judge.verdict import judge
from worker.page.story import Story

APART = [(family, *pair) for family, members in FAMILIES.items() for pair in combinations(members, 2)]


@pytest.mark.parametrize(("family", "one", "other"), APART)
def test_items_of_one_form_are_apart(family: str, one: str, other: str) -> None:
    """Notices of one form with other figures, days or companies have no match."""
    assert (family, judge(printed(one), printed(other))) == (family, None)


@pytest.mark.parametrize("kind", REISSUED)
def test_a_reissued_notice_is_an_edition(kind: str) -> None:
    """A notice repeated, corrected or updated is an edition, and shares an anchor by which it is found."""
    one, other = (printed(text) for text in REISSUED[kind])
    found = judge(one, other)
    assert found is not None
    assert found.kind == "edition"
    assert set(one.anchors.tolist()) & set(other.anchors.tolist())


def test_headings_tell_tables_apart() -> None:
    """Two companies' tables with the same figures are two items, by their headings alone."""
    table = "\n\nQtly div 12 cts vs 12 cts prior\nPay April 10\nRecord March 20\n"
    one, other = printed("HARBOR MILLS SETS PAYOUT" + table), printed("QUILLER FOODS SETS PAYOUT" + table)
    assert is_form_filled_twice(one, other)
    assert not is_same_notice(one, other)


def test_a_heading_is_what_stands_above_the_story() -> None:
    """A line of the service's own above the title does not hide that two tables have two titles."""
    prints = []
    for company in ("HARBOR MILLS", "QUILLER FOODS"):
        text = f"WIRE 3-MAR 15.02\n\n{company} SETS PAYOUT\n\nQtly div 12 cts vs 12 cts prior\nPay April 10"
        start = text.index("Qtly")
        prints.append(fingerprint(text, Story(start, len(text), ((start, len(text)),))))
    assert judge(prints[0], prints[1]) is None


def test_a_story_is_no_notice() -> None:
    """A text with few figures is left to the other rules."""
    one = printed("The council met in the town hall and put off the vote on the bridge until the spring.")
    assert not is_same_notice(one, one)
    assert not is_form_filled_twice(one, one)
