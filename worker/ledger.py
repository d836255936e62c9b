"""What is written down of each path: its row, the journal's entry, and which pages of the manifest that makes stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import files, journal, stories
from db.manifest import mark_rejected_stale
from db.rows import FileRow, JournalRow
from db.stories import refresh_stories
from worker.page.dates import with_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

    from db.files import Standing
    from db.rows import Outcome, Stamp


@dataclass(slots=True)
class Entry:
    """What was found out about a file: the document it holds, or why it was refused."""

    path: str
    stamp: Stamp
    sha256: str = ""
    encoding: str = ""
    refusal: str = ""
    document: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a path."""

    path: str
    outcome: Outcome
    document: int | None
    reason: str


class Ledger:
    """Writes down one batch within a transaction; `close` settles the outcomes, which depend on the whole batch."""

    def __init__(self, connection: Connection, now: Callable[[], str]) -> None:
        """`now` gives the time as UTC ISO 8601 text."""
        self._connection = connection
        self._now = now
        self._former: dict[str, tuple[Standing | None, float]] = {}
        self._touched: set[int] = set()

    def touch(self, documents: Iterable[int]) -> None:
        """Note documents whose stories have changed."""
        self._touched.update(documents)

    def put(self, entry: Entry) -> None:
        """Write the row of a file that is there; if it holds a document, `close` finds its outcome."""
        self._remember(entry.path, entry.seconds)
        row = FileRow(
            *(entry.path, "rejected" if entry.refusal else "stored", entry.document, entry.stamp),
            *(entry.sha256, entry.encoding, entry.refusal, self._now()),
        )
        files.put_file(self._connection, row)
        if entry.document is not None:
            self._touched.add(entry.document)

    def lose(self, path: str) -> None:
        """Write down that a file is gone."""
        self._remember(path, 0.0)
        files.mark_missing(self._connection, path, self._now())

    def close(self) -> list[Settled]:
        """Refresh the stories, journal every path and return what became of each."""
        for story in stories.stories_of(self._connection, self._touched):
            self._date(story)
        refresh_stories(self._connection, self._touched)
        settled = [self._settle(path) for path in self._former]
        if any("rejected" in states for states in self._changes(settled)):
            mark_rejected_stale(self._connection)
        return settled

    def _date(self, story: int) -> None:
        """A day that is printed without a year takes it from the story's other editions."""
        undated = stories.editions_without_year(self._connection, story)
        dates = stories.printed_dates(self._connection, story) if undated else []
        for document, month_day in undated:
            stories.set_published(self._connection, document, with_year(month_day, dates))

    def _remember(self, path: str, seconds: float) -> None:
        former = files.standing(self._connection, path)
        self._former[path] = (former, seconds)
        if former and former.document_id is not None:
            self._touched.add(former.document_id)

    def _settle(self, path: str) -> Settled:
        former, seconds = self._former[path]
        current = files.standing(self._connection, path)
        if current is None:
            raise LookupError(f"the row of {path} is gone")
        row = JournalRow(
            *(self._now(), path, current.state, current.document_id, former.document_id if former else None),
            *(current.reason, round(seconds * 1000, 3)),
        )
        journal.note(self._connection, [row])
        return Settled(path, current.state, current.document_id, current.reason)

    def _changes(self, settled: list[Settled]) -> list[tuple[str, str]]:
        former = (self._former[each.path][0] for each in settled)
        return [(before.state if before else "", each.outcome) for before, each in zip(former, settled, strict=True)]
