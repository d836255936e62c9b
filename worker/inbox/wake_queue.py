"""The wake queue: any thread or signal handler may put a hint in; the worker's one thread takes them."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from dataclasses import dataclass

MOST_AT_ONCE = 100_000  # hints that one `take` takes, so that it ends however fast they come
MOST_WAITING = 100_000  # hints that are kept while nobody takes them; so many ask for a look at everything
BURST = 1000  # more hints than this at once ask for a look at everything


@dataclass(frozen=True, slots=True)
class Hints:
    """What to look at; `moved_in` are paths that a rename put in place."""

    paths: frozenset[str] = frozenset()
    moved_in: frozenset[str] = frozenset()
    everything: bool = False
    overflowed: bool = False


@dataclass(frozen=True, slots=True)
class PathHint:
    """The path to look at (None: everything; '': nothing, just wake up); `overflowed`: events were lost."""

    path: str | None
    moved_in: bool = False
    overflowed: bool = False


class WakeQueue:
    """Collects hints, which are never the truth: some are lost, and some are out of date when they are taken."""

    def __init__(self) -> None:
        """No hint has come yet."""
        # SimpleQueue.put and Lock.release are reentrant: a signal handler may wake this thread amid `take`.
        self._hints: queue.SimpleQueue[PathHint] = queue.SimpleQueue()
        self._asleep = threading.Lock()
        self._asleep.acquire()
        self.is_closed = False

    def close(self) -> None:
        """Ask the thread that takes the hints to finish what is in hand and leave."""
        self.is_closed = True
        self.wake(PathHint(""))

    def wake(self, hint: PathHint) -> None:
        """Ask for a look, and wake the thread that takes the hints."""
        if self._hints.qsize() < MOST_WAITING:
            self._hints.put(hint)
        with suppress(RuntimeError):  # it is awake already
            self._asleep.release()

    def take(self, patience: float) -> Hints:
        """Wait up to `patience` seconds for a hint, then take all that have come."""
        # Not by SimpleQueue.get: in CPython 3.11 it waits for ever if it finds its time over when it looks again.
        self._asleep.acquire(timeout=patience)
        taken: list[PathHint] = []
        with suppress(queue.Empty):
            while len(taken) < MOST_AT_ONCE:
                taken.append(self._hints.get_nowait())
        if len(taken) == MOST_AT_ONCE:
            self.wake(PathHint(""))
        return _together(taken)


def _together(taken: list[PathHint]) -> Hints:
    is_burst = len(taken) > BURST
    return Hints(
        paths=frozenset(hint.path for hint in taken if hint.path),
        moved_in=frozenset(hint.path for hint in taken if hint.path and hint.moved_in),
        everything=is_burst or any(hint.path is None for hint in taken),
        overflowed=is_burst or any(hint.overflowed for hint in taken),
    )
