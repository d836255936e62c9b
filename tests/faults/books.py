"""The books that a test keeps of a folder and of a worker, and whether the worker's database agrees with them."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from db.connection import open_writer
from db.types import ONLY_ROOT
from tests.db.rows import NOW
from tests.dispatches import seeded
from tests.snapshot import QUERIES
from tests.truth import MAX_BYTES, WIDE, Truth, check, read
from worker.inbox.snapshot import look
from worker.pipeline.ingest import Ingest
from worker.pipeline.pool import Preparer
from worker.pipeline.rule_set import load_rule_set
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from sqlite3 import Connection

    from tests.db.model import Reach
    from tests.truth import Found

Mark = tuple[object, ...]
"""What a row, or the folder, says of a path: document, hash of the bytes, why there is none; empty if it is gone."""

GONE: Mark = ()
_FILES = "SELECT path, state, document_id, sha256, reason FROM files"


def marks(connection: Connection) -> dict[str, Mark]:
    """What a database says of each path."""
    return {
        path: GONE if state == "missing" else (document, digest, reason if state == "rejected" else None)
        for path, state, document, digest, reason in connection.execute(_FILES)
    }


def mark(path: str, found: Found) -> Mark:
    """What a row should say of a file in which this is found."""
    document, reason = read(path, found)
    why_not = str(reason) if reason else None
    if isinstance(found, Reason) or len(found) > MAX_BYTES:
        return document, None, why_not
    return document, sha256(found).hexdigest(), why_not


class Books:
    """What each path has been since the database was last up to date, and what the database has said of it."""

    def __init__(self, reach: Reach) -> None:
        """Nothing has been yet."""
        self.truth = Truth(reach)
        self._had: dict[str, dict[Mark, Found | None]] = {}
        self._told: dict[str, list[Mark]] = {}

    def note(self, listed: Mapping[str, Found]) -> None:
        """Note how each path is now."""
        for path in self._had.keys() | listed.keys():
            had = self._had.setdefault(path, {GONE: None})
            found = listed.get(path)
            had[GONE if found is None else mark(path, found)] = found

    def observe(self, connection: Connection) -> None:
        """Learn what the database knows of each path, which must have been so; the rest must follow from that."""
        present = {}
        for path, said in marks(connection).items():
            had = self._had[path]
            assert said in had, f"{path}: {said} has not been so, but {list(had)}"
            if (found := had[said]) is not None:
                present[path] = found
            if self._told.setdefault(path, [GONE])[-1] != said:
                self._told[path].append(said)
        self.truth.look(present)
        check(connection, self.truth)

    def close_day(self, listed: Mapping[str, Found]) -> None:
        """The database must know all there is; from now on it must not say anything older."""
        assert listed == self.truth.present
        self._had = {path: {} for path in self._had}
        self.note(listed)

    def check_journal(self, connection: Connection) -> None:
        """The journal tells of each path what it was, one after the other, and nothing else."""
        for path, told in self._told.items():
            seen = [mark and (mark[0], mark[2]) for mark in told]
            assert _less_repeats(seen) == _less_repeats(_noted(connection, path))


def check_chains(connection: Connection) -> None:
    """Each entry of the journal names the document of the one before it; the last says what the path is now."""
    query = "SELECT document_id, previous_document_id FROM journal WHERE path = ? ORDER BY id"
    for path, mark in marks(connection).items():
        entries = connection.execute(query, (path,)).fetchall()
        assert [None, *(document for document, _ in entries[:-1])] == [before for _, before in entries]
        assert (mark and (mark[0], mark[2])) == _noted(connection, path)[-1]


def read_back(connection: Connection, listed: Mapping[str, Found]) -> Truth:
    """What must be said if just the documents came that the database holds, and these files are there."""
    texts = dict(connection.execute("SELECT id, text FROM documents").fetchall())
    missing = connection.execute("SELECT path, document_id FROM files WHERE state = 'missing'").fetchall()
    no_text = Reason(Rejection.EMPTY)
    gone: dict[str, Found] = {path: texts[document].encode() if document else no_text for path, document in missing}
    return Truth(WIDE, dict(listed), gone, {text.encode() for text in texts.values()})


def _noted(connection: Connection, path: str) -> list[Mark]:
    """What the journal says that a path was, less the hashes; it was nothing at first."""
    query = "SELECT outcome, document_id, reason FROM journal WHERE path = ? ORDER BY id"
    entries = connection.execute(query, (path,)).fetchall()
    return [GONE, *(_mark_noted(*entry) for entry in entries)]


def _mark_noted(outcome: str, document: int | None, reason: str | None) -> Mark:
    return GONE if outcome == "missing" else (document, reason if outcome == "rejected" else None)


def _less_repeats(marks: list[Mark]) -> list[Mark]:
    return [mark for before, mark in pairwise([None, *marks]) if mark != before and mark is not None]


Said = dict[str, list[tuple[Any, ...]]]


def said(connection: Connection) -> Said:
    """What a database says of documents and of the files that are there."""
    said = {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}
    for table in ("files", "members"):
        said[table] = [row for row in said[table] if row[1] != "missing"]
    return said


def said_afresh(seeds: Path, truth: Truth, home: Path, order: int) -> Said:
    """What a new database says of the same folder, taken in another order, with all that was ever taken and is gone."""
    ghosts = home / "ghosts"
    ghosts.mkdir()
    for number, content in enumerate(sorted(truth.came - set(truth.present.values()))):
        (ghosts / f"ghost-{number}.txt").write_bytes(content)
    gone = look(ghosts).files
    snapshots = [*(look(seeds).files | gone).values()]
    seeded(order).shuffle(snapshots)
    forbidden = {
        path for path, found in truth.present.items() if found == Reason(Rejection.FORBIDDEN, "Permission denied")
    }
    with closing(open_writer(home / "afresh.db")) as connection:
        taking = Ingest(connection, ONLY_ROOT, MAX_BYTES, load_rule_set(), lambda: NOW)
        for start in range(0, len(snapshots), 3):
            unsettled = taking.finish(taking.begin(snapshots[start : start + 3], Preparer())).unsettled
            assert {snapshot.path for snapshot in unsettled} <= forbidden
        taking.lose(list(gone))
        return said(connection)


def check_whole(connection: Connection, seeds: Path, truth: Truth, home: Path, order: int) -> None:
    """The database is sound, and as if all had come in another order."""
    assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    assert said(connection) == said_afresh(seeds, truth, home, order)
