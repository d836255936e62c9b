"""Reading a file's bytes, and only if they are the ones that had settled."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from db.rows import StatKey

if TYPE_CHECKING:
    from worker.inbox.snapshot import FileSnapshot

# Without O_NONBLOCK a FIFO put in a file's place would hold the worker until someone writes to it.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class TooLarge(Exception):
    """The file has more bytes than are read."""


class Unsettled(Exception):
    """The file changed since its snapshot, or while it was read."""


def read_settled(snapshot: FileSnapshot, max_bytes: int) -> bytes:
    """The file's bytes.

    Raises:
        TooLarge: it is.
        Unsettled: it is not, or was not all the time, as in its snapshot, or it lies out of the folder by now.
        OSError: reading failed for a reason that may pass; PermissionError: it may not be read.
    """
    try:
        handle = os.open(snapshot.location, _FLAGS)
    except FileNotFoundError as error:
        raise Unsettled from error
    try:
        _check_within(snapshot)
        _check_unchanged(handle, snapshot.stat)
        if snapshot.stat.size > max_bytes:
            raise TooLarge
        with os.fdopen(handle, "rb", closefd=False) as file:
            raw = file.read(max_bytes + 1)
        _check_unchanged(handle, snapshot.stat)
    finally:
        os.close(handle)
    return raw


def _check_within(snapshot: FileSnapshot) -> None:
    """A folder on the way may have become a link since, which would have us read what lies elsewhere."""
    root = snapshot.location.parents[snapshot.path.count("/")]
    if not Path(os.path.realpath(snapshot.location, strict=True)).is_relative_to(os.path.realpath(root)):
        raise Unsettled


def _check_unchanged(handle: int, stat_key: StatKey) -> None:
    status = os.fstat(handle)
    now = StatKey(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if now != stat_key or not stat.S_ISREG(status.st_mode):
        raise Unsettled
