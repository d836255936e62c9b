"""The `documents` table and its full text index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.binding import insert, read
from db.rows import DocumentRow, StoryRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

    from db.tables import Tables
    from db.types import DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """Of a document's row, what an article is made of."""

    text: str
    title: str | None
    byline: str | None
    agency: str | None
    place: str | None
    published: str | None
    month_day: str | None
    language: str | None
    spans: str


def has_documents(connection: Connection) -> bool:
    """Whether there is any document."""
    return connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is not None


def find_documents(connection: Connection, text_sha256s: Iterable[str]) -> dict[str, DocumentId]:
    """The ids of the documents with these texts, by the hashes of the texts; other texts are left out."""
    rows = connection.execute(
        "SELECT d.text_sha256, d.id FROM json_each(?) JOIN documents d ON d.text_sha256 = value",
        (json.dumps(list(text_sha256s)),),
    )
    return dict(rows.fetchall())


def confirm_readings(connection: Connection, documents: Iterable[DocumentId], reader_version: str) -> None:
    """Say that this reader, too, reads these texts."""
    connection.execute(
        "UPDATE documents SET reader_version = ?1 "
        "WHERE id IN (SELECT value FROM json_each(?2)) AND reader_version IS NOT ?1",
        (reader_version, json.dumps(list(documents))),
    )


def add_documents(tables: Tables, rows: Sequence[DocumentRow]) -> None:
    """Insert documents, each as a story of its own."""
    stories = [
        StoryRow(
            id=row.story_id,
            title=row.title,
            published=row.published,
            documents=1,
            outlets=row.outlet,
            lead_document_id=row.id,
            first_document_id=row.id,
            latest_document_id=row.id,
            first_published=row.published,
            last_published=row.published,
        )
        for row in rows
    ]
    insert(tables.connection, tables.name("stories"), StoryRow, stories)
    insert(tables.connection, tables.name("documents"), DocumentRow, rows)


def index_for_search(tables: Tables, documents: Iterable[DocumentId]) -> None:
    """Enter new documents in the full text index; FTS5 wants them in the order of their ids."""
    tables.executemany(
        "INSERT INTO {documents_fts} (rowid, title, body) SELECT id, title, body FROM {documents} WHERE id = ?",
        ((document,) for document in sorted(documents)),
    )


def stored_article(tables: Tables, document: DocumentId) -> StoredArticle:
    """What was read out of a document when it was stored."""
    rows = tables.execute(
        "SELECT text, title, byline, agency, place, published, month_day, language, spans "
        "FROM {documents} WHERE id = ?",
        (document,),
    )
    return next(read(rows, StoredArticle))
