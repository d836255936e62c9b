"""The doorbell: anyone may ring, from any thread or signal handler; the worker's one thread answers."""

from __future__ import annotations

import queue
from dataclasses import dataclass, field

MOST_AT_ONCE = 100_000  # rings that one answer takes, so that it comes however fast they ring
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
        # SimpleQueue.put is reentrant, so a signal handler may ring while this thread is answering.
        self._nudges: queue.SimpleQueue[Nudge] = queue.SimpleQueue()
        self.is_closed = False

    def close(self) -> None:
        """Ask the one who answers to finish what is in hand and leave."""
        self.is_closed = True
        self.ring(Nudge(""))

    def ring(self, nudge: Nudge) -> None:
        """Ask for a look."""
        self._nudges.put(nudge)

    def answer(self, patience: float) -> Rings:
        """Wait up to `patience` seconds for a ring, then take all that have come."""
        rings = Rings()
        nudge = self._next(patience)
        count = 0
        while nudge is not None:
            count += 1
            _add(rings, nudge)
            nudge = self._next(0) if count < MOST_AT_ONCE else None
        if count > BURST:
            rings.everything = rings.overflowed = True
        return rings

    def _next(self, patience: float) -> Nudge | None:
        try:
            return self._nudges.get(block=patience > 0, timeout=patience or None)
        except queue.Empty:
            return None


def _add(rings: Rings, nudge: Nudge) -> None:
    rings.overflowed |= nudge.overflowed
    if nudge.path is None:
        rings.everything = True
    elif nudge.path:
        rings.paths.add(nudge.path)
        if nudge.moved_in:
            rings.moved_in.add(nudge.path)
