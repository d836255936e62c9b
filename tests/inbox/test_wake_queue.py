"""The wake queue: any thread may put a hint in, one thread takes them."""

import signal
import threading
import time

import pytest

from worker.inbox import wake_queue
from worker.inbox.wake_queue import BURST, Hints, PathHint, WakeQueue


def queue_of(*hints: PathHint) -> WakeQueue:
    """A queue that these hints were put in."""
    queue = WakeQueue()
    for hint in hints:
        queue.wake(hint)
    return queue


def test_no_hint() -> None:
    """Without patience `take` ends at once, with nothing."""
    assert WakeQueue().take(0) == Hints()


def test_all_hints_are_taken_at_once() -> None:
    """Paths are told once each; those that a rename put in place are told as such too."""
    queue = queue_of(PathHint("a"), PathHint("b", moved_in=True), PathHint("a"), PathHint("c"))

    assert queue.take(0) == Hints(frozenset("abc"), frozenset("b"))
    assert queue.take(0) == Hints()


def test_a_hint_at_everything() -> None:
    """No path means: look at everything."""
    assert queue_of(PathHint("a"), PathHint(None)).take(0) == Hints(frozenset("a"), everything=True)


def test_a_hint_that_only_wakes() -> None:
    """An empty path asks for nothing."""
    assert queue_of(PathHint("")).take(0) == Hints()


@pytest.mark.parametrize(("count", "overflowed"), [(BURST, False), (BURST + 1, True)])
def test_a_burst_asks_for_a_look_at_everything(count: int, overflowed: bool) -> None:
    """Where so many hints come, some may have been lost."""
    hints = queue_of(*(PathHint(str(number)) for number in range(count))).take(0)

    assert (overflowed, overflowed) == (hints.everything, hints.overflowed)


def test_a_hint_from_another_thread_wakes() -> None:
    """`take` waits no longer than until it comes."""
    queue = WakeQueue()
    other = threading.Timer(0.01, queue.wake, [PathHint("a")])
    started = time.monotonic()
    other.start()

    assert queue.take(30) == Hints(frozenset("a"))
    assert time.monotonic() - started < 10
    other.join()


def test_patience_ends() -> None:
    """If no hint comes, `take` returns nothing after that time."""
    assert WakeQueue().take(0.01) == Hints()


@pytest.mark.parametrize("patience", [0.0, 1e-9, 1e-6])
def test_however_little_patience_ends(patience: float) -> None:
    """Also in the moment in which it is over before the wait has begun."""
    for _ in range(3000):
        assert WakeQueue().take(patience) == Hints()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that signals")
def test_patience_ends_while_a_signal_is_handled() -> None:
    """The handler may take longer than the patience lasts."""
    before = signal.signal(signal.SIGALRM, lambda *_: time.sleep(0.05))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        assert WakeQueue().take(0.03) == Hints()
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_next_take_has_at_once_what_one_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast hints come, a `take` ends."""
    monkeypatch.setattr(wake_queue, "MOST_AT_ONCE", 2)
    queue = queue_of(*(PathHint(path) for path in "abc"))

    assert [{"a", "b"}, {"c"}, set()] == [queue.take(30).paths, queue.take(30).paths, queue.take(0).paths]
