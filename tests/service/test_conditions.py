"""What is wrong at present."""

from __future__ import annotations

from structlog.testing import capture_logs

from worker.service.conditions import Conditions


def conditions() -> Conditions:
    """Nothing is wrong yet."""
    return Conditions(lambda: "12:00")


def test_a_trouble_is_told_as_long_as_it_lasts() -> None:
    """In one line with the others; what was told last is kept when it is over."""
    wrong = conditions()
    assert ("", False) == (str(wrong), "watch.lost" in wrong)

    wrong.tell("watch.lost", OSError("gone"))
    wrong.tell("seeds.unseen", "a")
    assert ("watch.lost: gone; seeds.unseen: a", True) == (str(wrong), "watch.lost" in wrong)

    assert wrong.end("watch.lost")
    assert wrong.end("seeds.unseen")
    assert ("", "12:00 seeds.unseen: a") == (str(wrong), wrong.last)


def test_it_is_logged_when_it_begins_changes_and_ends() -> None:
    """Not each time that it is found to be still so."""
    wrong = conditions()
    with capture_logs() as lines:
        for error in ("full", "full", "broken"):
            wrong.tell("worker.trouble", error)
        wrong.end("worker.trouble")
        assert not wrong.end("worker.trouble")

    assert [
        {"event": "worker.trouble", "error": "full", "log_level": "error"},
        {"event": "worker.trouble", "error": "broken", "log_level": "error"},
        {"event": "trouble.ended", "trouble": "worker.trouble", "log_level": "info"},
    ] == lines


def test_what_an_earlier_worker_told_last() -> None:
    """It stands until something new is wrong."""
    wrong = Conditions(lambda: "12:00", "11:00 watch.lost: gone")
    assert ("", "11:00 watch.lost: gone") == (str(wrong), wrong.last)
