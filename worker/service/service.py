"""The worker's one thread: follow the hints, look, take what has settled, keep house."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from worker.errors import StorageTrouble
from worker.inbox.root import Root
from worker.inbox.watcher import Watcher, network_file_system
from worker.log.events import Event
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.rule_set import load_rule_set
from worker.service.conditions import Condition
from worker.service.housekeeping import Housekeeping
from worker.service.schedule import NEVER, Schedule, Task

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.files import Standing
    from worker.clock import Clock
    from worker.inbox.wake_queue import Hints, WakeQueue
    from worker.service.heartbeat import Heartbeat
    from worker.settings import Settings

log = structlog.get_logger()

LOOK_AFTER = 1.0  # after events the whole folder is compared as well, since some of them may have been lost
LOOK_SHARE = 20  # so many times its duration passes between two such looks: at most 5 % of the time
POLL_EVERY = 2.0  # how often the folder is compared while no events come in, or something in it can't be seen
WATCH_EVERY = 1.0
WATCH_RETRY = 10.0  # how often events are tried again while the folder is polled


class Service:
    """Watches one folder for one database; all its work is done by the thread that calls `run`."""

    def __init__(
        self, connection: Connection, settings: Settings, clock: Clock, wake_queue: WakeQueue, heartbeat: Heartbeat
    ) -> None:
        """Nothing has been looked at yet."""
        self._settings = settings
        self._wake_queue = wake_queue
        self._heartbeat = heartbeat
        self._conditions = heartbeat.conditions
        self._work = Pipeline(connection, settings, clock)
        self._root = Root(settings.seeds, heartbeat.device)
        self._watcher = Watcher(settings.seeds, wake_queue)
        self._schedule = Schedule(clock.monotonic)
        self._house = Housekeeping(connection, settings, clock, heartbeat, self._schedule)
        for task in (Task.LOOK, Task.WATCH):
            self._schedule.at(task, self._schedule.now())
        self._polled_because = ""

    def run(self) -> None:
        """Catch up with the folder, then watch it until the wake queue is closed.

        Raises:
            OSError, sqlite3.Error: as after a crash, what was not stored is taken by the next run.
        """
        try:
            self._keep_house()
            log.info(
                Event.WORKER_STARTED,
                seeds=str(self._settings.seeds),
                db=str(self._settings.db),
                rule_set=load_rule_set(self._settings.lexicon).digest[:12],
            )
            self._serve()
        finally:
            self._watcher.stop()
        self._end()

    def _serve(self) -> None:
        published = False
        while not self._wake_queue.is_closed:
            self._keep_watch()
            self._follow(self._wake_queue.take(self._seconds_to_wait()))
            if not published:
                self._house.publish()
                published = True
            self._work.take(self._after_batch, lambda: self._wake_queue.is_closed)
            if not self._work.waiting:
                self._conditions.end(Condition.WORKER_TROUBLE)
            self._keep_house()

    def _end(self) -> None:
        self._house.publish()
        self._heartbeat.end(self._work.waiting)
        if Condition.MANIFEST_UNWRITTEN in self._conditions:
            raise StorageTrouble(f"the manifest can't be written: {self._conditions}")
        log.info(Event.WORKER_STOPPED)

    def _seconds_to_wait(self) -> float:
        """How long nothing needs doing if no hint comes."""
        settled = self._work.backlog.seconds_to_wait()
        self._schedule.at(Task.TAKE, NEVER if settled is None else self._schedule.now() + settled)
        return self._schedule.seconds_to_wait()

    def _keep_watch(self) -> None:
        if not self._schedule.is_due(Task.WATCH):
            return
        if fault := self._watcher.fault():
            self._tell(Condition.WATCH_LOST, fault)
            self._keep_house()  # first of all, since to stop it may take a while
            self._watcher.stop()
        elif self._watcher.watching:
            self._conditions.end(Condition.WATCH_LOST)
        if not self._watcher.watching:
            self._watch()
        self._schedule.at(Task.WATCH, self._schedule.now() + (WATCH_EVERY if self._watcher.watching else WATCH_RETRY))

    def _watch(self) -> None:
        """Have events sent, where they can be had; otherwise the folder is polled."""
        self._schedule.at(Task.LOOK, self._schedule.now())
        try:
            if kind := network_file_system(self._settings.seeds):
                self._poll(f"no events on {kind}")
                return
            self._watcher.start()
        except OSError as error:
            self._poll(str(error))
            self._tell(Condition.WATCH_FAILED, error)
        else:
            self._polled_because = ""
            self._conditions.end(Condition.WATCH_FAILED)

    def _poll(self, reason: str) -> None:
        if reason != self._polled_because:
            log.warning(Event.WATCH_POLLING, seeds=str(self._settings.seeds), reason=reason)
        self._polled_because = reason

    def _follow(self, hints: Hints) -> None:
        if hints.overflowed:
            self._heartbeat.count_overflow()
            log.warning(Event.WATCH_OVERFLOWED)
        try:
            self._root.check()
            self._look(hints)
            if self._conditions.end(Condition.SEEDS_UNREADABLE):
                self._schedule.at(Task.WATCH, self._schedule.now())
        except OSError as error:
            # The folder itself can't be listed. That says nothing about its files: they are not missing.
            self._tell(Condition.SEEDS_UNREADABLE, error)
            self._schedule.at(Task.LOOK, self._schedule.now() + POLL_EVERY)

    def _look(self, hints: Hints) -> None:
        if hints.everything:
            self._schedule.by(Task.LOOK, self._schedule.now())
        elif hints.paths:
            self._schedule.by(Task.LOOK, self._schedule.now() + LOOK_AFTER)
            self._work.backlog.look_at(hints.paths, hints.moved_in)
        if self._schedule.is_due(Task.LOOK):
            self._look_at_everything()

    def _look_at_everything(self) -> None:
        started = self._schedule.now()
        self._work.backlog.look_at_everything()
        unseen = self._work.backlog.unseen
        if unseen:
            self._tell(Condition.SEEDS_UNSEEN, "; ".join(sorted(str(error) for error in unseen.values())[:3]))
        else:
            self._conditions.end(Condition.SEEDS_UNSEEN)
        every = self._settings.compare_every if self._watcher.watching and not unseen else POLL_EVERY
        self._schedule.at(Task.LOOK, self._schedule.now() + every)
        self._schedule.not_before(Task.LOOK, self._schedule.rested(started, LOOK_SHARE))

    def _after_batch(self, settled: list[Standing]) -> None:
        if settled:
            self._conditions.end(Condition.WORKER_TROUBLE)
            self._house.something_changed()
        self._keep_house()

    def _tell(self, condition: Condition, error: object) -> None:
        self._conditions.tell(condition, error)
        self._house.something_is_wrong()

    def _keep_house(self) -> None:
        watching = "events" if self._watcher.watching else "polling"
        self._house.keep(self._work, self._root, watching)
