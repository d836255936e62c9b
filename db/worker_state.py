"""The `worker` table: the sign of life of the process that owns the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import transaction
from db.rows import WorkerRow

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLUMNS = (
    "pid, host, seeds, started_at, beat_at, watching, waiting, overflows, ended_at, trouble, last_trouble, device"
)


def beat(connection: Connection, row: WorkerRow) -> None:
    """Say that the worker is alive and what it is at."""
    with transaction(connection):
        connection.execute(
            f"INSERT OR REPLACE INTO worker (id, {_COLUMNS}) "  # noqa: S608 - our own words
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.pid, row.host, row.seeds, row.started_at, row.beat_at, row.watching),
                *(row.waiting, row.overflows, row.ended_at, row.trouble, row.last_trouble, row.device),
            ),
        )


def last_beat(connection: Connection) -> WorkerRow | None:
    """The last sign of life, or None if no worker has run yet."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM worker").fetchone()  # noqa: S608 - ours
    return WorkerRow(*row) if row else None
