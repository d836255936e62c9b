"""The seeds folder as a place that can go away: a share that is unmounted, a folder that is renamed."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from worker.inbox.ignore import is_ignored

if TYPE_CHECKING:
    from pathlib import Path


class Root:
    """Knows whether what stands at the folder's path can be asked which files there are."""

    def __init__(self, path: Path, device: int | None = None) -> None:
        """`device` is the number of the device that the folder was last on, None if that is not known."""
        self._path = path
        self.device = device

    def check(self) -> None:
        """Make sure that the folder is the folder.

        Raises:
            OSError: it is not there, or it is a mount point without any, whose files are not gone.
        """
        device = self._path.stat().st_dev
        if self.device not in {None, device} and all(map(is_ignored, os.listdir(self._path))):  # noqa: PTH208 - names
            raise OSError(errno.ENODEV, "empty, and on another device than before: not mounted?", str(self._path))
        self.device = device
