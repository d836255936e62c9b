"""One input after the other, each drawn from a number of its own, so that a failure comes back by that number."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.dispatches import seeded
from tests.fuzz.checks import check
from tests.fuzz.inputs import draw_inputs
from tests.fuzz.watchdog import TooSlow, at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from worker.pipeline.prepare import Prepared

LONGEST = 1.5  # seconds on the processor for an input of some 20 KB: ten times what nearly all take


@dataclass(frozen=True, slots=True)
class Finding:
    """An input for which something does not hold, and what."""

    seed: int
    raw: bytes
    what: str


@dataclass(slots=True)
class Outcome:
    """What a run has met so far; `slowest` is in seconds."""

    inputs: int = 0
    size: int = 0
    documents: int = 0
    slowest: float = 0.0
    slowest_seed: int = 0
    findings: int = 0


def fuzz(seeds: Iterable[int], on_finding: Callable[[Finding], None]) -> Outcome:
    """Draw the inputs of each seed and check them, each alone and beside the one before."""
    outcome = Outcome()
    for seed in seeds:
        before: Prepared | None = None
        for raw in draw_inputs(seeded(seed)):
            start = time.thread_time()
            try:
                with at_most(LONGEST):
                    before = check(raw, before)
            except (Exception, TooSlow):  # noqa: BLE001 - each is a finding
                outcome.findings += 1
                on_finding(Finding(seed, raw, traceback.format_exc()))
            _count(outcome, seed, raw, time.thread_time() - start)
            outcome.documents += before is not None
    return outcome


def _count(outcome: Outcome, seed: int, raw: bytes, seconds: float) -> None:
    outcome.inputs += 1
    outcome.size += len(raw)
    if seconds > outcome.slowest:
        outcome.slowest, outcome.slowest_seed = seconds, seed
