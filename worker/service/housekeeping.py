"""What the service does now and then: keep the manifest, show a heartbeat, prune the journal, check deeply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from db import journal
from db.connection import fold_wal, transaction, wal_bytes
from worker.manifest.publish import Publisher
from worker.service.conditions import Condition
from worker.service.deepcheck import DeepCheck

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.clock import Clock
    from worker.inbox.root import Root
    from worker.pipeline.pipeline import Pipeline
    from worker.service.heartbeat import Heartbeat
    from worker.settings import Settings

BEAT_EVERY = 2.0
MANIFEST_EVERY = 1.0
DEEP_EVERY = 1.0
PRUNE_EVERY = 86_400.0
MANIFEST_REST = 9  # while files come in, so many times its duration passes between two publications: 10 % of the time
# A copy of the database's one file is whole when the WAL is folded into it. Not after each batch: what a feed writes
# again and again is to be copied once.
FOLD_AFTER = 5.0  # seconds without a change
FOLD_AT_LATEST = 60.0
WAL_LARGE = 128 * 1024 * 1024  # bytes; four times the size at which it is copied to the database


@dataclass(slots=True)
class _Due:
    """When things are due, in seconds of the monotonic clock."""

    manifest: float = float("inf")  # until something is taken
    beat: float = 0.0
    deep: float = 0.0
    prune: float = 0.0
    fold: float = 0.0


class Housekeeping:
    """Keeps what others see of the worker: the manifest and its heartbeat."""

    def __init__(self, connection: Connection, settings: Settings, clock: Clock, heartbeat: Heartbeat) -> None:
        """Everything is due soon."""
        self._heartbeat = heartbeat
        self._connection = connection
        self._settings = settings
        self._clock = clock
        self._conditions = heartbeat.conditions
        self._publisher = Publisher(settings.seeds, connection, after_page=self._stay_alive)
        self._deep_check = DeepCheck(connection, settings, clock)
        self._due = _Due()
        self._no_manifest_before = 0.0
        self._no_manifest_amid_work_before = 0.0
        self._quiet_from = 0.0
        self._folded = False  # a worker that was killed may have left a WAL
        self._fold_at_latest = 0.0
        self._is_compared = False  # the manifest as a whole, which others may have changed while no worker ran

    def next_due(self, work: Pipeline) -> float:
        """When something is to be done next, in seconds of the monotonic clock."""
        return min(self._manifest_due(work), self._due.beat, self._due.deep, self._due.fold)

    def keep(self, work: Pipeline, root: Root, watching: str) -> None:
        """Do what is due, also in the middle of a long catching up."""
        now = self._clock.monotonic()
        if now >= self._manifest_due(work):
            self.publish()
        if now >= self._due.deep:
            if not work.waiting and Condition.SEEDS_UNREADABLE not in self._conditions:
                work.backlog.recheck(self._deep_check.check_some())
            self._due.deep = now + DEEP_EVERY
        if now >= self._due.fold:
            self._fold()
        if now >= self._due.prune:
            self._prune()
            self._due.prune = now + PRUNE_EVERY
        if now >= self._due.beat:
            self._look_after_itself(work)
            self._heartbeat.show(watching=watching, waiting=work.waiting, device=root.device)
            self._due.beat = now + BEAT_EVERY

    def something_changed(self) -> None:
        """The manifest is to be written soon, and the database's file to be made whole when it is quiet again."""
        self._due.manifest = min(self._due.manifest, self._no_manifest_before)
        now = self._clock.monotonic()
        self._quiet_from = now + MANIFEST_EVERY
        if self._folded:
            self._folded = False
            self._fold_at_latest = now + FOLD_AT_LATEST
        self._due.fold = min(now + FOLD_AFTER, self._fold_at_latest)

    def something_is_wrong(self) -> None:
        """The heartbeat is to tell of it at once."""
        self._due.beat = 0.0

    def publish(self) -> None:
        """Write the manifest, at first as a whole; what can't be written, again a second later."""
        started = self._clock.monotonic()
        self._no_manifest_before = started + MANIFEST_EVERY
        self._due.manifest = self._no_manifest_before
        if Condition.SEEDS_UNREADABLE in self._conditions:
            return
        try:
            self._publisher.publish(everything=not self._is_compared)
        except OSError as error:
            self._conditions.tell(Condition.MANIFEST_UNWRITTEN, error)
        else:
            self._is_compared = True
            self._conditions.end(Condition.MANIFEST_UNWRITTEN)
            self._due.manifest = float("inf")
        ended = self._clock.monotonic()
        self._no_manifest_amid_work_before = ended + MANIFEST_REST * (ended - started)

    def _manifest_due(self, work: Pipeline) -> float:
        """When the manifest is due: files that wait come first."""
        rested = self._no_manifest_amid_work_before
        # That none is known to wait proves little while they come in: it is quiet when none has come for a while.
        return max(self._due.manifest, rested if work.waiting else min(rested, self._quiet_from))

    def _fold(self) -> None:
        """Copy the WAL into the database's file; a reader may hold a part of it back, which is tried again."""
        self._folded = fold_wal(self._connection)
        self._due.fold = float("inf") if self._folded else self._clock.monotonic() + FOLD_AFTER

    def _stay_alive(self) -> None:
        """Show the last heartbeat anew amid a long publication."""
        now = self._clock.monotonic()
        if now >= self._due.beat:
            self._heartbeat.show_again()
            self._due.beat = now + BEAT_EVERY

    def _look_after_itself(self, work: Pipeline) -> None:
        """Tell of what goes wrong slowly: a WAL that a reader holds back, files that can't be read."""
        size = wal_bytes(self._settings.db)
        if size > WAL_LARGE:
            self._conditions.tell(Condition.WAL_LARGE, "a reader holds an old transaction, and the WAL grows")
        else:
            self._conditions.end(Condition.WAL_LARGE)
        if work.backlog.unread:
            self._conditions.tell(Condition.FILES_UNREAD, f"{work.backlog.unread} can't be read yet")
        else:
            self._conditions.end(Condition.FILES_UNREAD)

    def _prune(self) -> None:
        oldest = datetime.fromtimestamp(self._clock.wall(), UTC) - timedelta(days=self._settings.journal_days)
        with transaction(self._connection):
            journal.prune(self._connection, oldest.isoformat())
