"""When each task is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.service.schedule import NEVER, Schedule, Task

if TYPE_CHECKING:
    from tests.conftest import HandMovedTime


@pytest.fixture
def schedule(time: HandMovedTime) -> Schedule:
    """Nothing is asked for yet; the clock shows 1000."""
    return Schedule(lambda: time.now)


def test_a_task_that_nobody_asked_for_is_never_due(schedule: Schedule) -> None:
    """Nor is anything to be waited for."""
    assert not any(map(schedule.is_due, Task))
    assert NEVER == schedule.seconds_to_wait()


def test_a_task_is_due_at_its_time(schedule: Schedule, time: HandMovedTime) -> None:
    """And stays so until another time is set."""
    schedule.at(Task.LOOK, 1002.0)
    schedule.at(Task.BEAT, 1005.0)
    assert (False, 2.0) == (schedule.is_due(Task.LOOK), schedule.seconds_to_wait())

    time.pass_by(3.0)
    assert (True, False, 0.0) == (schedule.is_due(Task.LOOK), schedule.is_due(Task.BEAT), schedule.seconds_to_wait())

    schedule.at(Task.LOOK, 1010.0)
    assert (False, 2.0) == (schedule.is_due(Task.LOOK), schedule.seconds_to_wait())


def test_a_task_can_only_be_hastened(schedule: Schedule) -> None:
    """Asked for later, it stays due when it was."""
    schedule.by(Task.LOOK, 1005.0)
    schedule.by(Task.LOOK, 1001.0)
    schedule.by(Task.LOOK, 1009.0)

    assert 1.0 == schedule.seconds_to_wait()


def test_a_task_is_held_back(schedule: Schedule, time: HandMovedTime) -> None:
    """However soon it is asked for; a time that is set outright is set free of that."""
    schedule.not_before(Task.LOOK, 1004.0)
    schedule.by(Task.LOOK, 1000.0)
    assert (False, 4.0) == (schedule.is_due(Task.LOOK), schedule.seconds_to_wait())

    time.pass_by(4.0)
    assert schedule.is_due(Task.LOOK)

    schedule.not_before(Task.LOOK, 1100.0)
    schedule.at(Task.LOOK, 1004.0)
    assert schedule.is_due(Task.LOOK)


def test_a_task_is_put_off_for_so_long(schedule: Schedule, time: HandMovedTime) -> None:
    """Again and again, but no longer than it may be; when it is done that begins anew."""
    for _ in range(4):
        schedule.put_off(Task.FOLD, 5.0, at_latest=12.0)
        assert not schedule.is_due(Task.FOLD)
        time.pass_by(3.0)
    assert schedule.is_due(Task.FOLD)

    schedule.done(Task.FOLD)
    assert NEVER == schedule.seconds_to_wait()
    schedule.put_off(Task.FOLD, 5.0, at_latest=12.0)
    assert 5.0 == schedule.seconds_to_wait()


def test_a_rest_is_as_long_as_the_work_times_so_many(schedule: Schedule, time: HandMovedTime) -> None:
    """What worked for two seconds and rests as long takes half of the time."""
    time.pass_by(2.0)

    assert (1004.0, 1020.0) == (schedule.rested(1000.0, 1), schedule.rested(1000.0, 9))
