"""One worker a database."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import open_writer
from db.rows import WorkerRow
from db.worker_state import beat
from worker.errors import AlreadyRunning
from worker.lock import hold, is_held

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2024-05-01T12:00:00.000Z"


def test_a_database_is_held_for_the_length_of_the_block(tmp_path: Path) -> None:
    """And free before and after."""
    db = tmp_path / "seeds.db"
    before = is_held(db)
    with hold(db):
        within = is_held(db)

    assert [False, True, False] == [before, within, is_held(db)]


def test_asking_makes_no_lock(tmp_path: Path) -> None:
    """A reader that asks about a database that nobody ever held leaves no file."""
    is_held(tmp_path / "seeds.db")

    assert list(tmp_path.iterdir()) == []


def test_a_second_holder_is_refused(tmp_path: Path) -> None:
    """Also before the first has written who it is."""
    db = tmp_path / "seeds.db"
    with hold(db), pytest.raises(AlreadyRunning, match="held by another worker"), hold(db):
        pass


def test_the_refusal_names_the_holder(tmp_path: Path) -> None:
    """Process, host and since when."""
    db = tmp_path / "seeds.db"
    with closing(open_writer(db)) as connection:
        beat(connection, WorkerRow(4711, "quayside", "seeds", NOW, NOW, "events", 0, 0, ""))
    with hold(db), pytest.raises(AlreadyRunning, match=f"process 4711 on quayside, running since {NOW}"), hold(db):
        pass


def test_an_error_frees_the_database(tmp_path: Path) -> None:
    """However the holder's work ends."""
    db = tmp_path / "seeds.db"
    with pytest.raises(ZeroDivisionError), hold(db):
        _ = 1 / 0

    assert not is_held(db)


def test_two_databases_are_held_apart(tmp_path: Path) -> None:
    """Beside each other in one folder."""
    with hold(tmp_path / "a.db"), hold(tmp_path / "b.db"):
        assert is_held(tmp_path / "a.db")
        assert is_held(tmp_path / "b.db")
