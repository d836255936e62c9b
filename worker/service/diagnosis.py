"""Whether the worker is well, judged from outside by its lock, its process and its heartbeat."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

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


def diagnose(beat: WorkerRow | None, now: datetime, present: Presence) -> str:
    """What is wrong; '' if nothing is."""
    if present is Presence.STOPPED:
        return "no worker is running"
    if present is Presence.KILLED:
        return "no worker is running: the last one did not end as it should"
    if beat is None:
        return "no heartbeat yet"
    if is_fresh(beat, now):
        return beat.trouble
    silence = f"no heartbeat for {beat_age(beat, now):.0f} seconds"
    return f"{silence}; it had told of {beat.trouble}" if beat.trouble else silence


def as_words(diagnosis: str) -> str:
    """The judgement in one line."""
    return f"unhealthy: {diagnosis}" if diagnosis else "healthy"


def _runs_unlocked(beat: WorkerRow, now: datetime, *, is_held: bool | None) -> bool:
    """Whether it runs although the lock does not say so: it may not be read, or was deleted."""
    alive = lives(beat)
    if is_held is None:
        return is_fresh(beat, now) if alive is None else alive
    return alive is True and is_fresh(beat, now)
