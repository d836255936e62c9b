"""Whether the worker is well, judged from outside."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.rows import WorkerRow
from worker.service.conditions import Condition
from worker.service.diagnosis import Diagnosis, Presence, diagnose, presence
from worker.service.liveness import STALE_AFTER

NOW = datetime.now(UTC)
HERE = socket.gethostname()
NO_PROCESS = 2**22 + 1  # above the kernel's largest number


def beat(age: float = 1.0, trouble: str | None = None, pid: int = os.getpid(), host: str = HERE) -> WorkerRow:
    """A heartbeat of this process, shown so many seconds ago."""
    return WorkerRow(
        pid=pid,
        host=host,
        seeds="/seeds",
        started_at=NOW.isoformat(),
        beat_at=(NOW - timedelta(seconds=age)).isoformat(),
        watching="events",
        conditions=json.dumps([part.partition(": ")[0] for part in (trouble or "").split("; ") if part]),
        trouble=trouble,
        last_trouble="2024-05-01T11:59:54Z worker.trouble: disk full",
    )


ENDED = replace(beat(), ended_at=NOW.isoformat())
DEAD = beat(pid=NO_PROCESS)
ELSEWHERE = beat(host="quayside")


@pytest.mark.parametrize(
    ("shown", "is_held", "expected"),
    [
        (None, False, Presence.STOPPED),
        (None, None, Presence.STOPPED),
        (None, True, Presence.RUNNING),
        (ENDED, False, Presence.STOPPED),
        (ENDED, None, Presence.STOPPED),
        (ENDED, True, Presence.RUNNING),  # another has begun
        (DEAD, False, Presence.KILLED),
        (DEAD, None, Presence.KILLED),
        (DEAD, True, Presence.RUNNING),
        (beat(), False, Presence.RUNNING),  # its lock was deleted
        (beat(), None, Presence.RUNNING),
        (beat(age=60), None, Presence.RUNNING),  # it hangs
        (beat(age=60), False, Presence.KILLED),
        (ELSEWHERE, False, Presence.KILLED),
        (ELSEWHERE, None, Presence.RUNNING),
        (replace(ELSEWHERE, beat_at=beat(age=60).beat_at), None, Presence.KILLED),
    ],
)
def test_whether_a_worker_runs(shown: WorkerRow | None, is_held: bool | None, expected: Presence) -> None:
    """By the lock; where that can't be read, or was deleted, by the process and its heartbeat."""
    assert expected is presence(shown, NOW, is_held=is_held)


def test_a_process_that_took_over_the_number_is_not_the_worker() -> None:
    """The worker of long ago had the number that this process has now."""
    long_ago = replace(beat(age=3600), started_at="2024-05-01T12:00:00.000Z")

    assert Presence.KILLED is presence(long_ago, NOW, is_held=None)


@pytest.mark.parametrize(
    ("shown", "present", "conditions", "told"),
    [
        (None, Presence.STOPPED, [Condition.NOT_RUNNING], "no worker is running"),
        (ENDED, Presence.STOPPED, [Condition.NOT_RUNNING], "no worker is running"),
        (beat(), Presence.KILLED, [Condition.KILLED], "no worker is running: the last one did not end as it should"),
        (None, Presence.RUNNING, [Condition.SILENT], "no heartbeat yet"),
        (beat(), Presence.RUNNING, [], ""),
        (beat(STALE_AFTER), Presence.RUNNING, [], ""),
        (beat(6), Presence.RUNNING, [Condition.SILENT], "no heartbeat for 6 seconds"),
        (beat(-3600), Presence.RUNNING, [Condition.SILENT], "no heartbeat for 3600 seconds"),
        (beat(trouble="watch.failed: no"), Presence.RUNNING, [Condition.WATCH_FAILED], "watch.failed: no"),
        (
            beat(6, trouble="worker.trouble: disk full"),
            Presence.RUNNING,
            [Condition.SILENT, Condition.WORKER_TROUBLE],
            "no heartbeat for 6 seconds; it had told of worker.trouble: disk full",
        ),
    ],
)
def test_what_is_wrong(shown: WorkerRow | None, present: Presence, conditions: list[Condition], told: str) -> None:
    """Nobody works, the heartbeat is old or from the future, or it tells of a condition; what was is over."""
    assert Diagnosis(tuple(conditions), told) == diagnose(shown, NOW, present)


def test_what_another_version_tells_is_no_health() -> None:
    """A code that is not known here still says that something is wrong."""
    assert not diagnose(beat(trouble="tape.torn: no"), NOW, Presence.RUNNING).is_well


def test_in_words() -> None:
    """What is wrong in one line, and what to do about each condition in another."""
    wrong = diagnose(beat(trouble="watch.lost: gone; worker.trouble: full"), NOW, Presence.RUNNING)

    assert ("healthy", "") == (Diagnosis().in_words, Diagnosis().what_to_do)
    assert "unhealthy: watch.lost: gone; worker.trouble: full" == wrong.in_words
    assert wrong.what_to_do == "; ".join(
        condition.about.what_to_do for condition in (Condition.WORKER_TROUBLE, Condition.WATCH_LOST)
    )
