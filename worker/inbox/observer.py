"""watchdog's observer; on Linux one that says so when the kernel has no watch left for a folder."""

from __future__ import annotations

import errno
import logging
import sys

if sys.platform == "linux":
    from typing import TYPE_CHECKING

    from watchdog.observers import inotify, inotify_c
    from watchdog.observers.api import BaseObserver

    if TYPE_CHECKING:
        from watchdog.observers.inotify_c import CallbackId, Mask, WatchCallback, WatchDescriptor

    class InotifyFD(inotify_c.InotifyFD):
        """Logs the first folder that can't be watched as an error of watchdog's."""

        _is_told = False

        def add_callback(self, path: bytes, mask: Mask, callback: WatchCallback, id_: CallbackId) -> WatchDescriptor:
            """Watch one folder.

            Raises:
                OSError: it can't be watched, which watchdog drops unless it is the root.
            """
            try:
                return super().add_callback(path, mask, callback, id_)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.ENOMEM} and not self._is_told:
                    self._is_told = True
                    logging.getLogger("watchdog").error("%s", error.strerror)  # noqa: TRY400 - who raises it is plain
                raise

    class InotifyObserver(inotify.InotifyObserver):
        """An observer that reads events through this `InotifyFD`."""

        def __init__(self) -> None:
            """Begin to read; nothing is watched yet."""
            self._inotify_fd = InotifyFD()
            self._inotify_fd.start()
            BaseObserver.__init__(self, inotify.InotifyEmitter, inotify_fd=self._inotify_fd)

    Observer = InotifyObserver
else:
    from watchdog.observers import Observer as Observer  # noqa: PLC0414 - re-exported
