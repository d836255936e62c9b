"""The worker's one thread: answer the doorbell, look, take what has settled, keep the manifest, show a sign of life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from db import journal
from db.connection import transaction
from db.worker_state import beat
from worker.doorbell import Doorbell, Nudge
from worker.errors import SeedwatchError
from worker.manifest.publish import Publisher
from worker.watch import Watcher
from worker.work import Work

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.rows import WorkerRow
    from worker.backlog import Clock
    from worker.doorbell import Rings
    from worker.ledger import Settled
    from worker.settings import Settings

log = structlog.get_logger()

BEAT_EVERY = 2.0
MANIFEST_EVERY = 1.0
LOOK_AFTER = 1.0  # after events the whole folder is compared as well, since some of them may have been lost
LOOK_SHARE = 20  # so many times its duration passes between two such looks: at most 5 % of the time
POLL_EVERY = 2.0  # how often the folder is compared while no events come in
WATCH_EVERY = 1.0
WATCH_RETRY = 10.0  # how often events are tried again while the folder is polled
PRUNE_EVERY = 86_400.0


@dataclass(slots=True)
class _Due:
    """When things are due, in seconds of the monotonic clock."""

    look: float = 0.0
    watch: float = 0.0
    manifest: float = float("inf")  # until something is taken
    beat: float = 0.0
    prune: float = 0.0


class _Trouble:
    """An error that may last: it is told when it begins, not at every try."""

    def __init__(self, event: str) -> None:
        self._event = event
        self.error = ""

    def tell(self, error: OSError) -> None:
        if str(error) != self.error:
            log.error(self._event, error=str(error))
        self.error = str(error)

    def end(self) -> None:
        self.error = ""


class Service:
    """Watches one folder for one database; all its work is done by the thread that calls `run`."""

    def __init__(self, connection: Connection, settings: Settings, clock: Clock, sign: WorkerRow) -> None:
        """`sign` is the sign of life that the worker shows at first."""
        self._connection = connection
        self._settings = settings
        self._clock = clock
        self._sign = sign
        self._work = Work(connection, settings, clock)
        self._publisher = Publisher(settings.seeds, connection)
        self._doorbell = Doorbell()
        self._watcher = Watcher(settings.seeds, self._doorbell)
        self._due = _Due()
        self._no_look_before = 0.0
        self._no_manifest_before = 0.0
        self._folder_trouble = _Trouble("seeds.unreadable")
        self._manifest_trouble = _Trouble("manifest.unwritten")
        self._stopping = False

    def stop(self) -> None:
        """Finish what is in hand and return from `run`; a signal handler or another thread may call this."""
        self._stopping = True
        self._doorbell.ring(Nudge(""))

    def run(self) -> None:
        """Catch up with the folder, then watch it until `stop`."""
        self._publish(everything=True)
        log.info("worker.started", seeds=str(self._settings.seeds), db=str(self._settings.db))
        while not self._stopping:
            self._keep_watch()
            self._answer(self._doorbell.answer(self._patience()))
            self._work.take(self._after_batch, lambda: self._stopping)
            self._keep_house()
        self._watcher.stop()
        self._publish()
        self._show_sign(ended_at=self._clock.utc())
        if self._manifest_trouble.error:
            raise SeedwatchError(f"the manifest can't be written: {self._manifest_trouble.error}")
        log.info("worker.stopped")

    def _patience(self) -> float:
        """How long nothing needs doing if nobody rings."""
        due = self._due
        wait = min(due.look, due.watch, due.manifest, due.beat) - self._clock.monotonic()
        settled = self._work.backlog.seconds_to_wait()
        return max(0.0, wait if settled is None else min(wait, settled))

    def _keep_watch(self) -> None:
        now = self._clock.monotonic()
        if now < self._due.watch:
            return
        if fault := self._watcher.fault():
            log.error("watch.lost", reason=fault)
            self._watcher.stop()
            self._due.look = now
        if not self._watcher.watching and self._watcher.start():
            self._due.look = now
        self._due.watch = now + (WATCH_EVERY if self._watcher.watching else WATCH_RETRY)

    def _answer(self, rings: Rings) -> None:
        if rings.overflowed:
            self._sign = replace(self._sign, overflows=self._sign.overflows + 1)
            log.warning("watch.overflowed")
        try:
            self._look(rings)
        except OSError as error:
            # The folder itself can't be listed. That says nothing about its files: they are not missing.
            self._folder_trouble.tell(error)
            self._due.look = self._clock.monotonic() + POLL_EVERY

    def _look(self, rings: Rings) -> None:
        now = self._clock.monotonic()
        if rings.everything:
            self._due.look = min(self._due.look, max(now, self._no_look_before))
        elif rings.paths:
            self._work.backlog.look_at(rings.paths, rings.moved_in)
            self._due.look = min(self._due.look, max(now + LOOK_AFTER, self._no_look_before))
        if now >= self._due.look:
            self._look_at_everything()

    def _look_at_everything(self) -> None:
        started = self._clock.monotonic()
        self._work.backlog.look_at_everything()
        self._folder_trouble.end()
        ended = self._clock.monotonic()
        self._no_look_before = ended + LOOK_SHARE * (ended - started)
        every = self._settings.compare_every if self._watcher.watching else POLL_EVERY
        self._due.look = max(ended + every, self._no_look_before)

    def _after_batch(self, _settled: list[Settled]) -> None:
        self._due.manifest = min(self._due.manifest, self._no_manifest_before)
        self._keep_house()

    def _keep_house(self) -> None:
        """Do what is due now and then, also in the middle of a long catching up."""
        now = self._clock.monotonic()
        if now >= self._due.manifest:
            self._publish()
        if now >= self._due.beat:
            self._show_sign()
            self._due.beat = now + BEAT_EVERY
        if now >= self._due.prune:
            self._prune()
            self._due.prune = now + PRUNE_EVERY

    def _publish(self, *, everything: bool = False) -> None:
        self._no_manifest_before = self._clock.monotonic() + MANIFEST_EVERY
        try:
            self._publisher.publish(everything=everything)
        except OSError as error:
            self._manifest_trouble.tell(error)
            self._due.manifest = self._no_manifest_before
        else:
            self._manifest_trouble.end()
            self._due.manifest = float("inf")

    def _show_sign(self, ended_at: str = "") -> None:
        watching = "" if ended_at else "events" if self._watcher.watching else "polling"
        self._sign = replace(
            self._sign,
            beat_at=self._clock.utc(),
            watching=watching,
            waiting=self._work.waiting,
            ended_at=ended_at,
        )
        beat(self._connection, self._sign)

    def _prune(self) -> None:
        oldest = datetime.fromtimestamp(self._clock.wall(), UTC) - timedelta(days=self._settings.journal_days)
        with transaction(self._connection):
            journal.prune(self._connection, oldest.isoformat())
