"""A short run of the fuzzing; `python -m tests.fuzz` goes on for an hour."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dispatches import seeded
from tests.fuzz import run
from tests.fuzz.inputs import draw_inputs
from tests.fuzz.watchdog import TooSlow, at_most

if TYPE_CHECKING:
    from tests.fuzz.run import Finding


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=2**40))
def test_nothing_is_found(seed: int) -> None:
    """Any bytes are a document that holds together, or a file refused for a reason; no verdict depends on the order."""
    findings: list[Finding] = []
    run.fuzz([seed], findings.append)

    assert [] == findings


def test_an_input_comes_back_by_its_seed() -> None:
    """The same seed draws the same bytes, here and on another day."""
    assert draw_inputs(seeded(7)) == draw_inputs(seeded(7))


def test_what_fails_is_kept_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is a finding with the bytes that it came of, and the run goes on."""
    monkeypatch.setattr(run, "check", lambda raw, _before: 1 // 0 if raw else None)
    findings: list[Finding] = []
    outcome = run.fuzz(range(5), findings.append)

    assert 10 == outcome.inputs
    assert {0, 1, 2, 3, 4} >= {each.seed for each in findings}
    assert all("ZeroDivisionError" in each.what and each.raw in draw_inputs(seeded(each.seed)) for each in findings)


def test_the_watchdog_ends_what_takes_too_long() -> None:
    """Even work that swallows every exception is ended, and time spent waiting does not count."""
    with pytest.raises(TooSlow), at_most(0.05):
        work_for_ever()


def work_for_ever() -> None:
    """Be as stubborn as the code under test may be."""
    while True:
        with suppress(Exception):
            sum(range(1000))
