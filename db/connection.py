"""Opening the database: one writer, any number of readers that never block it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.errors import ForeignDatabase, MissingDatabase, NewerDatabase
from db.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

APPLICATION_ID = 0x53454544  # 'SEED': tells our files from any other SQLite file
BUSY_SECONDS = 60.0
# A power cut can undo the last commits but not damage the file (https://sqlite.org/pragma.html#pragma_synchronous).
# What they held is still in the folder, so it is taken again.
PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -64000")


def open_writer(path: Path) -> Connection:
    """Open the database for its one writer; make it, or bring its schema up to date, where needed.

    Raises:
        ForeignDatabase: the file is not ours; it is left as it is.
        NewerDatabase: its schema has steps that this program does not know.
    """
    connection = _connect(path, read_only=False)
    try:
        database = Database(connection)
        if not _is_empty(connection, path):
            check_is_ours(connection, path)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(database)
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
    connection = _connect(path, read_only=True)
    try:
        check_is_ours(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_is_ours(connection: Connection, path: Path) -> None:
    """Raise ForeignDatabase or NewerDatabase unless this program made the file and knows all of its schema."""
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            raise ForeignDatabase(f"{path} is not a seedwatch database")
        known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - it has no public list
        applied = {migration.name for migration in migrations.applied(Database(connection))}
    except sqlite3.DatabaseError as error:
        raise ForeignDatabase(f"{path} is not a seedwatch database ({error})") from error
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


def _connect(path: Path, *, read_only: bool) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    try:
        connection: Connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise MissingDatabase(f"{path} can't be opened: {error}") from error
    return connection


def _is_empty(connection: Connection, path: Path) -> bool:
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise ForeignDatabase(f"{path} is not a seedwatch database ({error})") from error
    return bool(tables == 0)
