"""The doorbell: anyone may ring, one thread answers."""

import signal
import threading
import time

import pytest

from worker.inbox import wake_queue as doorbell
from worker.inbox.wake_queue import Doorbell, Nudge, Rings


def rung(*nudges: Nudge) -> Doorbell:
    """A doorbell after these rings."""
    bell = Doorbell()
    for nudge in nudges:
        bell.ring(nudge)
    return bell


def test_nobody_rang() -> None:
    """Without patience the answer is at once, and empty."""
    assert Doorbell().answer(0) == Rings()


def test_all_rings_are_answered_at_once() -> None:
    """Paths are told once each; those that a rename put in place are told as such too."""
    bell = rung(Nudge("a"), Nudge("b", moved_in=True), Nudge("a"), Nudge("c"))

    assert bell.answer(0) == Rings({"a", "b", "c"}, {"b"})
    assert bell.answer(0) == Rings()


def test_a_ring_for_everything() -> None:
    """No path means: look at everything."""
    assert rung(Nudge("a"), Nudge(None)).answer(0) == Rings({"a"}, everything=True)


def test_a_ring_to_wake_up() -> None:
    """An empty path asks for nothing."""
    assert rung(Nudge("")).answer(0) == Rings()


@pytest.mark.parametrize(("count", "overflowed"), [(doorbell.BURST, False), (doorbell.BURST + 1, True)])
def test_a_burst_is_answered_by_a_look_at_everything(count: int, overflowed: bool) -> None:
    """Where so many rang, some may not have been heard."""
    rings = rung(*(Nudge(str(number)) for number in range(count))).answer(0)

    assert (overflowed, overflowed) == (rings.everything, rings.overflowed)


def test_an_answer_waits_for_a_ring_from_another_thread() -> None:
    """And no longer than until it comes."""
    bell = Doorbell()
    ringer = threading.Timer(0.01, bell.ring, [Nudge("a")])
    started = time.monotonic()
    ringer.start()

    assert bell.answer(30) == Rings({"a"})
    assert time.monotonic() - started < 10
    ringer.join()


def test_patience_ends() -> None:
    """If nobody rings, the answer is empty after that time."""
    assert Doorbell().answer(0.01) == Rings()


@pytest.mark.parametrize("patience", [0.0, 1e-9, 1e-6])
def test_however_little_patience_ends(patience: float) -> None:
    """Also in the moment in which it is over before the wait has begun."""
    for _ in range(3000):
        assert Doorbell().answer(patience) == Rings()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that signals")
def test_patience_ends_while_a_signal_is_handled() -> None:
    """The handler may take longer than the patience lasts."""
    before = signal.signal(signal.SIGALRM, lambda *_: time.sleep(0.05))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        assert Doorbell().answer(0.03) == Rings()
    finally:
        signal.signal(signal.SIGALRM, before)


def test_what_one_answer_leaves_the_next_one_takes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast they ring, an answer ends."""
    monkeypatch.setattr(doorbell, "MOST_AT_ONCE", 2)
    bell = rung(*(Nudge(path) for path in "abc"))

    assert [{"a", "b"}, {"c"}, set()] == [bell.answer(30).paths, bell.answer(30).paths, bell.answer(0).paths]
