"""What is wrong at present, so that the log tells it once and `status` tells it as long as it lasts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = structlog.get_logger()


class Conditions:
    """Conditions by the log event that tells of them; each is logged when it begins, changes and ends."""

    def __init__(self, now: Callable[[], str], last: str = "") -> None:
        """`now` gives the time as UTC ISO 8601 text; `last` is what an earlier worker told last."""
        self._now = now
        self._current: dict[str, str] = {}
        self.last = last

    def __str__(self) -> str:
        """All of them in one line; '' if nothing is wrong."""
        return "; ".join(f"{event}: {error}" for event, error in self._current.items())

    def __contains__(self, event: str) -> bool:
        """Whether this is wrong now."""
        return event in self._current

    def tell(self, event: str, error: object) -> None:
        """Say that something is wrong, or still wrong."""
        if self._current.get(event) != str(error):
            log.error(event, error=str(error))
            self._current[event] = str(error)
            self.last = f"{self._now()} {event}: {error}"

    def end(self, event: str) -> bool:
        """Say that it is well, or has been all along; returns whether it was wrong."""
        was_wrong = self._current.pop(event, None) is not None
        if was_wrong:
            log.info("trouble.ended", trouble=event)
        return was_wrong

    @contextmanager
    def telling(self, event: str, passes: Callable[[Exception], bool]) -> Iterator[None]:
        """Tell of an error that ends the block, if it passes."""
        try:
            yield
        except Exception as error:
            if passes(error):
                self.tell(event, error)
            raise
