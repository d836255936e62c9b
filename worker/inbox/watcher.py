"""The watcher: a watchdog observer whose handler does nothing but wake the worker, and a check that it still works."""

from __future__ import annotations

import logging
import os
import re
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import structlog
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from worker.inbox.identity import identity
from worker.inbox.ignore import is_within_ignored
from worker.inbox.observer import Observer
from worker.inbox.wake_queue import PathHint
from worker.log.events import Event
from worker.log.hooks import message_of
from worker.log.shorten import ERROR_LENGTH, shortened

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

    from worker.inbox.identity import Identity
    from worker.inbox.wake_queue import WakeQueue

log = structlog.get_logger()

STOP_PATIENCE = 1.0  # seconds; so short that the heartbeat stays fresh

# Opened and closed-unwritten are left out: our own reading causes them.
_EVENTS: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent, FileAttribEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]

# On these, what other machines change causes no event here.
_NETWORK = re.compile(
    r"nfs|cifs|smb|afp|9p|ceph|lustre|gluster|gpfs|beegfs|davfs|webdav|sshfs|rclone|s3fs|vboxsf|vmhgfs|prl_fs"
)


class _Waker(FileSystemEventHandler):
    """Turns events into hints."""

    def __init__(self, root: Path, wake_queue: WakeQueue) -> None:
        self._root = root
        self._wake_queue = wake_queue

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Give a hint of each path that the event names."""
        path = self._relative(event.src_path)
        self._hint_at(path, moved_in=False)
        if isinstance(event, FileMovedEvent | DirMovedEvent) and event.dest_path:
            # What had a temporary name is complete when it gets its own; any other rename says nothing of its writer.
            is_complete = isinstance(event, FileMovedEvent) and is_within_ignored(path)
            self._hint_at(self._relative(event.dest_path), moved_in=is_complete)

    def _relative(self, path: bytes | str) -> str:
        return Path(os.path.relpath(os.fsdecode(path), self._root)).as_posix()

    def _hint_at(self, path: str, *, moved_in: bool) -> None:
        if path == os.curdir:
            self._wake_queue.wake(PathHint(None))
        elif not is_within_ignored(path):
            self._wake_queue.wake(PathHint(path, moved_in))


class _Listener(logging.Handler):
    """Hears what watchdog warns of: events that the kernel dropped, folders that could not be watched."""

    def __init__(self, wake_queue: WakeQueue) -> None:
        super().__init__(logging.WARNING)
        self._wake_queue = wake_queue
        self.error = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Whatever it is, look at everything; after an error the watch itself is in doubt."""
        message = message_of(record)
        log.warning(Event.WATCH_WARNED, message=message, exc_info=record.exc_info or None)
        if record.levelno >= logging.ERROR:
            self.error = shortened(message, ERROR_LENGTH)
        self._wake_queue.wake(PathHint(None, overflowed="overflow" in message))


class Watcher:
    """Watches a folder while events work; says so when they don't, so that the folder is polled instead."""

    def __init__(self, root: Path, wake_queue: WakeQueue) -> None:
        """Watch nothing yet."""
        self._root = root
        self._wake_queue = wake_queue
        self._listener = _Listener(wake_queue)
        self._observer: BaseObserver | None = None
        self._threads: set[threading.Thread] = set()
        self._identity: Identity | None = None

    @property
    def watching(self) -> bool:
        """Whether events are coming in."""
        return self._observer is not None

    def start(self) -> None:
        """Begin to watch.

        Raises:
            OSError: events can't be had.
        """
        # It warns of a race that we provide for, and where warnings are errors its reading thread would die of it.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        others = set(threading.enumerate())
        observer = Observer()
        try:
            self._identity = identity(self._root)
            self._listen()
            folder = Path(os.path.realpath(self._root))  # a link itself has no events
            observer.schedule(_Waker(folder, self._wake_queue), str(folder), recursive=True, event_filter=_EVENTS)
            observer.start()
        except OSError:
            _stop(observer)
            raise
        if self._listener.error:
            _stop(observer)
            raise OSError(self._listener.error)
        self._observer = observer
        self._threads = set(threading.enumerate()) - others
        log.info(Event.WATCH_STARTED, seeds=str(self._root))

    def fault(self) -> str:
        """Why the watch can't be trusted any more; '' while it can."""
        if self._observer is None:
            return ""
        if dead := [thread.name for thread in self._threads if not thread.is_alive()]:
            return f"a thread of the observer has died: {dead[0]}"
        if identity(self._root) != self._identity:
            return "the seeds folder was replaced"
        return self._listener.error

    def stop(self) -> None:
        """Stop watching."""
        if self._observer:
            _stop(self._observer)
            self._observer = None

    def _listen(self) -> None:
        self._listener.error = ""
        logger = logging.getLogger("watchdog")
        logger.handlers = [self._listener]
        logger.propagate = False


def network_file_system(root: Path) -> str:
    """The kind of network file system that the folder is on, such as 'nfs4'; '' if it is on a disk of this machine."""
    place = os.path.realpath(root)  # Path.resolve raises RuntimeError where a link leads to itself
    mounts = [mount for mount in psutil.disk_partitions(all=True) if _is_below(place, mount.mountpoint)]
    nearest = max(mounts, key=lambda mount: len(mount.mountpoint), default=None)
    if nearest and (_NETWORK.search(nearest.fstype.lower()) or "remote" in nearest.opts.split(",")):
        return nearest.fstype
    return ""


def _is_below(place: str, mountpoint: str) -> bool:
    return place == mountpoint or place.startswith(mountpoint.rstrip(os.sep) + os.sep)


def _stop(observer: BaseObserver) -> None:
    """Stop it; where a thread of it has died with a lock in hand this would never end, and the rest is left alone."""
    stopper = threading.Thread(target=_stop_and_wait, args=[observer], daemon=True)
    stopper.start()
    stopper.join(STOP_PATIENCE)


def _stop_and_wait(observer: BaseObserver) -> None:
    observer.stop()
    if observer.is_alive():
        observer.join()
