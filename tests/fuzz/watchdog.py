"""A limit on the time that one piece of work may take, counted in this process's own time on the processor."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooSlow(BaseException):
    """The limit has passed; no `except Exception` of the code under test can swallow it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` in this block, which runs in the main thread, after so many seconds on the processor.

    A busy machine does not count, and `re`, in which bombs go off, looks for signals while it matches.
    """
    former = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def _stop(*_: object) -> NoReturn:
    raise TooSlow
