"""Opening the database: one writer, any number of readers that never block it."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import stamina
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.backup import OWNER_AND_GROUP, back_up
from db.errors import (
    DatabaseError,
    ForeignDatabase,
    MissingDatabase,
    NewerDatabase,
    is_busy,
    may_pass,
    needs_files_beside,
)
from db.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

APPLICATION_ID = 0x53454544  # 'SEED': tells our files from any other SQLite file

BUSY_SECONDS = 5.0
# A power cut can undo the last commits but not damage the file (https://sqlite.org/pragma.html#pragma_synchronous).
# What they held is still in the folder, so it is taken again.
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "cache_size = -64000",
    "wal_autocheckpoint = 8000",  # pages; what a busy feed writes again and again is copied to the file once
    "journal_size_limit = 67108864",  # bytes; a WAL that a long reader let grow is cut to this when it has gone
)
# Builds from 3.7.0 can corrupt a WAL when it is reset; mended in 3.51.3, 3.50.7 and 3.44.6.
_SOUND_BRANCHES = {(3, 44): 6, (3, 50): 7}
_FIRST_SOUND = (3, 51, 3)


def open_writer(path: Path) -> Connection:
    """Open the database for its one writer; make it, or bring its schema up to date, where needed.

    Raises:
        ForeignDatabase: the file is not ours; it is left as it is.
        NewerDatabase: its schema has steps that this program does not know.
    """
    is_new = not path.exists() or not path.stat().st_size
    if is_new:
        _create(path)
    else:
        _check_header(path)
    connection = _connect(path, "mode=rw")
    try:
        if not connection.execute("PRAGMA application_id").fetchone()[0]:
            # Before there is a WAL: a crash must not leave a file that looks like somebody else's. What one amid the
            # first start left of this mark, SQLite has just rolled back.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        check_schema(connection, path)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _migrate(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")  # not before: a migration makes tables anew that others refer to
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
    connection = open_unchecked(path)
    try:
        check_schema(connection, path)
        _check_migrated(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_unchecked(path: Path) -> Connection:
    """Open a database of whatever version for reading only.

    Raises:
        MissingDatabase, ForeignDatabase: as for the reader.
    """
    if not path.is_file():
        raise MissingDatabase(f"there is no database at {path}")
    _check_header(path)
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not needs_files_beside(error) or wal_bytes(path):
            raise DatabaseError(f"{path} can't be read: {error}") from error
        # Nobody has it open, and who may not write into its folder can't make the files that readers share. Without a
        # WAL the file is whole as it stands.
        return _connect(path, "mode=ro&immutable=1")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DatabaseError(f"{path} can't be read: {error}") from error
    return connection


def open_to_fold(path: Path) -> Connection:
    """Open the database as it is, of whatever version, so that its WAL can be copied into it."""
    return _connect(path, "mode=rw")


def is_damaged(path: Path) -> bool:
    """Whether the database is wrong although all of it can be read.

    SQLite calls it damage, too, when the disk fails to read a page (EIO).
    """
    try:
        for part in (path, *path.parent.glob(f"{path.name}-wal")):
            with part.open("rb") as file:
                while file.read(1 << 20):
                    pass
        with closing(open_reader(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except OSError:
        return False
    except (DatabaseError, sqlite3.DatabaseError) as error:
        return not may_pass(error)


def check_schema(connection: Connection, path: Path) -> None:
    """Raise NewerDatabase where the schema has steps that this program does not know."""
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - it has no public list
    try:
        applied = {migration.name for migration in migrations.applied(Database(connection))}
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path} can't be read: {error}") from error
    if unknown := sorted(applied - known):
        raise NewerDatabase(f"{path} was made by a newer seedwatch (it has {unknown[-1]})")


def is_ours(path: Path) -> bool:
    """Know our files by their first bytes (https://sqlite.org/fileformat.html): opening one may already change it."""
    with path.open("rb") as file:
        header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4, "big")


def sqlite_fault() -> str:
    """Why the SQLite in use can't be trusted with a WAL (https://sqlite.org/wal.html#walresetbug); '' if it can."""
    version = sqlite3.sqlite_version_info
    is_sound = version >= _FIRST_SOUND or version[2] >= _SOUND_BRANCHES.get(version[:2], version[2] + 1)
    return "" if is_sound else f"SQLite {sqlite3.sqlite_version} can corrupt a database when its WAL is reset"


def fold_wal(connection: Connection) -> bool:
    """Copy the WAL into the database without waiting for anybody; returns whether all of it is there now."""
    _, pages, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(pages == copied)


def wal_bytes(path: Path) -> int:
    """Size of the database's WAL, in bytes; 0 if it has none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _create(path: Path) -> None:
    """Make the file, which SQLite would make readable for all; the files beside it take its permissions."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, OWNER_AND_GROUP))
    except OSError as error:
        raise DatabaseError(f"{path} can't be made: {error.strerror}") from error


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the schema up to date, after a backup of what there was."""
    database = Database(connection)
    pending, applied = migrations.pending(database), migrations.applied(database)
    if pending and applied:
        before = path.with_name(f"{path.name}.before-{pending[0].name}")
        before.unlink(missing_ok=True)  # of a start that was interrupted here
        back_up(connection, before)
    migrations.apply(database)


def _check_header(path: Path) -> None:
    try:
        ours = is_ours(path)
    except OSError as error:
        raise DatabaseError(f"{path} can't be read: {error.strerror}") from error
    if not ours:
        raise ForeignDatabase(f"{path} is not a seedwatch database")


def _check_migrated(connection: Connection, path: Path) -> None:
    if migrations.pending(Database(connection)):
        raise DatabaseError(f"{path} was made by an older seedwatch: 'seedwatch run' brings it up to date")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block in one write transaction: all of it is stored, or nothing.

    A user who holds the write lock delays it for as long as that takes.
    """
    for attempt in stamina.retry_context(on=is_busy, attempts=None, timeout=None):
        with attempt:
            connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _connect(path: Path, options: str) -> Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    try:
        connection: Connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise DatabaseError(f"{path} can't be opened: {error}") from error
    return connection
