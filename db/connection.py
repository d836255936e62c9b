"""Opening the database: one writer, any number of readers that never block it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.errors import DatabaseError, ForeignDatabase, MissingDatabase, NewerDatabase
from db.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

APPLICATION_ID = 0x53454544  # 'SEED': tells our files from any other SQLite file
BUSY_SECONDS = 60.0
# A power cut can undo the last commits but not damage the file (https://sqlite.org/pragma.html#pragma_synchronous).
# What they held is still in the folder, so it is taken again.
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -64000",
    "wal_autocheckpoint = 8000",  # pages; what a busy feed writes again and again is copied to the file once
)


def open_writer(path: Path) -> Connection:
    """Open the database for its one writer; make it, or bring its schema up to date, where needed.

    Raises:
        ForeignDatabase: the file is not ours; it is left as it is.
        NewerDatabase: its schema has steps that this program does not know.
    """
    is_new = not path.exists() or not path.stat().st_size
    if not is_new:
        _check_header(path)
    connection = _connect(path, "rwc")
    try:
        if is_new:
            # Before there is a WAL: a crash must not leave a file that looks like somebody else's.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _check_schema(connection, path)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        migrations.apply(Database(connection))
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(path: Path) -> Connection:
    """Open the database for reading only.

    Raises:
        MissingDatabase: there is no file at the path.
        ForeignDatabase, NewerDatabase: as for the writer.
    """
    if not path.is_file():
        raise MissingDatabase(f"there is no database at {path}")
    _check_header(path)
    connection = _connect(path, "ro")
    try:
        _check_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_header(path: Path) -> None:
    """Know our files by their first bytes (https://sqlite.org/fileformat.html): opening one may already change it."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError as error:
        raise DatabaseError(f"{path} can't be read: {error.strerror}") from error
    if not header.startswith(b"SQLite format 3\0") or header[68:] != APPLICATION_ID.to_bytes(4, "big"):
        raise ForeignDatabase(f"{path} is not a seedwatch database")


def _check_schema(connection: Connection, path: Path) -> None:
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - it has no public list
    try:
        applied = {migration.name for migration in migrations.applied(Database(connection))}
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path} can't be read: {error}") from error
    if unknown := sorted(applied - known):
        raise NewerDatabase(f"{path} was made by a newer seedwatch (it has {unknown[-1]})")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block in one write transaction: all of it is stored, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def _connect(path: Path, mode: str) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection: Connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise DatabaseError(f"{path} can't be opened: {error}") from error
    return connection
