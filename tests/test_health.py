"""Whether the worker is well, judged from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.rows import WorkerRow
from worker.health import STALE_AFTER, ailment, as_words

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def sign(age: float = 1.0, trouble: str = "") -> WorkerRow:
    """A sign of life, shown so many seconds ago."""
    beat_at = (NOW - timedelta(seconds=age)).isoformat()
    return WorkerRow(1, "host", "/seeds", beat_at, beat_at, "events", 0, 0, "", trouble)


@pytest.mark.parametrize(
    ("shown", "is_held", "expected"),
    [
        (None, False, "no worker is running"),
        (None, True, "no sign of life yet"),
        (sign(), False, "no worker is running: the last one did not end as it should"),
        (replace(sign(), ended_at="2024-05-01T11:00:00Z"), False, "no worker is running"),
        (sign(), True, ""),
        (sign(STALE_AFTER), True, ""),
        (sign(6), True, "no sign of life for 6 seconds"),
        (sign(-3600), True, "no sign of life for 3600 seconds"),
        (sign(trouble="watch.failed: no"), True, "watch.failed: no"),
        (
            replace(sign(6), last_trouble="2024-05-01T11:59:54Z worker.trouble: disk full"),
            True,
            "no sign of life for 6 seconds; last trouble: 2024-05-01T11:59:54Z worker.trouble: disk full",
        ),
    ],
)
def test_what_is_wrong(shown: WorkerRow | None, is_held: bool, expected: str) -> None:
    """Nobody holds the database, the sign of life is old or from the future, or it tells of trouble itself."""
    assert expected == ailment(shown, NOW, is_held=is_held)


def test_in_words() -> None:
    """One line."""
    assert ("healthy", "unhealthy: no") == (as_words(""), as_words("no"))
