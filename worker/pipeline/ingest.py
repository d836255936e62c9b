"""The way of a file: read, recognise, prepare (`Ingest.begin`); store, match, settle (`Ingest.finish`)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from time import perf_counter
from typing import TYPE_CHECKING

import structlog

from db import files
from db.connection import transaction
from db.documents import add_documents, find_documents, free_ids, index_for_search
from db.rows import DocumentRow
from worker.inbox.read import Refused, Unsettled, read_settled
from worker.inbox.snapshot import FORBIDDEN
from worker.log.events import Event
from worker.pipeline.ledger import Entry, Ledger, Settled
from worker.pipeline.matcher import Compared, Matcher
from worker.pipeline.prepare import Content, Failure, Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from sqlite3 import Connection

    from db.files import Holder
    from worker.inbox.snapshot import FileSnapshot
    from worker.pipeline.pool import Preparer
    from worker.pipeline.prepare import Results
    from worker.pipeline.rule_set import RuleSet

log = structlog.get_logger()


@dataclass(slots=True)
class Report:
    """What became of a batch; `unsettled` are files that were not, or not all the time, what had been sighted."""

    settled: list[Settled] = field(default_factory=list)
    unsettled: list[FileSnapshot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, or refused; `raw` is empty where nothing of it is to be prepared."""

    entry: Entry
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that have been read and are being prepared: the contents that are new, by the hashes of their bytes."""

    files: list[_Read]
    unsettled: list[FileSnapshot]
    new: list[str]
    results: Callable[[], Results]


class Ingest:
    """Takes files into the database, a batch in one transaction."""

    def __init__(self, connection: Connection, max_bytes: int, rules: RuleSet, now: Callable[[], str]) -> None:
        """`now` gives the time as UTC ISO 8601 text."""
        self._connection = connection
        self._max_bytes = max_bytes
        self._now = now
        self._matcher = Matcher(connection, rules)

    def begin(self, sightings: Sequence[FileSnapshot], preparer: Preparer) -> Batch:
        """Read a batch of settled files and have what is new prepared."""
        found, unsettled = self._read(sightings)
        recognised = self._recognised(found)
        contents = {
            file.entry.sha256: Content(file.raw, PurePosixPath(file.entry.path).suffix.lower())
            for file in recognised
            if not file.entry.refusal and file.entry.document is None
        }
        return Batch(recognised, unsettled, list(contents), preparer.prepare(list(contents.values())))

    def finish(self, batch: Batch) -> Report:
        """Store a batch and say what became of it."""
        made = dict(zip(batch.new, batch.results(), strict=True))
        _log_faults(batch.files, made)
        try:
            with transaction(self._connection):
                ledger = Ledger(self._connection, self._now)
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
            ledger = Ledger(self._connection, self._now)
            ledger.lose(paths)
            settled = ledger.close()
        _log(settled)
        return Report(settled)

    def _read(self, sightings: Sequence[FileSnapshot]) -> tuple[list[_Read], list[FileSnapshot]]:
        found: list[_Read] = []
        unsettled: list[FileSnapshot] = []
        for sighting in sightings:
            started = perf_counter()
            file, settled = self._read_one(sighting)
            if file:
                found.append(replace(file, entry=replace(file.entry, seconds=perf_counter() - started)))
            if not settled:
                unsettled.append(sighting)
        return found, unsettled

    def _read_one(self, sighting: FileSnapshot) -> tuple[_Read | None, bool]:
        """A file's bytes, or why it is refused, if that can be said already; and whether it is settled."""
        entry = Entry(path=sighting.path, stamp=sighting.stamp, refusal=sighting.refusal)
        if sighting.refusal:
            return _Read(entry), True
        try:
            raw = read_settled(sighting, self._max_bytes)
        except Refused as refused:
            return _Read(replace(entry, refusal=str(refused))), True
        except Unsettled:
            return None, False
        except PermissionError as error:
            told = None if sighting.is_told else _Read(replace(entry, refusal=f"{FORBIDDEN}: {error.strerror}"))
            return told, False
        except OSError as error:
            log.warning(Event.FILE_UNREAD, path=sighting.path, error=str(error))
            return None, False
        return _Read(replace(entry, sha256=sha256(raw).hexdigest()), raw), True

    def _recognised(self, found: Sequence[_Read]) -> list[_Read]:
        """The files, those with the bytes of a file that is known with its document: there is nothing to prepare."""
        hashes = [file.entry.sha256 for file in found if file.entry.sha256]
        holders = files.holders_of_bytes(self._connection, hashes)
        return [_with_holder(file, holders.get(file.entry.sha256)) for file in found]

    def _store(self, found: Sequence[_Read], made: Mapping[str, Prepared | Failure], ledger: Ledger) -> None:
        started = perf_counter()
        prepared = {sha256: result for sha256, result in made.items() if isinstance(result, Prepared)}
        documents = find_documents(self._connection, [each.text_sha256 for each in prepared.values()])
        new = {each.text_sha256: each for each in prepared.values() if each.text_sha256 not in documents}
        ids = free_ids(self._connection, new)
        now = self._now()
        add_documents(self._connection, [_document_row(ids[text], each, now) for text, each in new.items()])
        batch = {ids[text]: Compared(each.article, each.fingerprint) for text, each in new.items()}
        ledger.touch(self._matcher.enter(batch))
        index_for_search(self._connection, ids.values())
        documents |= ids
        each_took = (perf_counter() - started) / max(len(found), 1)
        ledger.put([_entry(file, made, documents, each_took) for file in found])


def _with_holder(file: _Read, holder: Holder | None) -> _Read:
    if holder is None or file.entry.refusal:
        return file
    return _Read(replace(file.entry, document=holder.document_id, encoding=holder.encoding))


def _entry(file: _Read, made: Mapping[str, Prepared | Failure], documents: Mapping[str, int], seconds: float) -> Entry:
    """The entry of a file with what was made of its content; copies share it."""
    entry = replace(file.entry, seconds=file.entry.seconds + seconds)
    result = None if entry.refusal or entry.document is not None else made[entry.sha256]
    if isinstance(result, Failure):
        return replace(entry, refusal=result.reason)
    if isinstance(result, Prepared):
        return replace(entry, document=documents[result.text_sha256], encoding=result.encoding)
    return entry


def _document_row(document: int, prepared: Prepared, now: str) -> DocumentRow:
    article = prepared.article
    return DocumentRow(
        id=document,
        text_sha256=prepared.text_sha256,
        story_id=document,
        title=article.title,
        byline="; ".join(article.byline),
        agency=article.agency,
        place=article.place,
        published=article.published,
        month_day="" if article.published else article.day,
        language=article.language,
        words=len(prepared.fingerprint.words),
        text=article.text,
        prose_start=article.start,
        prose_end=article.end,
        spans=json.dumps(article.body),
        first_seen=now,
    )


def _log_faults(found: Sequence[_Read], made: Mapping[str, Prepared | Failure]) -> None:
    for file in found:
        result = made.get(file.entry.sha256)
        if isinstance(result, Prepared):
            for fault in result.article.faults:
                log.error(Event.COLUMN_FAULT, path=file.entry.path, traceback=fault)
        elif result is not None and result.fault:
            log.error(Event.FILE_FAULT, path=file.entry.path, traceback=result.fault)


def _log(settled: list[Settled]) -> None:
    for each in settled:
        log.info(Event(f"file.{each.outcome}"), path=each.path, document=each.document, reason=each.reason or None)
