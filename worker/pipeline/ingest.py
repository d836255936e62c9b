"""The way of a file: read, recognise, prepare (`Ingest.begin`); store, match, settle (`Ingest.finish`)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from time import perf_counter
from typing import TYPE_CHECKING

import structlog

from db import files
from db.connection import transaction
from db.documents import add_documents, confirm_readings, find_documents, index_for_search
from db.ids import free_ids, home
from db.rebuild import Cause, call_for
from db.tables import Tables
from db.types import FileKey
from worker.inbox.read import TooLarge, Unsettled, read_settled
from worker.log.events import Event
from worker.pipeline.ledger import Entry, Ledger
from worker.pipeline.matcher import Compared, Matcher
from worker.pipeline.prepare import Content, Failure, Prepared
from worker.pipeline.rows import document_row
from worker.pipeline.versions import READER_VERSION
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from sqlite3 import Connection

    from db.files import Holder, Standing
    from db.types import DocumentId, Root, Utc
    from worker.inbox.snapshot import FileSnapshot
    from worker.pipeline.pool import Preparer
    from worker.pipeline.prepare import Results
    from worker.pipeline.rule_set import RuleSet

log = structlog.get_logger()


@dataclass(slots=True)
class Report:
    """What became of a batch; `unsettled` are files that were not, or not all the time, what had been sighted."""

    settled: list[Standing] = field(default_factory=list)
    unsettled: list[FileSnapshot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that have been read and are being prepared: the contents that are new, by the hashes of their bytes."""

    files: list[Entry]
    unsettled: list[FileSnapshot]
    new: list[str]
    results: Callable[[], Results]


