"""A copy of the whole database, taken while the worker writes."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

OWNER_AND_GROUP = 0o640  # the texts are for the owner, and for those whom he lets in the group


def back_up(connection: Connection, target: Path) -> None:
    """Copy the database as it is at one moment into a new file, by SQLite's backup API, and check the copy.

    Raises:
        FileExistsError: there is a file already.
        DatabaseError: the copy is damaged, as then is the database.
        OSError, sqlite3.Error: it can't be written.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_AND_GROUP))
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            _check(copy)
    except BaseException:
        target.unlink()  # or it would be taken for a backup
        raise


def _check(copy: Connection) -> None:
    verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DatabaseError(f"the database is damaged: {verdict}")
