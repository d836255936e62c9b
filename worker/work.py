"""What `run` and `scan` share: take what has settled, batch by batch, and say what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from worker.backlog import Backlog
from worker.ingest import Ingest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from sqlite3 import Connection

    from worker.backlog import Clock
    from worker.ledger import Settled
    from worker.settings import Settings

T = TypeVar("T")

BATCH = 200  # files in one transaction: enough to share a commit, few enough to see a stop signal soon
PATIENCE = 5  # so many settle times, and a second each, a scan waits for files that are being written


class Work:
    """The backlog of one folder, and its way into one database."""

    def __init__(self, connection: Connection, settings: Settings, clock: Clock) -> None:
        """Nothing has been looked at yet."""
        self.backlog = Backlog(settings.seeds, connection, settings.settle, clock)
        self._ingest = Ingest(connection, settings.max_bytes, clock.utc)
        self._settle = settings.settle
        self._clock = clock

    def take(self, on_batch: Callable[[list[Settled]], None], stopping: Callable[[], bool]) -> None:
        """Take what has settled; `on_batch` hears what became of it. What a stop leaves is found again later."""
        work = self.backlog.take()
        for paths in _batches(work.gone):
            on_batch(self._ingest.lose(paths).settled)
        for sightings in _batches(work.settled):
            if stopping():
                return
            report = self._ingest.take(sightings)
            self.backlog.put_back(report.unsettled)
            on_batch(report.settled)

    def scan(self, on_batch: Callable[[list[Settled]], None], stopping: Callable[[], bool]) -> None:
        """Take all that is in the folder; what still changes after a while stays in the backlog."""
        self.backlog.look_at_everything()
        deadline = self._clock.monotonic() + PATIENCE * (self._settle + 1)
        self.take(on_batch, stopping)
        while (wait := self.backlog.seconds_to_wait()) is not None and not stopping():
            if self._clock.monotonic() >= deadline:
                return
            self._clock.sleep(wait)
            self.take(on_batch, stopping)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
