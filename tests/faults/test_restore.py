"""A restore that is killed at any step leaves the old or the new database, and the next start goes on from it."""

from __future__ import annotations

import shutil
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest

from tests.faults.lives import EACH, clear, spread
from tests.faults.shim import KILLED, Call, Shim
from tests.process.states import make_states
from tests.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.process.seedwatch import Place

DEADLY = (Call.WRITE, Call.FSYNC, Call.RENAME, Call.TRUNCATE)


@pytest.mark.repeated(short=3, full=EACH)
@pytest.mark.parametrize("call", DEADLY, ids=lambda call: call.name.lower())
def test_killed_amid_a_restore(
    place: Place, tmp_path: Path, shim: Shim, call: Call, times: int, figure: Callable[[str], None]
) -> None:
    """At a write, a sync (one stands between each two steps), a rename, a truncation: never neither database."""
    backup, kept = tmp_path / "backup.db", tmp_path / "kept"
    states = make_states(place, backup)
    shutil.copytree(place.home, kept)
    shim.count(place.home)
    assert 0 == place.call("restore", str(backup), **shim.environment).returncode
    found = []
    for number in spread(range(1, shim.calls(call) + 1), times):
        clear(place)
        shutil.copytree(kept, place.home, dirs_exist_ok=True)
        shim.fail(call, error=KILLED, first=number, last=number)
        assert -SIGKILL == place.call("restore", str(backup), **shim.environment).returncode
        shim.relent()
        assert 0 == place.call("index").returncode  # a start: it takes the database as it is, WAL and all
        found.append(states.index(snapshot(place.db)))
    assert found
    figure(f"{len(found)} kills: {found.count(1)} left the old database, {found.count(0)} the new")
