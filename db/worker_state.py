"""The `worker` table: the heartbeat of the process that owns the database."""

from __future__ import annotations

from contextlib import closing
from dataclasses import fields
from typing import TYPE_CHECKING

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.binding import named, read
from db.connection import transaction
from db.roots import put_root
from db.rows import ProcessRow, WorkerRow

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from db.types import Root

_COLUMNS = [field.name for field in fields(WorkerRow)]
_PROCESS_COLUMNS = [field.name for field in fields(ProcessRow)]


def beat(connection: Connection, row: WorkerRow, root: Root, device: int | None) -> None:
    """Say that the worker is alive and what it is at, and where the root is that it watches."""
    values = ", ".join(f":{column}" for column in _COLUMNS)
    with transaction(connection):
        put_root(connection, root, row.seeds, device)
        connection.execute(
            f"INSERT OR REPLACE INTO worker (id, {', '.join(_COLUMNS)}) VALUES (1, {values})",  # noqa: S608 - our own words
            named(row),
        )


def last_beat(connection: Connection) -> WorkerRow | None:
    """The last heartbeat, or None if no worker has run yet."""
    return next(read(connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM worker"), WorkerRow), None)  # noqa: S608 - ours


def process_row(connection: Connection) -> ProcessRow | None:
    """The process whose heartbeat was the last, also in a database of an older schema."""
    rows = connection.execute(f"SELECT {', '.join(_PROCESS_COLUMNS)} FROM worker")  # noqa: S608 - ours
    return next(read(rows, ProcessRow), None)


def end_worker(path: Path, now: str) -> None:
    """Say in a copy of a database that no worker is at work on it: the copied heartbeat is of the original."""
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("UPDATE worker SET ended_at = ? WHERE nullif(ended_at, '') IS NULL", (now,))
