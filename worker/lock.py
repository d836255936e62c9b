"""One worker a database: a lock file beside it, released by the system however the worker ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from db.backup import OWNER_AND_GROUP
from db.connection import open_reader
from db.errors import DatabaseError
from db.worker_state import last_beat
from worker.errors import AlreadyRunning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 0.5  # `is_held` takes the lock for a moment


@contextmanager
def hold(db: Path) -> Iterator[None]:
    """Own the database for the length of the block.

    Raises:
        AlreadyRunning: another worker owns it.
    """
    lock = FileLock(_path(db), mode=OWNER_AND_GROUP)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=0.05)
    except Timeout as error:
        raise AlreadyRunning(f"{db} is held by {_holder(db)}") from error
    with lock:
        lock.release()
        yield


def is_held(db: Path) -> bool:
    """Whether a worker owns the database now."""
    if not _path(db).exists():
        return False
    lock = FileLock(_path(db))
    try:
        lock.acquire(timeout=0)
    except (Timeout, PermissionError):  # who may only read it can't ask: the sign of life tells
        return True
    lock.release()
    return False


def _path(db: Path) -> Path:
    return db.with_name(f"{db.name}.lock")


def _holder(db: Path) -> str:
    try:
        connection = open_reader(db)
    except DatabaseError:
        return "another worker"
    try:
        sign = last_beat(connection)
    finally:
        connection.close()
    return f"process {sign.pid} on {sign.host}, running since {sign.started_at}" if sign else "another worker"
