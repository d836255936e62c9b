"""The tables that a rebuild fills beside those in use, and their exchange.

The next tables have the definitions of those in use, whatever these are by now. They are exchanged by renaming, in one
transaction: readers see the one or the other. What was in use is cleared away in slices afterwards.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.binding import read
from db.connection import transaction
from db.tables import DERIVED, NEXT
from db.types import DocumentId, Utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

    from db.files import Change

_FORMER = "outdated_"
_CLEARED_BY = {
    "passages": "document_id", "matches": "document_id", "stories": "id", "documents": "id", "anchors": "hash",
}  # fmt: skip
_BESIDE = """
CREATE TABLE next_outcomes (
    root TEXT NOT NULL, path TEXT NOT NULL, number INTEGER NOT NULL,
    state TEXT NOT NULL, reason_code TEXT, reason_detail TEXT, reason TEXT,
    PRIMARY KEY (root, path, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE next_left_out (
    text_sha256 TEXT PRIMARY KEY, reason_code TEXT NOT NULL, reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE next_touched (document_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER next_file_came AFTER INSERT ON members WHEN new.document_id IS NOT NULL
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (new.document_id); END;
CREATE TRIGGER next_file_changed AFTER UPDATE OF state ON members
    WHEN new.document_id IS NOT NULL AND (old.state = 'missing') <> (new.state = 'missing')
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (new.document_id); END;
CREATE TRIGGER next_file_left AFTER DELETE ON members WHEN old.document_id IS NOT NULL
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (old.document_id); END
"""
_REFERENCES = (
    ("files", "document_id"), ("members", "document_id"), ("journal", "document_id"),
    ("journal", "previous_document_id"), ("former_ids", "document_id"), ("announcements", "document_id"),
)  # fmt: skip


_FOREIGN_KEY = re.compile(
    r",\s*FOREIGN KEY \([\w, ]+\) REFERENCES \w+\([\w, ]+\) DEFERRABLE INITIALLY DEFERRED"
    r"|REFERENCES \w+\(\w+\) DEFERRABLE INITIALLY DEFERRED"
)


class Cause(StrEnum):
    """Why a rebuild is due although the rules are the same."""

    IDS = "ids"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a rebuild has come; `rule_set` is None where it is due and has not begun."""

    rule_set: str | None
    last_sha256: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """Of a document in use, what does not follow from the rules."""

    id: DocumentId
    text_sha256: str
    reader_version: str | None
    first_seen: Utc
    text: str


def progress(connection: Connection) -> Progress | None:
    """The rebuild that is due or under way; None if none is."""
    return next(read(connection.execute("SELECT rule_set, last_sha256, documents FROM rebuild"), Progress), None)


def call_for(connection: Connection, cause: Cause) -> None:
    """Have a rebuild follow, after the one that is under way if one is."""
    connection.execute(
        "INSERT INTO rebuild (id, cause, documents) VALUES (1, ?1, 0) ON CONFLICT DO UPDATE SET cause = ?1", (cause,)
    )


def mark_misread(connection: Connection, former: DocumentId, now: DocumentId) -> None:
    """Say that the present reader reads another text of the same bytes: the former one is to go."""
    connection.execute("INSERT OR REPLACE INTO misread VALUES (?, ?)", (former, now))
    connection.execute("DELETE FROM misread WHERE document_id = ?", (now,))
    call_for(connection, Cause.TEXTS)


def begin(connection: Connection, rule_set: str, now: Utc) -> None:
    """Make the next tables, empty."""
    abandon(connection)
    for _, sql in _definitions(connection, "table") + _definitions(connection, "index"):
        connection.execute(_renamed(sql, NEXT))
    for statement in _BESIDE.split(";\nCREATE"):
        connection.execute(statement if statement.lstrip().startswith("CREATE") else f"CREATE{statement}")
    connection.execute(
        "INSERT INTO rebuild (id, rule_set, began_at, documents) VALUES (1, ?1, ?2, 0) ON CONFLICT DO UPDATE SET "
        "cause = NULL, rule_set = ?1, began_at = ?2, last_sha256 = NULL, documents = 0",
        (rule_set, now),
    )


def abandon(connection: Connection) -> None:
    """Drop the next tables of a rebuild that went by other rules."""
    for trigger in ("next_file_came", "next_file_changed", "next_file_left"):
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for table in (*reversed(DERIVED), "outcomes", "left_out", "touched"):
        connection.execute(f"DROP TABLE IF EXISTS {NEXT}{table}")


def documents_in_use(connection: Connection) -> int:
    """How many documents there are."""
    (number,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    return int(number)


def bytes_in_use(connection: Connection) -> int:
    """The size of the database without pages that are free."""
    pages, free, size = (
        connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def note_progress(connection: Connection, last_sha256: str, documents: int) -> None:
    """Say how far it has come, and how many documents more were derived."""
    connection.execute("UPDATE rebuild SET last_sha256 = ?, documents = documents + ?", (last_sha256, documents))


def texts_after(connection: Connection, last_sha256: str, limit: int) -> list[StoredText]:
    """The next texts, in the order of their hashes; what nobody reads so any more is left out."""
    return _texts(connection, "d.text_sha256 > ?", (last_sha256,), limit)


def texts_missed(connection: Connection, limit: int) -> list[StoredText]:
    """Texts that came after their turn."""
    missed = """
    NOT EXISTS (SELECT 1 FROM next_documents n WHERE n.text_sha256 = d.text_sha256)
    AND NOT EXISTS (SELECT 1 FROM next_left_out o WHERE o.text_sha256 = d.text_sha256)
    """
    return _texts(connection, missed, (), limit)


def _texts(connection: Connection, where: str, values: tuple[str, ...], limit: int) -> list[StoredText]:
    rows = connection.execute(
        f"""
        SELECT id, text_sha256, reader_version, first_seen, text FROM documents d
        WHERE {where} AND (id NOT IN (SELECT document_id FROM misread)
                           OR EXISTS (SELECT 1 FROM members m WHERE m.document_id = d.id))
        ORDER BY text_sha256 LIMIT ?
        """,  # noqa: S608 - our own words
        (*values, limit),
    )
    return list(read(rows, StoredText))


def leave_out(connection: Connection, text_sha256: str, code: str, reason: str) -> None:
    """Keep a text out of the next tables; its files will be rejected by this code, and in these words."""
    connection.execute("INSERT OR REPLACE INTO next_left_out VALUES (?, ?, ?)", (text_sha256, code, reason))


def touched(connection: Connection, limit: int) -> list[DocumentId]:
    """Documents whose files have changed since their turn, as they are called in the next tables."""
    found = connection.execute("SELECT document_id FROM next_touched LIMIT ?", (limit,)).fetchall()
    connection.executemany("DELETE FROM next_touched WHERE document_id = ?", found)
    rows = connection.execute(
        """
        SELECT n.id FROM json_each(?) JOIN documents d ON d.id = value
        JOIN next_documents n ON n.text_sha256 = d.text_sha256
        """,
        (json.dumps([document for (document,) in found]),),
    )
    return [DocumentId(document) for (document,) in rows]


def put_outcomes(connection: Connection, changes: Iterable[Change]) -> None:
    """Note what will have become of articles of files."""
    rows = [(*each.key, each.state, each.code, each.detail, each.reason) for each in changes]
    connection.executemany("INSERT OR REPLACE INTO next_outcomes VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


@contextmanager
def beside(connection: Connection) -> Iterator[None]:
    """A transaction in which the next tables may refer to one another by the names that they will have."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    try:
        with transaction(connection):
            yield
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def exchange(connection: Connection) -> None:
    """Put the next tables in the place of those in use, and what follows from them into the files; within `beside`."""
    connection.execute(
        "UPDATE next_documents AS n SET reader_version = d.reader_version "
        "FROM documents d WHERE d.text_sha256 = n.text_sha256 AND d.reader_version IS NOT n.reader_version"
    )
    _take_outcomes(connection)
    _reject_left_out(connection)
    _refer_to_next(connection)
    triggers, indexes = _definitions(connection, "trigger"), _definitions(connection, "index")
    definitions = _definitions(connection, "table")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for table in DERIVED:
        connection.execute(f"ALTER TABLE {table} RENAME TO {_FORMER}{table}")
        connection.execute(f"ALTER TABLE {NEXT}{table} RENAME TO {table}")
    for _, sql in triggers:
        connection.execute(sql)
    _define(connection, definitions, indexes)
    connection.execute("DELETE FROM tallies WHERE subject = 'stories'")
    connection.execute(
        "INSERT INTO tallies SELECT 'stories', coalesce(substr(published, 1, 10), ''), count(*) FROM stories GROUP BY 2"
    )
    abandon(connection)
    connection.execute("DELETE FROM rebuild WHERE cause IS NULL")
    connection.execute("UPDATE rebuild SET rule_set = NULL, began_at = NULL, last_sha256 = NULL, documents = 0")
    connection.execute(f"DROP TABLE {_FORMER}documents_fts")


def _define(connection: Connection, tables: Iterable[tuple[str, str]], indexes: Iterable[tuple[str, str]]) -> None:
    """Give tables their foreign keys and indexes their names, and take both from the former ones.

    By the procedure of https://sqlite.org/lang_altertable.html#otheralter for what does not touch the rows.
    """
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    defined = "UPDATE sqlite_master SET name = ?, sql = ? WHERE name = ?"
    for name, sql in tables:
        connection.execute(defined, (name, sql, name))
        connection.execute(defined, (f"{_FORMER}{name}", _renamed(sql, _FORMER), f"{_FORMER}{name}"))
    for name, sql in indexes:
        connection.execute(defined, (f"{_FORMER}{name}", _renamed(sql, _FORMER), name))
        connection.execute(defined, (name, sql, f"{NEXT}{name}"))
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = OFF")


def clear_some(connection: Connection, rows: int) -> bool:
    """Delete some rows of the tables that were in use before; returns whether all are gone."""
    for table, key in _CLEARED_BY.items():
        if _exists(connection, f"{_FORMER}{table}"):
            _clear(connection, f"{_FORMER}{table}", key, rows)
            return False
    return True


def _clear(connection: Connection, table: str, key: str, rows: int) -> None:
    last = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET ?", (rows,)).fetchone()  # noqa: S608
    if last is None:
        connection.execute(f"DROP TABLE {table}")
    else:
        connection.execute(f"DELETE FROM {table} WHERE {key} <= ?", last)  # noqa: S608 - our own words


def _exists(connection: Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def _definitions(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Names and statements of the derived tables, their indexes or their triggers."""
    return connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL "
        "AND tbl_name IN (SELECT value FROM json_each(?))",
        (kind, json.dumps(DERIVED)),
    ).fetchall()


def _renamed(sql: str, prefix: str) -> str:
    """The statement that makes a table or an index with the prefix before its name, and without foreign keys."""
    renamed = re.sub(r"^(CREATE (?:VIRTUAL )?(?:TABLE|INDEX) )(\w+)", rf"\1{prefix}\2", _FOREIGN_KEY.sub("", sql))
    return re.sub(r"^(CREATE INDEX \w+ ON )(\w+)", rf"\1{prefix}\2", renamed)


def _refer_to_next(connection: Connection) -> None:
    """Where a text has another id from now on, or is gone, what refers to it follows."""
    connection.execute(
        """
        CREATE TEMP TABLE changed_ids AS
        SELECT d.id AS former, coalesce(n.id, r.id) AS id FROM documents d
        LEFT JOIN next_documents n ON n.text_sha256 = d.text_sha256
        LEFT JOIN misread m ON m.document_id = d.id LEFT JOIN documents t ON t.id = m.now_id
        LEFT JOIN next_documents r ON r.text_sha256 = t.text_sha256
        WHERE n.id IS NOT d.id
        """
    )
    connection.execute("CREATE UNIQUE INDEX temp.changed_ids_by_former ON changed_ids(former)")
    for table, column in _REFERENCES:
        connection.execute(
            f"UPDATE {table} SET {column} = (SELECT id FROM changed_ids WHERE former = {column}) "  # noqa: S608
            f"WHERE {column} IN (SELECT former FROM changed_ids)"
        )
    connection.execute(
        "INSERT OR IGNORE INTO former_ids SELECT former, id FROM changed_ids "
        "WHERE id IS NOT NULL AND former NOT IN (SELECT id FROM next_documents)"
    )
    connection.execute("DROP TABLE changed_ids")
    connection.execute("DELETE FROM misread")


def _take_outcomes(connection: Connection) -> None:
    """Write what has become of articles of present files where it is something else than before."""
    becomes = "SET state = o.state, reason_code = o.reason_code, reason_detail = o.reason_detail, reason = o.reason"
    other = "(t.state, t.reason_code, t.reason_detail) IS NOT (o.state, o.reason_code, o.reason_detail)"
    same = "o.root = t.root AND o.path = t.path AND t.state <> 'missing' AND t.document_id IS NOT NULL"
    for table, number in (("members", "o.number = t.number"), ("files", "o.number = 1 AND t.members = 1")):
        connection.execute(f"UPDATE {table} AS t {becomes} FROM next_outcomes o WHERE {same} AND {number} AND {other}")


def _reject_left_out(connection: Connection) -> None:
    """Reject what holds a text that the new rules take no article from; a file is tried again when it changes."""
    rejected = """
        UPDATE {} AS t SET state = iif(state = 'missing', state, 'rejected'), document_id = NULL,
            reason_code = o.reason_code, reason_detail = NULL, reason = o.reason
        FROM next_left_out o JOIN documents d ON d.text_sha256 = o.text_sha256 WHERE t.document_id = d.id
    """
    connection.execute(rejected.format("members"))
    connection.execute(rejected.format("files") + "AND t.members = 1")
    connection.execute(
        "DELETE FROM members WHERE document_id IS NULL "
        "AND (root, path) IN (SELECT root, path FROM files WHERE members = 1 AND document_id IS NULL)"
    )
    connection.execute("UPDATE files SET members = 0, encoding = NULL WHERE members = 1 AND document_id IS NULL")
