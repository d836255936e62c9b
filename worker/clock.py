"""The clocks of a process, handed in so that tests can stop them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.types import Utc

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Clock:
    """The clocks of a worker, in seconds: one that only goes forward, the wall's, and a way to let time pass."""

    monotonic: Callable[[], float]
    wall: Callable[[], float]
    sleep: Callable[[float], None]

    def now(self) -> datetime:
        """The wall's time, aware of its zone."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def utc(self) -> Utc:
        """The wall's time as the database writes it."""
        return Utc(self.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"))


SYSTEM_CLOCK = Clock(time.monotonic, time.time, time.sleep)
