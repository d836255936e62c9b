"""What is written down of each file: its row, the journal's entry, and which pages of the manifest that outdates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import files, journal
from db.manifest import mark_rejected_stale
from db.rebuild import mark_misread
from db.rows import FileRow, JournalRow, MemberRow
from db.types import DocumentId, Outcome
from worker.pipeline.outcomes import differs, settle
from worker.reasons import Reason, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Connection

    from db.files import Standing
    from db.rows import StatKey
    from db.tables import Tables
    from db.types import FileKey, Utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was found out about a file: the document that it holds, or why it was rejected, and the seconds it took.

    `raw` is its bytes, until they are prepared.
    """

    key: FileKey
    stat: StatKey
    raw: bytes = b""
    sha256: str | None = None
    encoding: str | None = None
    rejection: Reason | None = None
    document: DocumentId | None = None
    seconds: float = 0.0


class Ledger:
    """Writes down one batch within a transaction; `close` settles the outcomes, which depend on the whole batch."""

    def __init__(self, tables: Tables, reader_version: str, now: Callable[[], Utc]) -> None:
        """`reader_version` is of the reader that the files were read by."""
        self._tables = tables
        self._connection: Connection = tables.connection
        self._reader_version = reader_version
        self._now = now
        self._seconds: dict[FileKey, float] = {}
        self._former: dict[FileKey, Standing] = {}
        self._touched: set[DocumentId] = set()

    def touch(self, documents: Iterable[DocumentId]) -> None:
        """Note documents whose stories have changed."""
        self._touched.update(documents)

    def put(self, entries: Sequence[Entry]) -> None:
        """Write the rows of files that are there; of those that hold a document, `close` finds the outcomes."""
        self._remember({entry.key: entry.seconds for entry in entries})
        now = self._now()
        members = [_member_row(entry, entry.document) for entry in entries if entry.document is not None]
        files.put_files(self._connection, [_row(entry, self._reader_version, now) for entry in entries], members)
        self._touched.update(member.document_id for member in members if member.document_id is not None)
        for entry in entries:
            self._mark_misread(entry)

    def lose(self, keys: Sequence[FileKey]) -> None:
        """Write down that files are gone."""
        self._remember(dict.fromkeys(keys, 0.0))
        gone = Reason(Relation.GONE)
        files.mark_missing(self._connection, keys, gone.code, str(gone), self._now())

    def close(self) -> list[Standing]:
        """Settle the stories, journal every file and return what became of each."""
        settled = settle(self._tables, self._touched)
        files.set_outcomes(self._connection, [change for member, change in settled if differs(change, member)])
        standings = files.standings(self._connection, self._seconds)
        self._journal(standings)
        if any(self._is_or_was_rejected(standing) for standing in standings.values()):
            mark_rejected_stale(self._connection)
        return [standings[key] for key in self._seconds]

    def _mark_misread(self, entry: Entry) -> None:
        """The same bytes that give another text than before were misread then."""
        former, now = self._former.get(entry.key), entry.document
        if former is None or former.sha256 != entry.sha256 or former.document_id is None or now is None:
            return
        if former.document_id != now:
            mark_misread(self._connection, former.document_id, now)

    def _remember(self, seconds: Mapping[FileKey, float]) -> None:
        former = files.standings(self._connection, seconds)
        self._seconds.update(seconds)
        self._former.update(former)
        self._touched.update(files.documents_held(self._connection, former))

    def _journal(self, standings: Mapping[FileKey, Standing]) -> None:
        journal.note(self._connection, [self._journal_row(key, standings.get(key)) for key in self._seconds])

    def _journal_row(self, key: FileKey, current: Standing | None) -> JournalRow:
        if current is None:
            raise LookupError(f"the row of {key.path} is gone")
        former = self._former.get(key)
        return JournalRow(
            at=self._now(),
            root=key.root,
            path=key.path,
            outcome=current.state,
            document_id=current.document_id,
            previous_document_id=former.document_id if former else None,
            reason_code=current.reason_code,
            reason_detail=current.reason_detail,
            reason=current.reason,
            milliseconds=round(self._seconds[key] * 1000, 3),
        )

    def _is_or_was_rejected(self, standing: Standing) -> bool:
        former = self._former.get(standing.key)
        return Outcome.REJECTED in (standing.state, former and former.state)


def _row(entry: Entry, reader_version: str, now: Utc) -> FileRow:
    rejection = entry.rejection
    return FileRow(
        root=entry.key.root,
        path=entry.key.path,
        state=Outcome.REJECTED if rejection else Outcome.STORED,
        document_id=entry.document,
        members=0 if entry.document is None else 1,
        reason_code=rejection.code if rejection else None,
        reason_detail=rejection.detail if rejection else None,
        reason=str(rejection) if rejection else None,
        size=entry.stat.size,
        mtime_ns=entry.stat.mtime_ns,
        ctime_ns=entry.stat.ctime_ns,
        sha256=entry.sha256,
        encoding=entry.encoding,
        reader_version=reader_version,
        first_seen=now,
        last_seen=now,
        checked_at=now,
    )


def _member_row(entry: Entry, document: DocumentId) -> MemberRow:
    return MemberRow(root=entry.key.root, path=entry.key.path, number=1, state=Outcome.STORED, document_id=document)
