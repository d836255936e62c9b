"""The seeds folder as a place that can go away: a share that is unmounted, a folder that is renamed."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Root:
    """Knows whether what stands at the folder's path can be asked which files there are."""

    def __init__(self, path: Path, device: int = 0) -> None:
        """`device` is the number of the device that the folder was on when it was last looked at, 0 if it never was."""
        self._path = path
        self.device = device

    def check(self) -> None:
        """Make sure that the folder is the folder.

        Raises:
            OSError: it is not there, or it is an empty mount point, whose files are not gone.
        """
        device = self._path.stat().st_dev
        if self.device not in {0, device} and not os.listdir(self._path):  # noqa: PTH208 - `iterdir` must be drained too
            raise OSError(errno.ENODEV, "empty, and on another device than before: not mounted?", str(self._path))
        self.device = device
