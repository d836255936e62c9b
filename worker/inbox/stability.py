"""Whether a file has stopped changing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.inbox.snapshot import FileSnapshot


@dataclass(slots=True)
class _Wait:
    snapshot: FileSnapshot
    until: float


class SettleTracker:
    """Files that wait until what `stat` says of them has not changed for the settle time.

    Closed events are not asked: a writer that appends piece by piece closes the file after each. All times are seconds
    of one monotonic clock, handed in.
    """

    def __init__(self, settle: float) -> None:
        """Wait `settle` seconds."""
        self._settle = settle
        self._waiting: dict[str, _Wait] = {}

    def __len__(self) -> int:
        """How many files wait, but for those that are only tried again."""
        return sum(not wait.snapshot.is_told for wait in self._waiting.values())

    @property
    def tried(self) -> int:
        """How many of the files that wait could not be read so far."""
        return sum(wait.snapshot.tries > 0 and not wait.snapshot.is_told for wait in self._waiting.values())

    def see(self, snapshot: FileSnapshot, now: float, unchanged: float) -> None:
        """Note how a file looks; `unchanged` is for how many seconds it had not been touched by then."""
        wait = self._waiting.get(snapshot.path)
        if wait is None or (wait.snapshot.stat, wait.snapshot.rejection) != (snapshot.stat, snapshot.rejection):
            until = now if snapshot.rejection else now + self._settle - min(max(unchanged, 0.0), self._settle)
            self._waiting[snapshot.path] = _Wait(snapshot, until)

    def moved_in(self, path: str, now: float) -> None:
        """A file that a rename put in place is complete: it need not wait."""
        if wait := self._waiting.get(path):
            wait.until = now

    def forget(self, path: str) -> None:
        """The file is gone."""
        self._waiting.pop(path, None)

    def take_due(self, now: float) -> list[FileSnapshot]:
        """Hand over the files that have settled, in the order of their paths."""
        due = sorted(path for path, wait in self._waiting.items() if wait.until <= now)
        return [self._waiting.pop(path).snapshot for path in due]

    def next_due(self) -> float | None:
        """When the next file will have settled if it does not change; None if none waits."""
        return min((wait.until for wait in self._waiting.values()), default=None)
