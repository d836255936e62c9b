"""The backlog: what a look at the folder found to be done, until it has settled and can be taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.files import known_below, known_files
from db.types import ONLY_ROOT
from worker.inbox.snapshot import as_key, compare, look
from worker.inbox.stability import SettleTracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from sqlite3 import Connection

    from db.files import Known
    from worker.clock import Clock
    from worker.inbox.snapshot import FileSnapshot, Listing


# Seconds on top of the settle time, which may be 0; doubled with each try of a file that stays as it is.
RETRY_AFTER = 0.1
RETRY_AT_LATEST = 60.0
MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Due:
    """What can be done now."""

    settled: list[FileSnapshot]
    gone: list[str]


class Backlog:
    """Compares the folder with the `files` table and lets each difference settle."""

    def __init__(self, root: Path, connection: Connection, settle: float, clock: Clock) -> None:
        """Nothing has been looked at yet."""
        self._label = ONLY_ROOT
        self._root = root
        self._connection = connection
        self._clock = clock
        self._tracker = SettleTracker(settle)
        self._gone: set[str] = set()
        self._caught_up = False
        self.unseen: Mapping[str, OSError] = {}  # what the last look could not see, which may pass

    def __len__(self) -> int:
        """How many files wait, but for those that are only tried again."""
        return len(self._tracker)

    @property
    def unread(self) -> int:
        """How many files wait because they could not be read."""
        return self._tracker.tried

    def look_at_everything(self) -> None:
        """Compare the whole folder with the database."""
        self._note(look(self._root), known_files(self._connection, self._label))
        self._caught_up = True

    def look_at(self, paths: Iterable[str], moved_in: Iterable[str] = ()) -> None:
        """Compare what stands at and below the paths with the database."""
        for path in paths:
            self._note(look(self._root, path), known_below(self._connection, self._label, as_key(path)))
        for path in moved_in:
            self._tracker.moved_in(as_key(path), self._clock.monotonic())

    def retry_later(self, snapshots: Iterable[FileSnapshot]) -> None:
        """Look again at files that could not be taken, and let each wait; longer each time if it has not changed."""
        for snapshot in snapshots:
            below = snapshot.location.relative_to(self._root).as_posix()
            try:
                listing = look(self._root, below)
            except OSError:
                continue  # the folder is gone; when it is back it is compared as a whole
            for again in compare(listing, known_below(self._connection, self._label, snapshot.path)).arrived:
                tries = snapshot.tries + 1 if again.stat == snapshot.stat else 0
                pause = min(RETRY_AFTER * 2 ** min(tries, MOST_DOUBLINGS), RETRY_AT_LATEST)
                self._tracker.see(replace(again, tries=tries), self._clock.monotonic() + pause, 0.0)

    def recheck(self, snapshots: Iterable[FileSnapshot]) -> None:
        """Take files again although they look as they did: their bytes have changed."""
        for snapshot in snapshots:
            self._tracker.see(snapshot, self._clock.monotonic(), 0.0)

    def take(self) -> Due:
        """Hand over what has settled, and what is gone."""
        due = Due(self._tracker.take_due(self._clock.monotonic()), sorted(self._gone))
        self._gone.clear()
        return due

    def seconds_to_wait(self) -> float | None:
        """How long until something will have settled; None if nothing waits."""
        due = self._tracker.next_due()
        return None if due is None else max(0.0, due - self._clock.monotonic())

    def _note(self, listing: Listing, known: Mapping[str, Known]) -> None:
        self.unseen = listing.unseen
        changes = compare(listing, known)
        self._gone.difference_update(listing.files)
        now = self._clock.monotonic()
        for snapshot in changes.arrived:
            self._tracker.see(snapshot, now, 0.0 if self._caught_up else self._rested(snapshot))
        for path in changes.gone:
            self._tracker.forget(path)
        self._gone.update(changes.gone)

    def _rested(self, snapshot: FileSnapshot) -> float:
        """For how many seconds it has not been touched, if its times are of this machine's clock.

        They may be of a file server's, or of before the clock was set; so this counts only when a worker catches up.
        """
        return self._clock.wall() - max(snapshot.stat.mtime_ns, snapshot.stat.ctime_ns) / 1e9
