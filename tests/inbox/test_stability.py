"""Whether a file has stopped changing."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.rows import StatKey
from worker.inbox.snapshot import FileSnapshot
from worker.inbox.stability import SettleTracker
from worker.reasons import Reason, Rejection

JUST_NOW = 0.0


def snapshot(path: str = "a.txt", size: int = 1, rejection: Rejection | None = None) -> FileSnapshot:
    """A file of some size."""
    return FileSnapshot(path, Path(path), StatKey(size, size, size), Reason(rejection) if rejection else None)


@pytest.fixture
def tracker() -> SettleTracker:
    """A file must not change for two seconds."""
    return SettleTracker(2.0)


def test_a_file_is_due_after_the_settle_time(tracker: SettleTracker) -> None:
    """Not before, and once only."""
    tracker.see(snapshot(), 10.0, JUST_NOW)

    assert (1, 12.0, []) == (len(tracker), tracker.next_due(), tracker.take_due(11.9))
    assert tracker.take_due(12.0) == [snapshot()]
    assert (0, None, []) == (len(tracker), tracker.next_due(), tracker.take_due(99.0))


def test_a_change_begins_the_wait_anew(tracker: SettleTracker) -> None:
    """The file is handed over as it was seen last."""
    tracker.see(snapshot(size=1), 10.0, JUST_NOW)
    tracker.see(snapshot(size=2), 11.5, JUST_NOW)

    assert tracker.take_due(12.0) == []
    assert tracker.take_due(13.5) == [snapshot(size=2)]


def test_another_look_at_the_same_file_does_not(tracker: SettleTracker) -> None:
    """However often it is looked at."""
    for now in (10.0, 11.0, 11.9):
        tracker.see(snapshot(), now, JUST_NOW)

    assert tracker.take_due(12.0) == [snapshot()]


@pytest.mark.parametrize(("unchanged", "due"), [(0.5, 11.5), (2.0, 10.0), (1e9, 10.0), (-5.0, 12.0)])
def test_time_that_a_file_has_rested_counts(tracker: SettleTracker, unchanged: float, due: float) -> None:
    """An old file is due at once; one dated in the future waits no longer than a new one."""
    tracker.see(snapshot(), 10.0, unchanged)

    assert tracker.next_due() == due


def test_what_cannot_be_taken_need_not_settle(tracker: SettleTracker) -> None:
    """A refusal by name or kind stands whatever the file will hold."""
    tracker.see(snapshot(rejection=Rejection.NOT_A_FILE), 10.0, JUST_NOW)

    assert tracker.next_due() == 10.0


def test_what_is_known_of_a_link_may_change(tracker: SettleTracker) -> None:
    """The link looks as it did, but what it leads to does not."""
    tracker.see(snapshot(rejection=Rejection.LINK_TO_NOTHING), 10.0, JUST_NOW)
    tracker.see(snapshot(rejection=Rejection.LINK_TO_NO_FILE), 10.0, JUST_NOW)

    assert [Reason(Rejection.LINK_TO_NO_FILE)] == [each.rejection for each in tracker.take_due(10.0)]


def test_a_file_that_was_renamed_into_place_is_complete(tracker: SettleTracker) -> None:
    """It is due at once; a path that does not wait is no matter."""
    tracker.see(snapshot(), 10.0, JUST_NOW)
    tracker.moved_in("a.txt", 10.5)
    tracker.moved_in("b.txt", 10.5)

    assert tracker.take_due(10.5) == [snapshot()]


def test_a_file_that_is_gone_is_forgotten(tracker: SettleTracker) -> None:
    """It is never due; forgetting what was never seen is no matter."""
    tracker.see(snapshot(), 10.0, JUST_NOW)
    tracker.forget("a.txt")
    tracker.forget("b.txt")

    assert tracker.take_due(99.0) == []


def test_due_files_come_by_path(tracker: SettleTracker) -> None:
    """And the first of those that wait says when to ask again."""
    for path, now in (("c", 10.0), ("a", 10.5), ("b", 11.0)):
        tracker.see(snapshot(path), now, JUST_NOW)

    assert [each.path for each in tracker.take_due(12.5)] == ["a", "c"]
    assert tracker.next_due() == 13.0


def test_a_settle_time_of_nothing() -> None:
    """Files are due as soon as they are seen."""
    tracker = SettleTracker(0.0)
    tracker.see(snapshot(), 10.0, JUST_NOW)

    assert tracker.take_due(10.0) == [snapshot()]
