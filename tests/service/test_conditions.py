"""What is wrong at present."""

from __future__ import annotations

from structlog.testing import capture_logs

from worker.service.conditions import Condition, Conditions, Severity, conditions_of


def conditions() -> Conditions:
    """Nothing is wrong yet."""
    return Conditions(lambda: "12:00")


def test_a_condition_is_told_as_long_as_it_lasts() -> None:
    """In one line with the others; what was told last is kept when it is over."""
    wrong = conditions()
    assert ("", False) == (str(wrong), Condition.WATCH_LOST in wrong)

    wrong.tell(Condition.WATCH_LOST, OSError("gone"))
    wrong.tell(Condition.SEEDS_UNSEEN, "a")
    assert ("watch.lost: gone; seeds.unseen: a", True) == (str(wrong), Condition.WATCH_LOST in wrong)

    assert wrong.end(Condition.WATCH_LOST)
    assert wrong.end(Condition.SEEDS_UNSEEN)
    assert ("", "12:00 seeds.unseen: a") == (str(wrong), wrong.last)


def test_it_is_logged_when_it_begins_changes_and_ends() -> None:
    """Not each time that it is found to be still so."""
    wrong = conditions()
    with capture_logs() as lines:
        for error in ("full", "full", "broken"):
            wrong.tell(Condition.WORKER_TROUBLE, error)
        wrong.end(Condition.WORKER_TROUBLE)
        assert not wrong.end(Condition.WORKER_TROUBLE)

    assert [
        {"event": "worker.trouble", "error": "full", "log_level": "error"},
        {"event": "worker.trouble", "error": "broken", "log_level": "error"},
        {"event": "trouble.ended", "trouble": "worker.trouble", "log_level": "info"},
    ] == lines


def test_what_an_earlier_worker_told_last() -> None:
    """It stands until something new is wrong."""
    wrong = Conditions(lambda: "12:00", "11:00 watch.lost: gone")
    assert ("", "11:00 watch.lost: gone") == (str(wrong), wrong.last)


def test_its_codes_can_be_told_on() -> None:
    """The most severe first, whatever the errors say; those of another version are left out."""
    wrong = conditions()
    wrong.tell(Condition.WATCH_LOST, "gone; seeds.unseen: no")
    wrong.tell(Condition.WORKER_TROUBLE, "full")

    assert (Condition.WORKER_TROUBLE, Condition.WATCH_LOST) == conditions_of(wrong.codes())
    assert () == conditions_of(["condition.of.another.version"])


def test_the_most_severe_stand_first() -> None:
    """As a reader of the list expects."""
    severe = [condition.about.severity is Severity.CRITICAL for condition in Condition]

    assert severe == sorted(severe, reverse=True)
