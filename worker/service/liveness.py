"""Whether the process that last showed a heartbeat in a database still lives, as far as can be told from here."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psutil

from db.connection import open_unchecked
from db.errors import DatabaseError, SQLiteError
from db.worker_state import process_row

if TYPE_CHECKING:
    from pathlib import Path

    from db.rows import ProcessRow

STALE_AFTER = 4.5  # seconds; a heartbeat is shown every two
_CLOCKS_DIFFER = timedelta(seconds=2)  # the system counts a process's start in ticks since it booted itself


def last_process(db: Path) -> ProcessRow | None:
    """The process that last said it was at work, and has not said that it ended; None if there is none to be read."""
    try:
        with closing(open_unchecked(db)) as connection:
            process = process_row(connection)
    except (DatabaseError, SQLiteError):
        return None  # whoever opens the database next says what is wrong with it
    return None if process is None or process.ended_at else process


def is_fresh(process: ProcessRow, now: datetime) -> bool:
    """Whether its heartbeat is as young as a worker's that is well; `now` is an aware time."""
    return beat_age(process, now) <= STALE_AFTER


def beat_age(process: ProcessRow, now: datetime) -> float:
    """Seconds since its heartbeat; one from the future is as old: a clock was set back, which proves nothing."""
    return abs((now - _utc(process.beat_at)).total_seconds())


def lives(process: ProcessRow) -> bool | None:
    """Whether that process runs; None where it is of another machine or container and can't be seen."""
    if process.host != socket.gethostname():
        return None
    try:
        began = datetime.fromtimestamp(psutil.Process(process.pid).create_time(), UTC)
    except psutil.Error:
        return False
    return began <= _utc(process.started_at) + _CLOCKS_DIFFER  # else its number was given to another since


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
