"""Whether the worker is well, judged from outside by its lock, its process and its heartbeat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from worker.service.conditions import Condition, conditions_of
from worker.service.liveness import beat_age, is_fresh, lives

if TYPE_CHECKING:
    from datetime import datetime

    from db.rows import WorkerRow


class Presence(Enum):
    """Whether there is a worker; the values are for people."""

    RUNNING = "alive"
    STOPPED = "not running"
    KILLED = "killed"


def presence(beat: WorkerRow | None, now: datetime, *, is_held: bool | None) -> Presence:
    """Whether a worker runs; `is_held` is whether its lock is taken (None: who asks may not know), `now` an aware time.

    STOPPED also where none ever ran.
    """
    if is_held:
        return Presence.RUNNING
    if beat is None or beat.ended_at:
        return Presence.STOPPED
    return Presence.RUNNING if _runs_unlocked(beat, now, is_held=is_held) else Presence.KILLED


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with the worker: the conditions, the most severe first, and what is told of them."""

    conditions: tuple[Condition, ...] = ()
    told: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.told

    @property
    def in_words(self) -> str:
        """The judgement in one line."""
        return f"unhealthy: {self.told}" if self.told else "healthy"

    @property
    def what_to_do(self) -> str:
        """What the user can do about it, in one line; '' if nothing is wrong."""
        return "; ".join(condition.about.what_to_do for condition in self.conditions)


def diagnose(beat: WorkerRow | None, now: datetime, present: Presence) -> Diagnosis:
    """What is wrong, by the last heartbeat and whether a worker runs."""
    if present is Presence.STOPPED:
        return Diagnosis((Condition.NOT_RUNNING,), "no worker is running")
    if present is Presence.KILLED:
        return Diagnosis((Condition.KILLED,), "no worker is running: the last one did not end as it should")
    if beat is None:
        return Diagnosis((Condition.SILENT,), "no heartbeat yet")
    if is_fresh(beat, now):
        return Diagnosis(_told_by(beat), beat.trouble or "")
    silence = f"no heartbeat for {beat_age(beat, now):.0f} seconds"
    told = f"{silence}; it had told of {beat.trouble}" if beat.trouble else silence
    return Diagnosis((Condition.SILENT, *_told_by(beat)), told)


def _told_by(beat: WorkerRow) -> tuple[Condition, ...]:
    return conditions_of(json.loads(beat.conditions or "[]"))


def _runs_unlocked(beat: WorkerRow, now: datetime, *, is_held: bool | None) -> bool:
    """Whether it runs although the lock does not say so: it may not be read, or was deleted."""
    alive = lives(beat)
    if is_held is None:
        return is_fresh(beat, now) if alive is None else alive
    return alive is True and is_fresh(beat, now)
