"""kill -9 at any moment: the next start makes everything right."""

from __future__ import annotations

from itertools import islice
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.faults.lives import EACH, Undisturbed, assert_all_is_well, catch_up, clear, spread, take_ten_files, truth
from tests.faults.running import Running, pause, until
from tests.faults.shim import KILLED, Call, Shim
from tests.faults.wire import drop, feed
from tests.process.seedwatch import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KILLS_A_PLACE = 4
FILES_A_KILL = 8
LIFE = 0.5  # seconds: the latest kill, counted from the process's start or from the first look at the folder
DEADLY = (Call.WRITE, Call.FSYNC, Call.RENAME, Call.TRUNCATE)


@pytest.mark.repeated(short=4, full=200)
def test_killed_at_random_moments(tmp_path: Path, times: int, figure: Callable[[str], None]) -> None:
    """While files come in: nothing is lost or double, and editions that came before and after a crash are found."""
    killed = 0
    for number in range(times):
        if number % KILLS_A_PLACE == 0:
            place = Place(tmp_path / f"{number}")
            news = feed(tmp_path / f"news-{number}", KILLS_A_PLACE * FILES_A_KILL, number)
        killed += kill_amid(place, list(islice(news, FILES_A_KILL)), number)
        expected = truth(place)
        catch_up(place, expected)
        assert_all_is_well(place, expected)
    figure(f"{killed} kills: nothing lost, nothing double, each database sound, each INDEX.md true")


def kill_amid(place: Place, files: list[tuple[str, bytes]], number: int) -> bool:
    """Kill a worker while files come in, every other one when it has started; whether it was alive by then.

    The moment is drawn from the number.
    """
    life = seeded(number).uniform(0, LIFE)
    with Running(place) as worker:
        assert number % 2 == 0 or until(lambda: worker.has_said("worker.started")), worker.log()
        for file in files:
            drop(place, *file)
            pause(life / len(files))
        worker.kill()
    return worker.process.returncode == -SIGKILL


@pytest.mark.repeated(short=1, full=EACH)
@pytest.mark.parametrize("call", DEADLY, ids=lambda call: call.name.lower())
def test_killed_at_a_call(
    place: Place, shim: Shim, call: Call, usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """At the n-th write, at half of it, at the n-th fsync, rename or truncation: the next start makes all right."""
    killed = 0
    for number, halve in spread(cases(call, usual.of_run[call]), times):
        shim.count(place.home)
        shim.fail(call, error=KILLED, first=number, last=number + halve, halve=halve)
        killed += take_ten_files(place, usual.truth, **shim.environment).code == -SIGKILL
        catch_up(place, usual.truth)
        assert_all_is_well(place, usual.truth)
        clear(place)
    figure(f"{call.name.lower()}: {killed} kills")


def cases(call: Call, calls: int) -> list[tuple[int, bool]]:
    """Each call, and for a write also the next one after half of it was done."""
    halves = [False, True] if call is Call.WRITE else [False]
    return [(number, halve) for number in range(1, calls + 1) for halve in halves]