class Ingest:
    """Takes files into the database, a batch in one transaction."""

    def __init__(
        self, connection: Connection, root: Root, max_bytes: int, rules: RuleSet, now: Callable[[], Utc]
    ) -> None:
        """`root` is the label of the folder that the files are in."""
        self._connection = connection
        self._tables = Tables(connection)
        self._root = root
        self._max_bytes = max_bytes
        self._rules = rules
        self._now = now
        self._matcher = Matcher(self._tables, rules)

    def begin(self, snapshots: Sequence[FileSnapshot], preparer: Preparer) -> Batch:
        """Read a batch of settled files and have what is new prepared."""
        found, unsettled = self._read(snapshots)
        recognised = self._recognised(found)
        contents = {
            file.sha256: Content(file.raw, PurePosixPath(file.key.path).suffix.lower())
            for file in recognised
            if file.sha256 and file.document is None
        }
        return Batch(recognised, unsettled, list(contents), preparer.prepare(list(contents.values())))

    def finish(self, batch: Batch) -> Report:
        """Store a batch and say what became of it."""
        made = dict(zip(batch.new, batch.results(), strict=True))
        _log_faults(batch.files, made)
        try:
            with transaction(self._connection):
                ledger = self._ledger()
                self._store(batch.files, made, ledger)
                settled = ledger.close()
        except BaseException:
            self._matcher.forget()
            raise
        _log(settled)
        return Report(settled, batch.unsettled)

    def lose(self, paths: Sequence[str]) -> Report:
        """Note that files are gone from the folder."""
        with transaction(self._connection):
            ledger = self._ledger()
            ledger.lose([FileKey(self._root, path) for path in paths])
            settled = ledger.close()
        _log(settled)
        return Report(settled)

    def forget(self) -> None:
        """Drop what is remembered of documents: their tables were exchanged."""
        self._matcher.forget()

    def _ledger(self) -> Ledger:
        return Ledger(self._tables, str(READER_VERSION), self._now)

    def _read(self, snapshots: Sequence[FileSnapshot]) -> tuple[list[Entry], list[FileSnapshot]]:
        found: list[Entry] = []
        unsettled: list[FileSnapshot] = []
        for snapshot in snapshots:
            started = perf_counter()
            file, settled = self._read_one(snapshot)
            if file:
                found.append(replace(file, seconds=perf_counter() - started))
            if not settled:
                unsettled.append(snapshot)
        return found, unsettled

    def _read_one(self, snapshot: FileSnapshot) -> tuple[Entry | None, bool]:
        """A file's bytes, or why it is rejected, if that can be said already; and whether it is settled."""
        entry = Entry(key=FileKey(self._root, snapshot.path), stat=snapshot.stat, rejection=snapshot.rejection)
        if snapshot.rejection:
            return entry, True
        try:
            raw = read_settled(snapshot, self._max_bytes)
        except TooLarge:
            return replace(entry, rejection=Reason(Rejection.TOO_LARGE, str(self._max_bytes))), True
        except Unsettled:
            return None, False
        except PermissionError as error:
            reason = Reason(Rejection.FORBIDDEN, error.strerror)
            return None if snapshot.is_told else replace(entry, rejection=reason), False
        except OSError as error:
            log.warning(Event.FILE_UNREAD, path=snapshot.path, error=str(error))
            return None, False
        return replace(entry, raw=raw, sha256=sha256(raw).hexdigest()), True

    def _recognised(self, found: Sequence[Entry]) -> list[Entry]:
        """The files, those with the bytes of a file that is known with its document: there is nothing to prepare."""
        hashes = [file.sha256 for file in found if file.sha256]
        holders = files.holders_of_bytes(self._connection, hashes, str(READER_VERSION))
        return [_with_holder(file, holders.get(file.sha256 or "")) for file in found]

    def _store(self, found: Sequence[Entry], made: Mapping[str, Prepared | Failure], ledger: Ledger) -> None:
        started = perf_counter()
        prepared = [result for result in made.values() if isinstance(result, Prepared)]
        documents = find_documents(self._connection, [each.text.sha256 for each in prepared])
        confirm_readings(self._connection, documents.values(), str(READER_VERSION))
        new = {each.text.sha256: each for each in prepared if each.text.sha256 not in documents}
        ids = self._store_new(new)
        ledger.touch(
            self._matcher.enter({ids[text]: Compared(each.article, each.fingerprint) for text, each in new.items()})
        )
        index_for_search(self._tables, ids.values())
        documents |= ids
        each_took = (perf_counter() - started) / max(len(found), 1)
        ledger.put([_entry(file, made, documents, each_took) for file in found])

    def _store_new(self, new: Mapping[str, Prepared]) -> dict[str, DocumentId]:
        """Store new texts, by their hashes; returns the ids that they got."""
        ids = free_ids(self._tables, new)
        if any(document != home(text) for text, document in ids.items()):
            call_for(self._connection, Cause.IDS)
        versions, now = (str(READER_VERSION), str(self._rules.version)), self._now()
        add_documents(self._tables, [document_row(ids[text], each, *versions, now) for text, each in new.items()])
        return ids


def _with_holder(file: Entry, holder: Holder | None) -> Entry:
    if holder is None:
        return file
    return replace(file, document=holder.document_id, encoding=holder.encoding, raw=b"")


def _entry(
    file: Entry, made: Mapping[str, Prepared | Failure], documents: Mapping[str, DocumentId], seconds: float
) -> Entry:
    """The entry of a file with what was made of its content; copies share it."""
    entry = replace(file, seconds=file.seconds + seconds)
    result = made.get(entry.sha256 or "") if entry.document is None else None
    if isinstance(result, Failure):
        return replace(entry, rejection=result.reason)
    if isinstance(result, Prepared):
        return replace(entry, document=documents[result.text.sha256], encoding=result.text.encoding)
    return entry


def _log_faults(found: Sequence[Entry], made: Mapping[str, Prepared | Failure]) -> None:
    for file in found:
        result = made.get(file.sha256 or "")
        if isinstance(result, Prepared):
            for fault in result.article.faults:
                log.error(Event.COLUMN_FAULT, path=file.key.path, traceback=fault)
        elif result is not None and result.fault:
            log.error(Event.FILE_FAULT, path=file.key.path, traceback=result.fault)


def _log(settled: list[Standing]) -> None:
    for each in settled:
        log.info(Event(f"file.{each.state}"), path=each.path, document=each.document_id, reason=each.reason)
