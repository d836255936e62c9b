"""Opening the database, and refusing what is not one of ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import APPLICATION_ID, open_reader, open_writer, transaction
from db.errors import DatabaseError, ForeignDatabase, MissingDatabase, NewerDatabase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection

both = pytest.mark.parametrize("open_database", [open_writer, open_reader])


def foreign_tables(path: Path) -> None:
    """Another program's SQLite file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE addresses (name TEXT)")


def plain_text(path: Path) -> None:
    """A text that was given the name of a database."""
    path.write_text("Dear diary, the ferry was late again today.\n" * 40)


def newer_database(path: Path) -> None:
    """Ours, with a step that this program does not know."""
    with closing(open_writer(path)) as connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'seedwatch', '9999_later', '2030-01-01')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


WRONG = [(foreign_tables, ForeignDatabase), (plain_text, ForeignDatabase), (newer_database, NewerDatabase)]


@both
@pytest.mark.parametrize(("make", "error"), WRONG, ids=lambda each: each.__name__)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path,
    open_database: Callable[[Path], Connection],
    make: Callable[[Path], None],
    error: type[DatabaseError],
) -> None:
    """Another program's database, a text and a newer database are refused in one line and stay as they are."""
    path = tmp_path / "seeds.db"
    make(path)
    before = path.read_bytes()

    with pytest.raises(error, match=r"seeds\.db") as refused:
        open_database(path)

    assert "\n" not in str(refused.value)
    assert before == path.read_bytes()


@both
def test_a_path_that_cannot_be_opened(tmp_path: Path, open_database: Callable[[Path], Connection]) -> None:
    """A database in a folder that does not exist can't be opened."""
    with pytest.raises(DatabaseError):
        open_database(tmp_path / "nowhere" / "seeds.db")


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    """Reading a database that is not there does not make one."""
    with pytest.raises(MissingDatabase):
        open_reader(tmp_path / "seeds.db")

    assert [] == list(tmp_path.iterdir())


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """A file of no bytes holds nobody's work, so the writer may use it."""
    path = tmp_path / "seeds.db"
    path.touch()
    with closing(open_writer(path)) as connection:
        assert (APPLICATION_ID,) == connection.execute("PRAGMA application_id").fetchone()


def test_a_writer_keeps_foreign_keys_and_a_write_ahead_log(connection: Connection) -> None:
    """The writer checks references and never blocks readers."""
    pragmas = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "journal_mode")]

    assert [1, "wal"] == pragmas


def test_a_reader_sees_what_is_stored_and_changes_nothing(tmp_path: Path, connection: Connection) -> None:
    """A reader works beside the writer and cannot write."""
    connection.execute("INSERT INTO manifest_queue VALUES ('', 1)")
    with closing(open_reader(tmp_path / "seeds.db")) as reader:
        assert [("", 1)] == reader.execute("SELECT * FROM manifest_queue").fetchall()
        with pytest.raises(Exception, match="readonly"):
            reader.execute("DELETE FROM manifest_queue")


def test_a_transaction_that_fails_leaves_nothing(connection: Connection) -> None:
    """What was written before an error is taken back, and the connection can go on."""
    twice = [("", 1), ("", 1)]
    with pytest.raises(Exception, match="UNIQUE"), transaction(connection):
        connection.executemany("INSERT INTO manifest_queue VALUES (?, ?)", twice)
    with transaction(connection):
        connection.execute("INSERT INTO manifest_queue VALUES ('', 2)")

    assert [("", 2)] == connection.execute("SELECT * FROM manifest_queue").fetchall()


def test_a_reference_to_nothing_is_refused_at_the_end(connection: Connection) -> None:
    """References are checked when the transaction ends, so rows may come in any order within it."""
    with pytest.raises(Exception, match="FOREIGN KEY"), transaction(connection):
        connection.execute(
            "INSERT INTO stories (id, documents, lead_document_id, first_document_id, latest_document_id) "
            "VALUES (1, 1, 2, 2, 2)"
        )
