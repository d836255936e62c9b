"""A copy of the whole database."""

from __future__ import annotations

import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.backup import OWNER_AND_GROUP, back_up
from db.connection import open_writer, transaction
from db.errors import DatabaseError
from tests.db.rows import put_document
from tests.snapshot import snapshot

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

PAGE = 4096  # bytes


def test_a_copy_says_what_the_database_says(connection: Connection, tmp_path: Path) -> None:
    """Also what is only in the WAL yet; others may not read it, and it opens as a database of ours."""
    with transaction(connection):
        put_document(connection, 1)
    back_up(connection, tmp_path / "copy.db")

    assert OWNER_AND_GROUP == stat.S_IMODE((tmp_path / "copy.db").stat().st_mode)
    open_writer(tmp_path / "copy.db").close()
    assert snapshot(tmp_path / "seeds.db") == snapshot(tmp_path / "copy.db")


def test_an_open_transaction_is_not_in_it(connection: Connection, tmp_path: Path) -> None:
    """The copy is of one moment between two transactions, and does not wait for the writer."""
    with transaction(connection):
        put_document(connection, 1)
    before = snapshot(tmp_path / "seeds.db")
    connection.execute("BEGIN IMMEDIATE")
    put_document(connection, 2)
    with closing(sqlite3.connect(tmp_path / "seeds.db")) as reader:
        back_up(reader, tmp_path / "copy.db")
    connection.execute("ROLLBACK")

    assert before == snapshot(tmp_path / "copy.db")


def test_a_file_that_is_there_is_kept(connection: Connection, tmp_path: Path) -> None:
    """It may be an earlier backup."""
    (tmp_path / "copy.db").write_text("earlier")
    with pytest.raises(FileExistsError):
        back_up(connection, tmp_path / "copy.db")

    assert "earlier" == (tmp_path / "copy.db").read_text()


def test_a_copy_that_cannot_be_made_is_not_left(tmp_path: Path) -> None:
    """Half a copy would pass for a backup."""

    class OnFullDisk:
        def backup(self, copy: Connection) -> None:
            copy.execute("CREATE TABLE half (a)")
            raise sqlite3.OperationalError("disk is full")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        back_up(OnFullDisk(), tmp_path / "copy.db")  # type: ignore[arg-type]

    assert not (tmp_path / "copy.db").exists()


def test_damage_is_found(tmp_path: Path) -> None:
    """The copy is checked, and so the database is."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
        connection.executemany("INSERT INTO notes VALUES (?)", [("x" * 500,)] * 100)
    with path.open("r+b") as file:
        file.seek(3 * PAGE)
        file.write(b"\xff" * PAGE)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(DatabaseError, match="damaged"):
        back_up(connection, tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()
