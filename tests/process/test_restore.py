"""`seedwatch restore`: a backup in the database's place, and nothing lost on the way."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import open_reader, open_writer, transaction
from tests.db.older import STEPS, make_older, put_older_document
from tests.db.rows import document_row
from tests.process.seedwatch import Place, Worker
from tests.process.states import make_states
from tests.snapshot import Snapshot, rows, snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Where the backup is."""
    return tmp_path / "backup.db"


@pytest.fixture
def states(place: Place, backup: Path) -> tuple[Snapshot, Snapshot]:
    """What the backup holds, and what the database holds now, part of it in the WAL of a worker that was killed."""
    return make_states(place, backup)


def asides(place: Place) -> list[Path]:
    """The databases that were put aside."""
    return sorted(path for path in place.home.glob("seeds.db.before-restore-*") if not path.name.endswith("-wal"))


def test_a_backup_is_restored(place: Place, backup: Path, states: tuple[Snapshot, Snapshot]) -> None:
    """Beside the WAL of a killed worker too: the backup's state, a true manifest, the former state put aside."""
    done = place.call("restore", str(backup))
    assert (0, "") == (done.returncode, done.stderr)
    assert "seeds.db is restored from" in done.stdout
    assert states[0] == snapshot(place.db)
    assert 0 == place.call("index", "--check").returncode
    assert "mine.txt" not in place.manifest()
    assert [states[1]] == [snapshot(aside) for aside in asides(place)]
    assert states[0] == snapshot(backup)

    assert {"stored": 1} == place.scan()["outcomes"]


def test_a_restored_database_has_no_dead_worker(place: Place, backup: Path) -> None:
    """A backup taken while a worker ran does not call that one killed, nor keep the next from its start."""
    with Worker(place) as worker:
        assert 0 == place.call("backup", str(backup)).returncode
        assert 0 == worker.stop()
    assert 0 == place.call("restore", str(backup)).returncode
    for db in ("seeds.db", str(backup)):
        status = place.call("status", "--db", db)
        assert (0, True) == (status.returncode, "not running" in status.stdout)
    assert {} == place.scan()["outcomes"]


def test_nothing_to_put_aside(place: Place, backup: Path, states: tuple[Snapshot, Snapshot]) -> None:
    """The database was lost: the backup takes its place."""
    for file in place.home.glob("seeds.db*"):
        file.unlink()
    assert 0 == place.call("restore", str(backup)).returncode
    assert states[0] == snapshot(place.db)
    assert [] == asides(place)


@pytest.mark.parametrize(("start", "keeps_wal"), [(0, True), (4096, False)])
def test_a_damaged_database_is_put_aside(
    place: Place, backup: Path, states: tuple[Snapshot, Snapshot], start: int, keeps_wal: bool
) -> None:
    """Whoever can mend it has all there was: also its WAL, where the damage keeps that from being folded."""
    content = bytearray(place.db.read_bytes())
    content[start : start + 2048] = b"\xff" * 2048
    place.db.write_bytes(content)
    assert 0 == place.call("restore", str(backup)).returncode
    assert states[0] == snapshot(place.db)
    (aside,) = asides(place)
    assert content[:8192] == aside.read_bytes()[:8192]
    assert keeps_wal == aside.with_name(f"{aside.name}-wal").exists()


def test_a_worker_keeps_its_database(place: Place, backup: Path, states: tuple[Snapshot, Snapshot]) -> None:
    """Refused while one runs, with its exit code; nothing is touched."""
    with Worker(place) as worker:
        done = place.call("restore", str(backup))
        assert (4, 1) == (done.returncode, done.stderr.count("\n"))
        assert 0 == worker.stop()
    assert states[1]["documents"] == snapshot(place.db)["documents"]
    assert [] == asides(place)


@pytest.mark.parametrize(
    ("content", "code"), [(b"notes", 3), (None, 3), ("cut", 3), ("newer", 3), ("damaged", 3), ("itself", 2)]
)
def test_what_is_no_backup_is_refused(
    place: Place, backup: Path, states: tuple[Snapshot, Snapshot], content: bytes | str | None, code: int
) -> None:
    """Another file, none, one cut short, one of a newer version, a damaged one, the database itself: one line."""
    whole = backup.read_bytes()
    if content is None:
        backup.unlink()
    elif content == "newer":
        with closing(sqlite3.connect(backup)) as connection, connection:
            connection.execute("INSERT INTO _sqlite_migrations SELECT 99, 'seedwatch', '9999_later', 'now'")
    elif content == "itself":
        backup = place.db
    else:
        damaged = whole[:9000] + b"\xff" * 4000 + whole[13000:]
        backup.write_bytes({"cut": whole[:20000], "damaged": damaged}.get(content, content))  # type: ignore[arg-type]
    done = place.call("restore", str(backup))
    assert (code, 1, "") == (done.returncode, done.stderr.count("\n"), done.stdout)
    assert states[1] == snapshot(place.db)
    assert [] == asides(place)
    assert not list(place.home.glob("*.restoring*"))


def test_a_folder_that_the_database_has_not_served_is_not_written(
    place: Place, backup: Path, states: tuple[Snapshot, Snapshot]
) -> None:
    """Restored elsewhere, or with another folder in the settings: the database is, its manifest goes nowhere else."""
    other = place.home / "other"
    other.mkdir()
    before = place.manifest()
    done = place.call("restore", str(backup), "--seeds", "other")
    assert (0, True) == (done.returncode, "has served" in done.stdout)
    assert states[0] == snapshot(place.db)
    assert ([], before) == (list(other.iterdir()), place.manifest())

    shutil.rmtree(place.seeds)
    done = place.call("restore", str(backup))
    assert (0, True) == (done.returncode, "no manifest is written" in done.stdout)
    assert not place.seeds.exists()


def test_a_reader_amid_a_transaction_is_told_of(place: Place, backup: Path, states: tuple[Snapshot, Snapshot]) -> None:
    """What the WAL holds can't be folded then: nothing is touched, and it goes when the reader has gone."""
    with closing(open_reader(place.db)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM files").fetchall()
        with closing(open_writer(place.db)) as writer, transaction(writer):
            writer.execute("UPDATE files SET checked_at = ''")
        done = place.call("restore", str(backup))
        assert (5, True) == (done.returncode, "end it, and try again" in done.stderr)
        assert [] == asides(place)
    assert 0 == place.call("restore", str(backup)).returncode
    assert states[0] == snapshot(place.db)


def test_an_older_backup_is_brought_up_to_date(place: Place, backup: Path, states: tuple[Snapshot, Snapshot]) -> None:
    """By the same steps as a start."""
    backup.unlink()
    make_older(backup, STEPS[-1], lambda older: put_older_document(older, document_row(1)))
    assert 0 == place.call("restore", str(backup)).returncode
    assert [(STEPS[-1],)] == rows(place.db, "SELECT name FROM _sqlite_migrations ORDER BY name DESC LIMIT 1")
    assert [(document_row(1).text,)] == rows(place.db, "SELECT text FROM documents")
    assert states[0] != snapshot(place.db)
