"""One worker a database: a lock file beside it, released by the system however the worker ends.

The lock is `flock`'s on a file of its own. A POSIX lock on the database itself would not do: closing any descriptor of
a file drops every such lock that the process holds on it, SQLite's own among them.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from db.backup import OWNER_AND_GROUP
from db.restore import drop_interrupted_restore
from worker.errors import AlreadyRunning, StorageTrouble
from worker.inbox.identity import identity
from worker.service.liveness import is_fresh, last_process, lives

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from db.rows import ProcessRow
    from worker.inbox.identity import Identity

_PATIENCE = 0.5  # seconds; `is_held` takes the lock for a moment


class Claim:
    """The right to write one database, which ends when the database or its lock is no longer what it was."""

    def __init__(self, db: Path, lock: Path) -> None:
        """Hold the database at that path, links resolved, by that lock file; the database may not be there yet."""
        self._db = db
        self._identities: dict[Path, Identity | None] = {lock: identity(lock)}

    def check(self) -> None:
        """Make sure that the database and the lock are the files that they were at the first check with a database.

        Raises:
            StorageTrouble: one of them was deleted, moved or replaced: another worker may own the path by now.
        """
        if self._db not in self._identities and (found := identity(self._db)):
            self._identities[self._db] = found
        for path, known in self._identities.items():
            if identity(path) != known:
                raise StorageTrouble(f"{path} was deleted, moved or replaced while the worker ran")


@contextmanager
def hold(db: Path, now: datetime) -> Iterator[Claim]:
    """Own the database for the length of the block; `now` is an aware time.

    Raises:
        AlreadyRunning: another worker owns it, or may own it under another name.
    """
    real = Path(os.path.realpath(db))
    lock = FileLock(_lock_path(real), mode=OWNER_AND_GROUP)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=0.05)
    except Timeout as error:
        raise AlreadyRunning(f"{db} is held by {_described(last_process(real))}") from error
    with lock:
        lock.release()
        _check_no_other(real, now)
        drop_interrupted_restore(real)
        _check_only_name(real)
        yield Claim(real, _lock_path(real))


def is_held(db: Path) -> bool | None:
    """Whether a worker owns the database now; None where this user may not ask."""
    try:
        handle = os.open(_lock_path(Path(os.path.realpath(db))), os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return False
    except PermissionError:
        return None
    try:
        return _is_locked(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _is_locked(handle: int) -> bool:
        """Whether another process has locked the first byte, as filelock does there."""
        import msvcrt  # noqa: PLC0415 - it is on Windows only

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        return False

else:
    import fcntl

    def _is_locked(handle: int) -> bool:
        """Whether another process holds it; a shared lock is asked for, since a reader may only open it for reading."""
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _lock_path(real: Path) -> Path:
    return real.with_name(f"{real.name}.lock")


def _check_no_other(db: Path, now: datetime) -> None:
    """The lock file may have been deleted under a worker that goes on."""
    process = last_process(db)
    if process and is_fresh(process, now) and lives(process) is not False:
        raise AlreadyRunning(f"{db} is held by {_described(process)}, although its lock was free")


def _check_only_name(db: Path) -> None:
    """SQLite names the WAL after the database: under two names there are two of them, which damage it."""
    if db.exists() and (names := db.stat().st_nlink) > 1:
        raise AlreadyRunning(
            f"{db} has {names} names (hard links), and another worker may hold it by another; "
            "a snapshot made of hard links does that, too: put a copy in its place and start again"
        )


def _described(process: ProcessRow | None) -> str:
    if process is None:
        return "another worker"
    return f"process {process.pid} on {process.host}, running since {process.started_at}"
