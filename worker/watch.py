"""The watcher: a watchdog observer whose handler does nothing but ring, and a check that it is still worth its name."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

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
from watchdog.observers import Observer

from worker.doorbell import Nudge
from worker.intake import is_below_passed_over

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

    from worker.doorbell import Doorbell

log = structlog.get_logger()

# Opened and closed-unwritten are left out: our own reading causes them.
_EVENTS: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent, FileAttribEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]


class _Ringer(FileSystemEventHandler):
    """Turns events into nudges."""

    def __init__(self, root: Path, doorbell: Doorbell) -> None:
        self._root = root
        self._doorbell = doorbell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring for each path that the event names."""
        moved = isinstance(event, FileMovedEvent | DirMovedEvent)
        self._ring(event.src_path, moved_in=False)
        if moved and event.dest_path:
            self._ring(event.dest_path, moved_in=isinstance(event, FileMovedEvent))

    def _ring(self, path: bytes | str, *, moved_in: bool) -> None:
        relative = os.path.relpath(os.fsdecode(path), self._root)
        if relative == os.curdir:
            self._doorbell.ring(Nudge(None))
        elif not is_below_passed_over(as_posix := Path(relative).as_posix()):
            self._doorbell.ring(Nudge(as_posix, moved_in))


class Watcher:
    """Watches a folder while events work; says so when they don't, so that the folder is polled instead."""

    def __init__(self, root: Path, doorbell: Doorbell) -> None:
        """Watch nothing yet."""
        self._root = root
        self._doorbell = doorbell
        self._observer: BaseObserver | None = None
        self._identity: tuple[int, int] | None = None
        self._failure = ""

    @property
    def watching(self) -> bool:
        """Whether events are coming in."""
        return self._observer is not None

    def start(self) -> bool:
        """Begin to watch; if events can't be had, say why (once) and leave it to polling."""
        # It warns of a race that we provide for, and where warnings are errors its reading thread would die of it.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        observer = Observer()
        try:
            self._identity = _identity(self._root)
            observer.schedule(
                _Ringer(self._root, self._doorbell), str(self._root), recursive=True, event_filter=_EVENTS
            )
            observer.start()
        except OSError as error:
            if str(error) != self._failure:
                log.warning("watch.polling", seeds=str(self._root), error=str(error))
            self._failure = str(error)
            _stop(observer)
            return False
        self._observer, self._failure = observer, ""
        log.info("watch.started", seeds=str(self._root))
        return True

    def fault(self) -> str:
        """Why the watch can't be trusted any more; '' while it can."""
        if self._observer is None:
            return ""
        if not (self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)):
            return "a thread of the observer has died"
        if _identity(self._root) != self._identity:
            return "the seeds folder was replaced"
        return ""

    def stop(self) -> None:
        """Stop watching."""
        if self._observer:
            _stop(self._observer)
            self._observer = None


def _stop(observer: BaseObserver) -> None:
    observer.stop()
    if observer.is_alive():
        observer.join(timeout=5)


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
