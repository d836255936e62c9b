"""One worker a database, by whatever name it is called."""

from __future__ import annotations

import os
import socket
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from db.connection import open_writer
from db.rows import WorkerRow
from db.types import ONLY_ROOT
from db.worker_state import beat
from worker.errors import AlreadyRunning, StorageTrouble
from worker.service.liveness import STALE_AFTER
from worker.service.lock import hold, is_held

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.now(UTC)
HERE = socket.gethostname()
NO_PROCESS = 2**22 + 1  # above the kernel's largest number


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a database is to be."""
    return tmp_path / "seeds.db"


def show_heartbeat(
    db: Path, host: str = HERE, pid: int = os.getpid(), age: float = 1.0, ended_at: str | None = None
) -> None:
    """Make the database with a heartbeat, shown so many seconds ago."""
    beat_at = (NOW - timedelta(seconds=age)).isoformat()
    row = WorkerRow(pid=pid, host=host, seeds="seeds", started_at=NOW.isoformat(), beat_at=beat_at, ended_at=ended_at)
    with closing(open_writer(db)) as connection:
        beat(connection, row, ONLY_ROOT, None)


def test_a_database_is_held_for_the_length_of_the_block(db: Path) -> None:
    """And free before and after."""
    before = is_held(db)
    with hold(db, NOW):
        within = is_held(db)

    assert [False, True, False] == [before, within, is_held(db)]


def test_asking_makes_no_lock(db: Path, tmp_path: Path) -> None:
    """A reader that asks about a database that nobody ever held leaves no file."""
    is_held(db)

    assert list(tmp_path.iterdir()) == []


def test_asking_frees_nothing(db: Path) -> None:
    """Who asks, and closes the lock file again, leaves the lock with its holder."""
    with hold(db, NOW):
        assert [True, True] == [is_held(db), is_held(db)]


def test_a_second_holder_is_refused(db: Path) -> None:
    """Also before the first has written who it is."""
    with hold(db, NOW), pytest.raises(AlreadyRunning, match="held by another worker"), hold(db, NOW):
        pass


def test_the_refusal_names_the_holder(db: Path) -> None:
    """Process, host and since when."""
    show_heartbeat(db, host="quayside", pid=4711, age=60)
    with hold(db, NOW), pytest.raises(AlreadyRunning, match="process 4711 on quayside, running since"), hold(db, NOW):
        pass


def test_a_link_is_the_database_that_it_leads_to(db: Path, tmp_path: Path) -> None:
    """The lock stands beside the database itself, also one that is not there yet."""
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(db)
    with hold(link, NOW):
        assert [True, True] == [is_held(db), is_held(link)]
        with pytest.raises(AlreadyRunning), hold(db, NOW):
            pass


def test_a_database_with_a_second_name_is_refused(db: Path, tmp_path: Path) -> None:
    """Each name would have a WAL of its own; the innocent cause, a snapshot of hard links, is named."""
    show_heartbeat(db, ended_at=NOW.isoformat())
    (tmp_path / "snapshot.db").hardlink_to(db)
    for name in (db, tmp_path / "snapshot.db"):
        with pytest.raises(AlreadyRunning, match=r"2 names .* snapshot made of hard links"), hold(name, NOW):
            pass


def test_the_second_name_of_an_interrupted_restore_is_taken_back(db: Path, tmp_path: Path) -> None:
    """Nothing is lost by it: the database stays under its own name."""
    show_heartbeat(db, ended_at=NOW.isoformat())
    aside = tmp_path / "seeds.db.before-restore-2024-05-01T120000.000Z"
    aside.hardlink_to(db)
    with hold(db, NOW):
        assert [True, False] == [db.exists(), aside.exists()]


@pytest.mark.parametrize(
    ("shown", "is_refused"),
    [
        ({}, True),  # this very process: it lives
        ({"age": STALE_AFTER + 1}, False),
        ({"ended_at": "2024-05-01T12:00:00Z"}, False),
        ({"pid": NO_PROCESS}, False),
        ({"host": "quayside"}, True),
        ({"host": "quayside", "age": STALE_AFTER + 1}, False),
    ],
)
def test_a_free_lock_beside_a_fresh_heartbeat(db: Path, shown: dict[str, object], is_refused: bool) -> None:
    """The lock file was deleted under a worker that goes on: refused, unless its process is known to be dead."""
    show_heartbeat(db, **shown)  # type: ignore[arg-type]
    refused = pytest.raises(AlreadyRunning, match="although its lock was free")
    with refused if is_refused else nullcontext(), hold(db, NOW):
        pass


@pytest.mark.parametrize("name", ["seeds.db", "seeds.db.lock"])
@pytest.mark.parametrize("change", ["deleted", "moved", "replaced"])
def test_a_claim_is_lost_with_its_files(db: Path, tmp_path: Path, name: str, change: str) -> None:
    """Database or lock deleted, moved or replaced: the path may be another worker's by now."""
    file = tmp_path / name
    with hold(db, NOW) as claim:
        claim.check()  # without a database yet
        show_heartbeat(db)
        claim.check()
        file.rename(tmp_path / "other")
        if change == "replaced":
            file.write_bytes((tmp_path / "other").read_bytes())
        elif change == "deleted":
            (tmp_path / "other").unlink()
        with pytest.raises(StorageTrouble, match=f"{name} was deleted, moved or replaced"):
            claim.check()


def test_an_error_frees_the_database(db: Path) -> None:
    """However the holder's work ends."""
    with pytest.raises(ZeroDivisionError), hold(db, NOW):
        _ = 1 / 0

    assert not is_held(db)


def test_two_databases_are_held_apart(tmp_path: Path) -> None:
    """Beside each other in one folder."""
    with hold(tmp_path / "a.db", NOW), hold(tmp_path / "b.db", NOW):
        assert is_held(tmp_path / "a.db")
        assert is_held(tmp_path / "b.db")
