"""Deriving anew what follows from the stored texts, when the rules are others than those that it was derived by.

It goes in slices, into tables beside those in use; meanwhile arrivals are matched, by the present rules, with what is
in use. At the end the tables are exchanged in one transaction. A stop at any moment loses at most a slice.
"""

from __future__ import annotations

import shutil
from enum import Enum
from typing import TYPE_CHECKING, Final

import structlog

from db import rebuild as stored
from db.connection import transaction
from db.documents import add_documents, index_for_search
from db.exchange import beside, clear_some, exchange
from db.files import recheck
from db.ids import free_ids
from db.tables import NEXT, Tables
from db.versions import Subject, store_version, stored_version
from worker.log.events import Event
from worker.pipeline.matcher import Compared, Matcher
from worker.pipeline.outcomes import settle
from worker.pipeline.prepare import Failure, Prepared, Text, prepare_texts
from worker.pipeline.rows import document_row
from worker.reasons import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from db.rebuild import StoredText
    from db.types import DocumentId, Utc
    from worker.pipeline.prepare import Results
    from worker.pipeline.rule_set import RuleSet

log = structlog.get_logger()

SLICE: Final = 5  # texts: some hundredths of a second, for which an arrival may have to wait
LARGE_SLICE: Final = 200  # where nobody waits
ROWS_CLEARED: Final = 1_000  # at a time
ROOM: Final = 1.5  # times what is in use has to be free on the disk: the next tables, and their way there by the WAL


class Step(Enum):
    """What a step of a rebuild has done."""

    BEGUN = "the next tables are there, empty"
    SLICE = "some texts were derived, or some rows cleared away"
    EXCHANGED = "the next tables are in use"


class Rebuild:
    """Derives the next tables, step by step, when a rebuild is due."""

    def __init__(self, connection: Connection, rules: RuleSet, now: Callable[[], Utc]) -> None:
        """Go on with the rebuild that is under way, if one is by these rules."""
        self._connection = connection
        self._rules = rules
        self._now = now
        self._next = Tables(connection, NEXT)
        self._matcher = Matcher(self._next, rules)
        self._is_cleared = False

    def is_due(self) -> bool:
        """Whether what is in use was derived by other rules, or is to be derived anew for another cause."""
        if stored_version(self._connection, Subject.RULES) != str(self._rules.version):
            return True
        return stored.progress(self._connection) is not None

    def progress(self) -> tuple[int, int] | None:
        """How many texts have been derived, and of how many; None if none is under way."""
        under_way = stored.progress(self._connection)
        if under_way is None or under_way.rule_set is None:
            return None
        return under_way.documents, stored.documents_in_use(self._connection)

    def has_room(self, db: Path) -> bool:
        """Whether the disk has room for the next tables."""
        return shutil.disk_usage(db.parent).free >= ROOM * stored.bytes_in_use(self._connection)

    def step(self, texts: int = SLICE) -> Step | None:
        """Do a slice of what is to be done; returns what was done, None if nothing was left to do.

        Raises:
            sqlite3.Error: as for any transaction; what was not stored is done by the next step.
        """
        try:
            return self._step(texts)
        except BaseException:
            self._matcher.forget()
            raise

    def call_for(self) -> None:
        """Have all derived anew although nothing calls for it."""
        with transaction(self._connection):
            stored.call_for(self._connection, stored.Cause.TEXTS)

    def _step(self, most: int) -> Step | None:
        under_way = stored.progress(self._connection)
        if (under_way is None or under_way.rule_set is None) and self._clear():
            return Step.SLICE
        if not self.is_due():
            return None
        with beside(self._connection):
            if under_way is None or under_way.rule_set != str(self._rules.version):
                self._begin()
                return Step.BEGUN
            if texts := stored.texts_after(self._connection, under_way.last_sha256 or "", most):
                self._derive(texts)
                stored.note_progress(self._connection, texts[-1].text_sha256, len(texts))
            elif texts := stored.texts_missed(self._connection, most):
                self._derive(texts)
            elif documents := stored.touched(self._connection, most):
                self._settle(documents)
            else:
                self._exchange()
                return Step.EXCHANGED
        return Step.SLICE

    def _begin(self) -> None:
        self._matcher.forget()
        stored.begin(self._connection, str(self._rules.version), self._now())
        log.info(Event.REBUILD_STARTED, rule_set=str(self._rules.version))

    def _exchange(self) -> None:
        documents = stored.documents_in_use(self._connection)
        exchange(self._connection)
        store_version(self._connection, Subject.RULES, self._rules.version)
        recheck(self._connection, [Rejection.NO_WORDS])
        self._matcher.forget()
        self._is_cleared = False
        log.info(Event.REBUILD_FINISHED, rule_set=str(self._rules.version), documents=documents)

    def _derive(self, texts: Sequence[StoredText]) -> None:
        """Derive documents, matches and stories of some texts."""
        results = prepare_texts([Text(each.text, each.text_sha256) for each in texts], self._rules)
        prepared = self._without_failures(texts, results)
        ids = free_ids(self._next, [text.text_sha256 for text, _ in prepared])
        rows = [
            document_row(ids[text.text_sha256], made, text.reader_version, str(self._rules.version), text.first_seen)
            for text, made in prepared
        ]
        add_documents(self._next, rows)
        batch = {ids[text.text_sha256]: Compared(made.article, made.fingerprint) for text, made in prepared}
        self._settle(self._matcher.enter(batch))
        index_for_search(self._next, batch)

    def _without_failures(self, texts: Sequence[StoredText], results: Results) -> list[tuple[StoredText, Prepared]]:
        """The texts that there is an article of; the others stay as they are, or their files will be rejected."""
        prepared = []
        for text, result in zip(texts, results, strict=True):
            if isinstance(result, Prepared):
                prepared.append((text, result))
            else:
                self._leave_out(text, result)
        return prepared

    def _leave_out(self, text: StoredText, failure: Failure) -> None:
        """Leave a text out that its file still holds; what would be lost, or we failed on, stays as it is."""
        if failure.fault:
            log.error(Event.DOCUMENT_FAULT, document=text.id, traceback=failure.fault)
        if failure.fault or not stored.is_in_a_present_file(self._connection, text.id):
            stored.carry_over(self._connection, text.id)
            index_for_search(self._next, [text.id])
            self._settle([text.id])
            return
        stored.leave_out(self._connection, text.text_sha256, failure.reason.code, str(failure.reason))

    def _settle(self, documents: Sequence[DocumentId] | set[DocumentId]) -> None:
        stored.put_outcomes(self._connection, (change for _, change in settle(self._next, documents)))

    def _clear(self) -> bool:
        """Delete some of what was in use before; returns whether any was left."""
        if self._is_cleared:
            return False
        with transaction(self._connection):
            self._is_cleared = clear_some(self._connection, ROWS_CLEARED)
        return not self._is_cleared
