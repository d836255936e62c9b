"""What can be wrong with the worker, and what is wrong at present."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import structlog

from worker.log.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

log = structlog.get_logger()


class Severity(StrEnum):
    """How bad a condition is."""

    CRITICAL = "critical"  # no file is stored while it lasts
    DEGRADED = "degraded"  # files are stored, but not all of them, late, or without being shown


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What there is to say of a condition."""

    severity: Severity
    means: str
    worker_does: str
    what_to_do: str


class Condition(StrEnum):
    """What can be wrong, by its code; the most severe stand first."""

    about: About

    def __new__(cls, code: str, about: About) -> Self:
        """Make the member of that code."""
        condition = str.__new__(cls, code)
        condition._value_ = code
        condition.about = about
        return condition

    NOT_RUNNING = (
        "worker.not_running",
        About(
            severity=Severity.CRITICAL,
            means="no worker runs",
            worker_does="nothing",
            what_to_do="start it: `seedwatch run`",
        ),
    )
    KILLED = (
        "worker.killed",
        About(
            severity=Severity.CRITICAL,
            means="no worker runs, and the last one did not end as it should",
            worker_does="nothing; the next start takes what was left",
            what_to_do="start it: `seedwatch run`; its log and the system's say what ended it",
        ),
    )
    SILENT = (
        "worker.silent",
        About(
            severity=Severity.CRITICAL,
            means="no fresh heartbeat: it hangs, is busy with one huge file, or can't write the database",
            worker_does="goes on when it can",
            what_to_do="wait a minute; if it stays silent, restart the worker",
        ),
    )
    WORKER_TROUBLE = (
        "worker.trouble",
        About(
            severity=Severity.CRITICAL,
            means="the database can't be written: the disk is full, a lock is held, a file can't be opened",
            worker_does="tries again with growing pauses, up to five seconds",
            what_to_do="make room on the disk, or end what holds the database, as its error says",
        ),
    )
    SEEDS_UNREADABLE = (
        "seeds.unreadable",
        About(
            severity=Severity.CRITICAL,
            means="the folder is not there, or is an empty mount point",
            worker_does="looks again every two seconds; its files do not count as missing",
            what_to_do="mount the folder or put it back",
        ),
    )
    SEEDS_UNSEEN = (
        "seeds.unseen",
        About(
            severity=Severity.DEGRADED,
            means="something in the folder can't be looked at",
            worker_does="looks again every two seconds",
            what_to_do="let the worker's user read what is named, or check that disk",
        ),
    )
    FILES_UNREAD = (
        "files.unread",
        About(
            severity=Severity.DEGRADED,
            means="files can't be read",
            worker_does="tries each again with growing pauses, up to a minute",
            what_to_do="let the worker's user read them; the log names each (`file.unread`)",
        ),
    )
    MANIFEST_UNWRITTEN = (
        "manifest.unwritten",
        About(
            severity=Severity.DEGRADED,
            means="`INDEX.md` can't be written",
            worker_does="tries again every second; files go on being stored",
            what_to_do="let the worker's user write in the folder, or make room on its disk",
        ),
    )
    WATCH_LOST = (
        "watch.lost",
        About(
            severity=Severity.DEGRADED,
            means="a thread of the watch has died, or the folder was replaced",
            worker_does="sets the watch up anew",
            what_to_do="nothing, unless it comes again and again",
        ),
    )
    WATCH_FAILED = (
        "watch.failed",
        About(
            severity=Severity.DEGRADED,
            means="events can't be had, as when the system's limit of watches is reached",
            worker_does="compares the folder every two seconds, tries again every ten",
            what_to_do="raise the limit: `sysctl fs.inotify.max_user_watches`",
        ),
    )
    REBUILD_NO_ROOM = (
        "rebuild.no_room",
        About(
            severity=Severity.DEGRADED,
            means="the disk has no room for a rebuild: what was stored before is as earlier rules had it",
            worker_does="goes on, by the present rules for what comes; looks again every few seconds",
            what_to_do="make room for one and a half times the database on its disk",
        ),
    )
    WAL_LARGE = (
        "database.wal_large",
        About(
            severity=Severity.DEGRADED,
            means="the WAL has grown over 128 MB, since a reader holds an old transaction",
            worker_does="goes on; it shrinks when the reader has gone",
            what_to_do="end the program that has the database open in one long transaction",
        ),
    )


class Conditions:
    """The conditions that hold at present; each is logged when it begins, changes and ends."""

    def __init__(self, now: Callable[[], str], last: str = "") -> None:
        """`now` gives the time as UTC ISO 8601 text; `last` is what an earlier worker told last."""
        self._now = now
        self._current: dict[Condition, str] = {}
        self.last = last

    def __str__(self) -> str:
        """All of them in one line; '' if nothing is wrong."""
        return "; ".join(f"{condition}: {error}" for condition, error in self._current.items())

    def codes(self) -> list[str]:
        """The codes of what is wrong now."""
        return [str(condition) for condition in self._current]

    def __contains__(self, condition: Condition) -> bool:
        """Whether this is wrong now."""
        return condition in self._current

    def tell(self, condition: Condition, error: object) -> None:
        """Say that something is wrong, or still wrong."""
        if self._current.get(condition) != str(error):
            log.error(Event(condition), error=str(error))
            self._current[condition] = str(error)
            self.last = f"{self._now()} {condition}: {error}"

    def end(self, condition: Condition) -> bool:
        """Say that it is well, or has been all along; returns whether it was wrong."""
        was_wrong = self._current.pop(condition, None) is not None
        if was_wrong:
            log.info(Event.TROUBLE_ENDED, trouble=condition)
        return was_wrong

    @contextmanager
    def telling(self, condition: Condition, passes: Callable[[Exception], bool]) -> Iterator[None]:
        """Tell of an error that ends the block, if it passes."""
        try:
            yield
        except Exception as error:
            if passes(error):
                self.tell(condition, error)
            raise


def conditions_of(codes: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions of these codes, the most severe first; codes of another version are left out."""
    known = set(codes)
    return tuple(condition for condition in Condition if condition in known)
