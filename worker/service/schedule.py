"""When each task of the worker is due: the one place that says how long its loop may wait.

Files that wait have a time each of their own (`worker.inbox.stability`), which comes and goes with the file: the
schedule knows the first of them alone, as the time of `Task.TAKE`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = float("inf")


class Task(Enum):
    """What the worker does when it is due."""

    LOOK = "compare the whole folder with the database"
    WATCH = "see whether events come in"
    TAKE = "take files that have settled"
    MANIFEST = "write the manifest"
    DEEP_CHECK = "compare the bytes of some files"
    FOLD = "copy the WAL into the database's one file"
    PRUNE = "delete old entries of the journal"
    REBUILD = "derive some documents anew, if a rebuild is due"
    BEAT = "show that the worker is alive"


class Schedule:
    """A time for each task, in seconds of one monotonic clock; a task that nobody has asked for is never due."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` reads the clock."""
        self.now = now
        self._due: dict[Task, float] = {}
        self._not_before: dict[Task, float] = {}
        self._at_latest: dict[Task, float] = {}

    def at(self, task: Task, time: float) -> None:
        """Have it due at that time, whatever was arranged."""
        self._due[task] = time
        self._not_before.pop(task, None)

    def by(self, task: Task, time: float) -> None:
        """Have it due at that time unless it is due sooner, but not before it may be."""
        self._due[task] = min(self._due.get(task, NEVER), time)

    def not_before(self, task: Task, time: float) -> None:
        """Hold it back until that time, whenever it is due."""
        self._not_before[task] = time

    def put_off(self, task: Task, seconds: float, at_latest: float) -> None:
        """Have it due so many seconds from now, and at the latest so many after it was first put off since `done`."""
        now = self.now()
        self.at(task, min(now + seconds, self._at_latest.setdefault(task, now + at_latest)))

    def done(self, task: Task) -> None:
        """Leave it until somebody asks for it again."""
        self.at(task, NEVER)
        self._at_latest.pop(task, None)

    def is_due(self, task: Task) -> bool:
        """Whether it is to be done now."""
        return self.now() >= self._next(task)

    def seconds_to_wait(self) -> float:
        """How long nothing is due."""
        return max(0.0, min(map(self._next, Task)) - self.now())

    def rested(self, started: float, times: float) -> float:
        """The end of a rest that begins now and is so many times as long as the work that began at `started`."""
        now = self.now()
        return now + times * (now - started)

    def _next(self, task: Task) -> float:
        return max(self._due.get(task, NEVER), self._not_before.get(task, 0.0))
