"""Putting a copy in the database's place, so that a stop at any step leaves the one or the other, and both whole.

SQLite can't tell that a WAL belongs to another file: a copy put beside the WAL of what was there before is damaged by
it, or silently undone. So the WAL goes first, folded into the database that it belongs to; a rename brings the copy.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from db.backup import back_up
from db.connection import check_schema, is_ours, open_to_fold, open_unchecked, wal_bytes
from db.errors import ReaderInTheWay, SQLiteError, is_busy, tells_of_damage
from db.worker_state import end_worker

if TYPE_CHECKING:
    from pathlib import Path

ASIDE = ".before-restore-"


def restore(source: Path, db: Path, now: str) -> Path | None:
    """Put a copy of `source` at `db`, which nobody may write meanwhile; returns where what was there is kept.

    `now` is the time as UTC ISO 8601 text. Links in `db` are resolved already.

    Raises:
        MissingDatabase, ForeignDatabase, NewerDatabase, DatabaseError: the source can't be used.
        ReaderInTheWay: somebody reads what is there in a long transaction.
        OSError, sqlite3.Error: the disk is in the way. Nothing has changed then, as for the others.
    """
    copy = _checked_copy(source, db, now)
    try:
        aside = _put_aside(db, now) if os.path.lexists(db) else None
        _remove_beside(db)
        copy.replace(db)
    finally:
        copy.unlink(missing_ok=True)
    _sync_folder(db.parent)
    return aside


def drop_interrupted_restore(db: Path) -> None:
    """Take back the second name that a restore, stopped before its last step, had given to the database."""
    if db.exists():
        for aside in db.parent.glob(f"{db.name}{ASIDE}*"):
            if aside.samefile(db):
                aside.unlink()


def _checked_copy(source: Path, db: Path, now: str) -> Path:
    """A whole copy of the source beside the database, on the disk."""
    copy = db.with_name(f"{db.name}.restoring")
    for name in (copy, *_beside(copy)):
        name.unlink(missing_ok=True)  # of a restore that was stopped
    with closing(open_unchecked(source)) as connection:
        check_schema(connection, source)
        back_up(connection, copy)
    try:
        end_worker(copy, now)
        _sync(copy)
    except BaseException:
        copy.unlink()
        raise
    return copy


def _put_aside(db: Path, now: str) -> Path:
    """Give the present database a second name, under which it stays; what WAL it needs, too."""
    _fold_wal(db)
    aside = db.with_name(f"{db.name}{ASIDE}{now.replace(':', '')}")
    for file, kept in zip((db, *_beside(db)[:1]), (aside, *_beside(aside)[:1]), strict=True):
        if file.exists() and (file == db or file.stat().st_size):
            _name_also(file, kept)
    _sync_folder(db.parent)
    return aside


def _fold_wal(db: Path) -> None:
    """Copy the WAL into the database; where that is damaged, both are kept as they are."""
    if not (wal_bytes(db) and is_ours(db)):
        return
    try:
        with closing(open_to_fold(db)) as connection:
            blocked, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except SQLiteError as error:
        if tells_of_damage(error):
            return
        if not is_busy(error):
            raise
        blocked = True
    if blocked:
        raise ReaderInTheWay(f"another program reads {db} in a long transaction: end it, and try again")


def _name_also(file: Path, name: Path) -> None:
    """A second name, or where the file system has no hard links a copy."""
    try:
        name.hardlink_to(file)
    except OSError:
        shutil.copy2(file, name)
        _sync(name)


def _remove_beside(db: Path) -> None:
    for file in _beside(db):
        file.unlink(missing_ok=True)
    _sync_folder(db.parent)


def _beside(db: Path) -> tuple[Path, Path]:
    """What SQLite keeps beside a database: the WAL, and the index of it that readers share."""
    return db.with_name(f"{db.name}-wal"), db.with_name(f"{db.name}-shm")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folder
        _sync(folder)
