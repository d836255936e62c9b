"""The doorbell: anyone may ring, from any thread or signal handler; the worker's one thread answers."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from dataclasses import dataclass, field

MOST_AT_ONCE = 100_000  # rings that one answer takes, so that it comes however fast they ring
MOST_WAITING = 100_000  # rings that are kept while nobody answers; so many are answered by a look at everything
BURST = 1000  # so many rings at once are answered by a look at everything


@dataclass(slots=True)
class Rings:
    """What to look at; `moved_in` are paths that a rename put in place."""

    paths: set[str] = field(default_factory=set)
    moved_in: set[str] = field(default_factory=set)
    everything: bool = False
    overflowed: bool = False


@dataclass(frozen=True, slots=True)
class Nudge:
    """A ring: the path to look at (None: everything; '': nothing, just wake up); `overflowed`: events were lost."""

    path: str | None
    moved_in: bool = False
    overflowed: bool = False


class Doorbell:
    """Collects nudges; what they say is a hint, never the truth."""

    def __init__(self) -> None:
        """Nobody has rung yet."""
        # SimpleQueue.put and Lock.release are reentrant: a signal handler may ring while this thread is answering.
        self._nudges: queue.SimpleQueue[Nudge] = queue.SimpleQueue()
        self._silence = threading.Lock()
        self._silence.acquire()
        self.is_closed = False

    def close(self) -> None:
        """Ask the one who answers to finish what is in hand and leave."""
        self.is_closed = True
        self.ring(Nudge(""))

    def ring(self, nudge: Nudge) -> None:
        """Ask for a look."""
        if self._nudges.qsize() < MOST_WAITING:
            self._nudges.put(nudge)
        with suppress(RuntimeError):  # it rings already
            self._silence.release()

    def answer(self, patience: float) -> Rings:
        """Wait up to `patience` seconds for a ring, then take all that have come."""
        # Not by SimpleQueue.get: in CPython 3.11 it waits for ever if it finds its time over when it looks again.
        self._silence.acquire(timeout=patience)
        rings = Rings()
        count = 0
        with suppress(queue.Empty):
            while count < MOST_AT_ONCE:
                _add(rings, self._nudges.get_nowait())
                count += 1
        if count == MOST_AT_ONCE:
            self.ring(Nudge(""))
        if count > BURST:
            rings.everything = rings.overflowed = True
        return rings


def _add(rings: Rings, nudge: Nudge) -> None:
    rings.overflowed |= nudge.overflowed
    if nudge.path is None:
        rings.everything = True
    elif nudge.path:
        rings.paths.add(nudge.path)
        if nudge.moved_in:
            rings.moved_in.add(nudge.path)
