"""Whether the worker is well, judged from outside by its lock and its sign of life."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.rows import WorkerRow

STALE_AFTER = 4.5  # seconds; a sign of life is shown every two


def ailment(sign: WorkerRow | None, now: datetime, *, is_held: bool) -> str:
    """What is wrong; '' if nothing is. `is_held` is whether a process owns the database, `now` an aware time."""
    if not is_held:
        was_killed = sign is not None and not sign.ended_at
        return "no worker is running: the last one did not end as it should" if was_killed else "no worker is running"
    if sign is None:
        return "no sign of life yet"
    beat_at = datetime.fromisoformat(sign.beat_at).astimezone(UTC)
    # A clock that was set back must not make a worker that hangs look well.
    age = abs((now - beat_at).total_seconds())
    if age > STALE_AFTER:
        last = f"; last trouble: {sign.last_trouble}" if sign.last_trouble else ""
        return f"no sign of life for {age:.0f} seconds{last}"
    return sign.trouble


def as_words(ailment: str) -> str:
    """The judgement in one line."""
    return f"unhealthy: {ailment}" if ailment else "healthy"
