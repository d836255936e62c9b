"""The tables that a rebuild fills beside those in use, and how far it has come.

The next tables have the definitions of those in use, whatever these are by now, without foreign keys: what they refer
to has another name yet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.binding import read
from db.definitions import definitions, renamed
from db.tables import DERIVED, NEXT
from db.types import DocumentId, Utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.files import Change

_BESIDE = (
    """
    CREATE TABLE next_outcomes (
        root TEXT NOT NULL, path TEXT NOT NULL, number INTEGER NOT NULL,
        state TEXT NOT NULL, reason_code TEXT, reason_detail TEXT, reason TEXT,
        PRIMARY KEY (path, root, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE next_left_out (
        text_sha256 TEXT PRIMARY KEY, reason_code TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE next_touched (document_id INTEGER PRIMARY KEY) STRICT",
    """
    CREATE TRIGGER next_file_came AFTER INSERT ON members WHEN new.document_id IS NOT NULL
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (new.document_id); END
    """,
    """
    CREATE TRIGGER next_file_changed AFTER UPDATE OF state ON members
    WHEN new.document_id IS NOT NULL AND (old.state = 'missing') <> (new.state = 'missing')
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (new.document_id); END
    """,
    """
    CREATE TRIGGER next_file_left AFTER DELETE ON members WHEN old.document_id IS NOT NULL
    BEGIN INSERT OR IGNORE INTO next_touched VALUES (old.document_id); END
    """,
)
"""What will have become of files; texts that there is no article of; documents whose files have changed since."""


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
    for _, sql in definitions(connection, "table") + definitions(connection, "index"):
        connection.execute(renamed(sql, NEXT))
    for statement in _BESIDE:
        connection.execute(statement)
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


def is_in_a_present_file(connection: Connection, document: DocumentId) -> bool:
    """Whether a file that is there holds the document."""
    found = connection.execute("SELECT 1 FROM members WHERE document_id = ? AND state <> 'missing'", (document,))
    return found.fetchone() is not None


def carry_over(connection: Connection, document: DocumentId) -> None:
    """Put a document into the next tables as it is, as a story of its own that nothing is compared with."""
    connection.execute("INSERT INTO next_documents SELECT * FROM documents WHERE id = ?", (document,))
    connection.execute("UPDATE next_documents SET story_id = id WHERE id = ?", (document,))
    connection.execute(
        "INSERT INTO next_stories (id, documents, lead_document_id, first_document_id, latest_document_id) "
        "VALUES (?1, 1, ?1, ?1, ?1)",
        (document,),
    )


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
