"""What is written down of each path: its row, the journal's entry, and which pages of the manifest that makes stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import files, journal, stories
from db.manifest import mark_rejected_stale
from db.rows import FileRow, JournalRow
from db.stories import refresh_stories
from worker.article.dates import with_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Connection

    from db.files import Standing
    from db.rows import Outcome, Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was found out about a file: the document that it holds, or why it was refused, and the seconds it took."""

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
        self._seconds: dict[str, float] = {}
        self._former: dict[str, Standing] = {}
        self._touched: set[int] = set()

    def touch(self, documents: Iterable[int]) -> None:
        """Note documents whose stories have changed."""
        self._touched.update(documents)

    def put(self, entries: Sequence[Entry]) -> None:
        """Write the rows of files that are there; of those that hold a document, `close` finds the outcomes."""
        self._remember({entry.path: entry.seconds for entry in entries})
        now = self._now()
        files.put_files(self._connection, [_row(entry, now) for entry in entries])
        self._touched.update(entry.document for entry in entries if entry.document is not None)

    def lose(self, paths: Sequence[str]) -> None:
        """Write down that files are gone."""
        self._remember(dict.fromkeys(paths, 0.0))
        files.mark_missing(self._connection, paths, self._now())

    def close(self) -> list[Settled]:
        """Refresh the stories, journal every path and return what became of each."""
        for story in stories.stories_of(self._connection, self._touched):
            self._date(story)
        refresh_stories(self._connection, self._touched)
        standings = files.standings(self._connection, self._seconds)
        self._journal(standings)
        if any(self._is_or_was_rejected(standing) for standing in standings.values()):
            mark_rejected_stale(self._connection)
        settled = (standings[path] for path in self._seconds)
        return [Settled(each.path, each.state, each.document_id, each.reason) for each in settled]

    def _date(self, story: int) -> None:
        """A day that is printed without a year takes it from the story's other editions."""
        undated = stories.editions_without_year(self._connection, story)
        dates = stories.printed_dates(self._connection, story) if undated else []
        for document, month_day in undated:
            stories.set_published(self._connection, document, with_year(month_day, dates))

    def _remember(self, seconds: Mapping[str, float]) -> None:
        former = files.standings(self._connection, seconds)
        self._seconds.update(seconds)
        self._former.update(former)
        self._touched.update(each.document_id for each in former.values() if each.document_id is not None)

    def _journal(self, standings: Mapping[str, Standing]) -> None:
        rows = []
        for path, seconds in self._seconds.items():
            current, former = standings.get(path), self._former.get(path)
            if current is None:
                raise LookupError(f"the row of {path} is gone")
            row = JournalRow(
                at=self._now(),
                path=path,
                outcome=current.state,
                document_id=current.document_id,
                previous_document_id=former.document_id if former else None,
                reason=current.reason,
                milliseconds=round(seconds * 1000, 3),
            )
            rows.append(row)
        journal.note(self._connection, rows)

    def _is_or_was_rejected(self, standing: Standing) -> bool:
        former = self._former.get(standing.path)
        return standing.state == "rejected" or (former is not None and former.state == "rejected")


def _row(entry: Entry, now: str) -> FileRow:
    return FileRow(
        path=entry.path,
        state="rejected" if entry.refusal else "stored",
        document_id=entry.document,
        size=entry.stamp.size,
        mtime_ns=entry.stamp.mtime_ns,
        ctime_ns=entry.stamp.ctime_ns,
        sha256=entry.sha256,
        encoding=entry.encoding,
        reason=entry.refusal,
        first_seen=now,
        last_seen=now,
        checked_at=now,
    )
