"""The way of a file: read, recognise, prepare (`Ingest.begin`); store, match, settle (`Ingest.finish`)."""

from __future__ import annotations

import json
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
from worker.folder import FORBIDDEN
from worker.kin import Kin
from worker.ledger import Entry, Ledger, Settled
from worker.prepare import Content, Prepared
from worker.read import Refused, Unsettled, read_settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from worker.crew import Crew
    from worker.folder import Sighting
    from worker.prepare import Results

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


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that have been read and are being prepared."""

    items: list[_Item]
    unsettled: list[Sighting]
    results: Callable[[], Results]


class Ingest:
    """Takes files into the database, a batch in one transaction."""

    def __init__(self, connection: Connection, max_bytes: int, now: Callable[[], str]) -> None:
        """`now` gives the time as UTC ISO 8601 text."""
        self._connection = connection
        self._max_bytes = max_bytes
        self._now = now
        self._kin = Kin(connection)

    def begin(self, sightings: Sequence[Sighting], crew: Crew) -> Batch:
        """Read a batch of settled files and have what is new prepared."""
        items, unsettled = self._read(sightings)
        self._recognise(items)
        contents = {sha256: Content(item.raw, _suffix(item)) for sha256, item in _unknown(items).items()}
        return Batch(items, unsettled, crew.prepare(list(contents.values())))

    def finish(self, batch: Batch) -> Report:
        """Store a batch and say what became of it."""
        _hand_out(batch.items, batch.results())
        try:
            with transaction(self._connection):
                ledger = Ledger(self._connection, self._now)
                self._store(batch.items, ledger)
                settled = ledger.close()
        except BaseException:
            self._kin.forget()
            raise
        _log(settled)
        return Report(settled, batch.unsettled)

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
            except PermissionError as error:
                unsettled.append(sighting)
                if not sighting.is_told:
                    item.entry.refusal = f"{FORBIDDEN}: {error.strerror}"
                    items.append(item)
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
                    kin = self._kin.enter(item.entry.document, item.prepared.fingerprint, item.prepared.places)
                    ledger.touch(kin)
                    fresh.append(item.entry.document)
            item.entry.seconds += perf_counter() - started
            ledger.put(item.entry)
        index_for_search(self._connection, fresh)

    def _add(self, prepared: Prepared) -> int:
        document = free_id(self._connection, prepared.text_sha256)
        columns, story = prepared.columns, prepared.story
        row = DocumentRow(
            *(document, prepared.text_sha256, columns.title, columns.byline, columns.agency, columns.place),
            *(columns.published, columns.month_day, columns.language, len(prepared.fingerprint.words), prepared.text),
            *(story.start, story.end, json.dumps(story.spans)),
        )
        add_document(self._connection, row, self._now())
        return document


def _unknown(items: list[_Item]) -> dict[str, _Item]:
    """One item for each content that is to be prepared."""
    return {item.entry.sha256: item for item in items if not item.entry.refusal and item.entry.document is None}


def _suffix(item: _Item) -> str:
    return PurePosixPath(item.entry.path).suffix.lower()


def _hand_out(items: list[_Item], results: Results) -> None:
    """Give each item what was made of its content; copies share it."""
    unknown = _unknown(items)
    made = dict(zip(unknown, results, strict=True))
    for item in items:
        result = made.get(item.entry.sha256)
        if isinstance(result, Prepared):
            item.prepared, item.entry.encoding = result, result.encoding
            for fault in result.columns.faults:
                log.error("column.fault", path=item.entry.path, traceback=fault)
        elif result is not None:
            item.entry.refusal = result.reason
            if result.fault:
                log.error("file.fault", path=item.entry.path, traceback=result.fault)


def _log(settled: list[Settled]) -> None:
    for each in settled:
        event = f"file.{each.outcome}"
        log.info(event, path=each.path, document=each.document, reason=each.reason or None)
