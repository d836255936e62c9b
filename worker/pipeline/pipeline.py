"""What `run` and `scan` share: take what has settled, batch by batch, and say what became of it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

from db.connection import transaction
from db.types import ONLY_ROOT
from worker.inbox.backlog import Backlog
from worker.pipeline.ingest import Ingest
from worker.pipeline.pool import preparer_for
from worker.pipeline.rebuild import SLICE, Rebuild, Step
from worker.pipeline.rule_set import load_rule_set
from worker.pipeline.versions import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from sqlite3 import Connection

    from db.files import Standing
    from worker.clock import Clock
    from worker.inbox.snapshot import FileSnapshot
    from worker.pipeline.ingest import Batch
    from worker.pipeline.pool import Preparer
    from worker.settings import Settings

T = TypeVar("T")

AHEAD = 2  # batches that are being prepared while one is stored
BATCH = 200  # files in one transaction: enough to share a commit, few enough to see a stop signal soon
BATCH_BYTES = 4 * 1024 * 1024  # for the same reason; a file may be larger, and is then a batch by itself
PATIENCE = 5  # so many settle times, and a second each, a scan waits for files that are being written


class Pipeline:
    """The backlog of one folder, and its way into one database."""

    def __init__(self, connection: Connection, settings: Settings, clock: Clock) -> None:
        """Nothing has been looked at yet."""
        rules = load_rule_set(settings.lexicon)
        with transaction(connection):
            bring_up_to_date(connection, rules, settings.max_bytes)
        self.rebuild = Rebuild(connection, rules, clock.utc)
        self.backlog = Backlog(settings.seeds, connection, settings.settle, clock)
        self._ingest = Ingest(connection, ONLY_ROOT, settings.max_bytes, rules, clock.utc)
        self._lexicon = settings.lexicon
        self._settle = settings.settle
        self._clock = clock
        self._in_hand = 0

    @property
    def waiting(self) -> int:
        """How many files have been seen and are not stored yet."""
        return len(self.backlog) + self._in_hand

    def take(self, on_batch: Callable[[list[Standing]], None], stopping: Callable[[], bool]) -> None:
        """Take what has settled; `on_batch` hears what became of it. What a stop leaves is found again later."""
        due = self.backlog.take()
        for paths in batched(due.gone, lambda _: 0):
            on_batch(self._ingest.lose(paths).settled)
        self._in_hand = len(due.settled)
        with preparer_for(self._in_hand, self._lexicon) as preparer:
            self._take_settled(due.settled, preparer, on_batch, stopping)
        self._in_hand = 0

    def step_rebuild(self, texts: int = SLICE) -> Step | None:
        """Do a slice of a rebuild that is due or under way; returns what was done, None if nothing was left to do."""
        step = self.rebuild.step(texts)
        if step is Step.EXCHANGED:
            self._ingest.forget()
        return step

    def scan(self, on_batch: Callable[[list[Standing]], None], stopping: Callable[[], bool]) -> None:
        """Take all that is in the folder; what still changes after a while stays in the backlog."""
        self.backlog.look_at_everything()
        deadline = self._clock.monotonic() + PATIENCE * (self._settle + 1)
        self.take(on_batch, stopping)
        while len(self.backlog) and (wait := self.backlog.seconds_to_wait()) is not None and not stopping():
            if self._clock.monotonic() >= deadline:
                return
            self._clock.sleep(wait)
            self.take(on_batch, stopping)

    def _take_settled(
        self,
        snapshots: Sequence[FileSnapshot],
        preparer: Preparer,
        on_batch: Callable[[list[Standing]], None],
        stopping: Callable[[], bool],
    ) -> None:
        """One batch is prepared while the one before it is stored."""
        begun: deque[tuple[Batch, int]] = deque()
        for part in batched(snapshots, lambda snapshot: snapshot.stat.size):
            if stopping():
                break
            begun.append((self._ingest.begin(part, preparer), len(part)))
            if len(begun) > AHEAD:
                self._finish(*begun.popleft(), on_batch)
        for batch, files in begun:
            self._finish(batch, files, on_batch)

    def _finish(self, batch: Batch, files: int, on_batch: Callable[[list[Standing]], None]) -> None:
        report = self._ingest.finish(batch)
        self._in_hand -= files
        self.backlog.retry_later(report.unsettled)
        on_batch(report.settled)


def batched(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Cut into parts of at most `BATCH` items; a part of several has at most `BATCH_BYTES` by their sizes."""
    part: list[T] = []
    room = BATCH_BYTES
    for item in items:
        if part and (len(part) == BATCH or size(item) > room):
            yield part
            part, room = [], BATCH_BYTES
        part.append(item)
        room -= size(item)
    if part:
        yield part
