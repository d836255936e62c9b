"""Which file or folder stands at a path: what another one put in its place is told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Identity = tuple[int, int]  # device and inode


def identity(path: Path) -> Identity | None:
    """What stands at the path now, links followed; None if nothing can be found there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
