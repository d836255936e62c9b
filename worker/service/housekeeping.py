"""What the service does now and then: keep the manifest, show a heartbeat, prune the journal, check deeply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from db import journal
from db.connection import fold_wal, transaction, wal_bytes
from worker.manifest.publish import Publisher
from worker.pipeline.rebuild import Step
from worker.service.conditions import Condition
from worker.service.deepcheck import DeepCheck
from worker.service.schedule import Task

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.clock import Clock
    from worker.inbox.root import Root
    from worker.pipeline.pipeline import Pipeline
    from worker.service.heartbeat import Heartbeat
    from worker.service.schedule import Schedule
    from worker.settings import Settings

BEAT_EVERY = 2.0
MANIFEST_EVERY = 1.0
DEEP_EVERY = 1.0
PRUNE_EVERY = 86_400.0
REBUILD_LOOK_EVERY = 1.0  # how often it is asked whether one is due; and it begins when the first files are in
MANIFEST_REST = 9  # while files come in, so many times its duration passes between two publications: 10 % of the time
# A copy of the database's one file is whole when the WAL is folded into it. Not after each batch: what a feed writes
# again and again is to be copied once.
FOLD_AFTER = 5.0  # seconds without a change
FOLD_AT_LATEST = 60.0
WAL_LARGE = 128 * 1024 * 1024  # bytes; four times the size at which it is copied to the database


class Housekeeping:
    """Keeps what others see of the worker: the manifest and its heartbeat."""

    def __init__(
        self, connection: Connection, settings: Settings, clock: Clock, heartbeat: Heartbeat, schedule: Schedule
    ) -> None:
        """Everything is due at once, but for the manifest, which is when something has changed."""
        self._heartbeat = heartbeat
        self._connection = connection
        self._settings = settings
        self._clock = clock
        self._conditions = heartbeat.conditions
        self._publisher = Publisher(settings.seeds, connection, after_page=self._stay_alive)
        self._deep_check = DeepCheck(connection, settings, clock)
        self._schedule = schedule
        for task in (Task.DEEP_CHECK, Task.PRUNE, Task.BEAT):
            schedule.at(task, schedule.now())
        schedule.at(Task.REBUILD, schedule.now() + REBUILD_LOOK_EVERY)
        schedule.put_off(Task.FOLD, 0.0, 0.0)  # a worker that was killed may have left a WAL
        self._next_manifest = 0.0  # not before that, and amid work not before it has rested
        self._manifest_rested = 0.0
        self._quiet_from = 0.0
        self._is_compared = False  # the manifest as a whole, which others may have changed while no worker ran

    def keep(self, work: Pipeline, root: Root, watching: str) -> None:
        """Do what is due, also in the middle of a long catching up."""
        self._hold_manifest_back(work)
        if self._schedule.is_due(Task.MANIFEST):
            self.publish()
        if self._schedule.is_due(Task.DEEP_CHECK):
            self._check_deeply(work)
        if self._schedule.is_due(Task.REBUILD):
            self._rebuild(work)
        if self._schedule.is_due(Task.FOLD):
            self._fold()
        if self._schedule.is_due(Task.PRUNE):
            self._prune()
        if self._schedule.is_due(Task.BEAT):
            self._schedule.at(Task.BEAT, self._schedule.now() + BEAT_EVERY)
            self._look_after_itself(work)
            self._heartbeat.show(watching=watching, waiting=work.waiting, device=root.device)
        self._hold_manifest_back(work)

    def something_changed(self) -> None:
        """The manifest is to be written soon, and the database's file to be made whole when it is quiet again."""
        now = self._schedule.now()
        self._schedule.by(Task.MANIFEST, now)
        self._quiet_from = now + MANIFEST_EVERY
        self._schedule.put_off(Task.FOLD, FOLD_AFTER, FOLD_AT_LATEST)

    def something_is_wrong(self) -> None:
        """The heartbeat is to tell of it at once."""
        self._schedule.at(Task.BEAT, self._schedule.now())

    def publish(self) -> None:
        """Write the manifest, at first as a whole; what can't be written, again a second later."""
        started = self._schedule.now()
        self._next_manifest = started + MANIFEST_EVERY
        self._schedule.at(Task.MANIFEST, self._next_manifest)
        if Condition.SEEDS_UNREADABLE in self._conditions:
            return
        try:
            self._publisher.publish(everything=not self._is_compared)
        except OSError as error:
            self._conditions.tell(Condition.MANIFEST_UNWRITTEN, error)
        else:
            self._is_compared = True
            self._conditions.end(Condition.MANIFEST_UNWRITTEN)
            self._schedule.done(Task.MANIFEST)
        self._manifest_rested = self._schedule.rested(started, MANIFEST_REST)

    def _hold_manifest_back(self, work: Pipeline) -> None:
        """Files that wait come first."""
        rested = self._manifest_rested
        # That none is known to wait proves little while they come in: it is quiet when none has come for a while.
        unless_quiet = rested if work.waiting else min(rested, self._quiet_from)
        self._schedule.not_before(Task.MANIFEST, max(self._next_manifest, unless_quiet))

    def _check_deeply(self, work: Pipeline) -> None:
        """Compare the bytes of some files, unless there is something else to do."""
        self._schedule.at(Task.DEEP_CHECK, self._schedule.now() + DEEP_EVERY)
        if not work.waiting and Condition.SEEDS_UNREADABLE not in self._conditions:
            work.backlog.recheck(self._deep_check.check_some())

    def _rebuild(self, work: Pipeline) -> None:
        """Do a slice of a rebuild, and rest for as long as it took, so that it takes half a core at most.

        It begins when no file waits; what has changed at its end is for the manifest.
        """
        self._schedule.at(Task.REBUILD, self._schedule.now() + REBUILD_LOOK_EVERY)
        if not self._may_rebuild(work):
            return
        started = self._schedule.now()
        step = work.step_rebuild()
        if step is Step.EXCHANGED:
            self._is_compared = False
        if step:
            self.something_changed()
            self._schedule.at(Task.REBUILD, self._schedule.rested(started, 1))

    def _may_rebuild(self, work: Pipeline) -> bool:
        """Whether there is one to go on with, or to begin and room for it."""
        if work.rebuild.progress() or not work.rebuild.is_due():
            return True
        has_room = work.rebuild.has_room(self._settings.db)
        if has_room:
            self._conditions.end(Condition.REBUILD_NO_ROOM)
        else:
            self._conditions.tell(Condition.REBUILD_NO_ROOM, "a rebuild is due and the disk has no room for it")
        return has_room and not work.waiting

    def _fold(self) -> None:
        """Copy the WAL into the database's file; a reader may hold a part of it back, which is tried again."""
        if fold_wal(self._connection):
            self._schedule.done(Task.FOLD)
        else:
            self._schedule.at(Task.FOLD, self._schedule.now() + FOLD_AFTER)

    def _stay_alive(self) -> None:
        """Show the last heartbeat anew amid a long publication."""
        if self._schedule.is_due(Task.BEAT):
            self._schedule.at(Task.BEAT, self._schedule.now() + BEAT_EVERY)
            self._heartbeat.show_again()

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
        self._schedule.at(Task.PRUNE, self._schedule.now() + PRUNE_EVERY)
        oldest = datetime.fromtimestamp(self._clock.wall(), UTC) - timedelta(days=self._settings.journal_days)
        with transaction(self._connection):
            journal.prune(self._connection, oldest.isoformat())
