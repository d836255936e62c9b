"""The way of a file: read, recognise, prepare, store and match, settle. `Ingest.take` is the list of its stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from time import perf_counter
from typing import TYPE_CHECKING

import structlog

from db import files
from db.connection import transaction
from db.documents import add_document, find_document, free_id, index_for_search
from db.rows import DocumentRow
from worker.kin import Kin
from worker.ledger import Entry, Ledger, Settled
from worker.prepare import prepare
from worker.read import Refused, Unsettled, read_settled
from worker.text.decode import Undecodable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from worker.folder import Sighting
    from worker.prepare import Prepared

log = structlog.get_logger()


@dataclass(slots=True)
class Report:
    """What became of a batch; `unsettled` are files that were not, or not all the time, what had been sighted."""

    settled: list[Settled] = field(default_factory=list)
    unsettled: list[Sighting] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    """A file on its way; the stages fill it in."""

    entry: Entry
    raw: bytes = b""
    prepared: Prepared | None = None


class Ingest:
    """Takes files into the database, a batch in one transaction."""

    def __init__(self, connection: Connection, max_bytes: int, now: Callable[[], str]) -> None:
        """`now` gives the time as UTC ISO 8601 text."""
        self._connection = connection
        self._max_bytes = max_bytes
        self._now = now
        self._kin = Kin(connection)

    def take(self, sightings: Sequence[Sighting]) -> Report:
        """Take a batch of settled files in."""
        items, unsettled = self._read(sightings)
        self._recognise(items)
        _prepare(items)
        try:
            with transaction(self._connection):
                ledger = Ledger(self._connection, self._now)
                self._store(items, ledger)
                settled = ledger.close()
        except BaseException:
            self._kin.forget()
            raise
        _log(settled)
        return Report(settled, unsettled)

    def lose(self, paths: Sequence[str]) -> Report:
        """Note that files are gone from the folder."""
        with transaction(self._connection):
            ledger = Ledger(self._connection, self._now)
            for path in paths:
                ledger.lose(path)
            settled = ledger.close()
        _log(settled)
        return Report(settled)

    def _read(self, sightings: Sequence[Sighting]) -> tuple[list[_Item], list[Sighting]]:
        items, unsettled = [], []
        for sighting in sightings:
            started = perf_counter()
            item = _Item(Entry(sighting.path, sighting.stamp, refusal=sighting.refusal))
            try:
                self._read_one(item, sighting)
            except Unsettled:
                unsettled.append(sighting)
            except OSError as error:
                log.warning("file.unread", path=sighting.path, error=str(error))
                unsettled.append(sighting)
            else:
                items.append(item)
            item.entry.seconds = perf_counter() - started
        return items, unsettled

    def _read_one(self, item: _Item, sighting: Sighting) -> None:
        if sighting.refusal:
            return
        try:
            item.raw = read_settled(sighting, self._max_bytes)
            item.entry.sha256 = sha256(item.raw).hexdigest()
        except Refused as refused:
            item.entry.refusal = str(refused)

    def _recognise(self, items: list[_Item]) -> None:
        """Same bytes as a file that is known: there is nothing to prepare."""
        for item in items:
            known = item.entry.sha256 and files.document_with_bytes(self._connection, item.entry.sha256)
            if known:
                item.entry.document, item.entry.encoding = known

    def _store(self, items: list[_Item], ledger: Ledger) -> None:
        fresh: list[int] = []
        for item in items:
            started = perf_counter()
            if item.prepared:
                item.entry.document = find_document(self._connection, item.prepared.text_sha256)
                if item.entry.document is None:
                    item.entry.document = self._add(item.prepared)
                    ledger.touch(self._kin.enter(item.entry.document, item.prepared.fingerprint))
                    fresh.append(item.entry.document)
            item.entry.seconds += perf_counter() - started
            ledger.put(item.entry)
        index_for_search(self._connection, fresh)

    def _add(self, prepared: Prepared) -> int:
        document = free_id(self._connection, prepared.text_sha256)
        columns, story = prepared.columns, prepared.story
        row = DocumentRow(
            *(document, prepared.text_sha256, columns.title, columns.byline, columns.agency, columns.place),
            *(columns.published, columns.language, len(prepared.fingerprint.words), prepared.text),
            *(story.start, story.end),
        )
        add_document(self._connection, row, self._now())
        return document


def _prepare(items: list[_Item]) -> None:
    """Prepare each content once; copies of it in the batch share what comes out."""
    first: dict[str, _Item] = {}
    for item in items:
        if item.entry.refusal or item.entry.document is not None:
            continue
        twin = first.setdefault(item.entry.sha256, item)
        if twin is item:
            _prepare_one(item)
        item.prepared = twin.prepared
        item.entry.refusal, item.entry.encoding = twin.entry.refusal, twin.entry.encoding


def _prepare_one(item: _Item) -> None:
    started = perf_counter()
    try:
        item.prepared = prepare(item.raw, PurePosixPath(item.entry.path).suffix.lower())
        item.entry.encoding = item.prepared.encoding
    except Undecodable as error:
        item.entry.refusal = str(error)
    except Exception as fault:  # one file that we fail on must not keep all others out
        log.exception("file.fault", path=item.entry.path)
        item.entry.refusal = f"fault of seedwatch: {type(fault).__name__}: {fault}"
    item.raw = b""
    item.entry.seconds += perf_counter() - started


def _log(settled: list[Settled]) -> None:
    for each in settled:
        event = f"file.{each.outcome}"
        log.info(event, path=each.path, document=each.document, reason=each.reason or None)
