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

ID_BITS = 48  # 15 digits at most; in a million documents one clash in 500 collections, which `free_id` resolves


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """Of a document's row, what an article is made of."""

    text: str
    title: str
    byline: str
    agency: str
    place: str
    published: str
    month_day: str
    language: str
    spans: str


def find_documents(connection: Connection, text_sha256s: Iterable[str]) -> dict[str, int]:
    """The ids of the documents with these texts, by the hashes of the texts; other texts are left out."""
    rows = connection.execute(
        "SELECT d.text_sha256, d.id FROM json_each(?) JOIN documents d ON d.text_sha256 = value",
        (json.dumps(list(text_sha256s)),),
    )
    return dict(rows.fetchall())


def free_ids(connection: Connection, text_sha256s: Iterable[str]) -> dict[str, int]:
    """The ids for new texts: the first bits of their hashes, so that they are the same in every database."""
    ids: dict[str, int] = {}
    for text_sha256 in text_sha256s:
        candidate = int(text_sha256[: ID_BITS // 4], 16)
        while candidate in ids.values() or _is_taken(connection, candidate):
            candidate += 1
        ids[text_sha256] = candidate
    return ids


def _is_taken(connection: Connection, document: int) -> bool:
    return connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None


def add_documents(connection: Connection, rows: Sequence[DocumentRow]) -> None:
    """Insert documents, each as a story of its own."""
    stories = [StoryRow(id=row.id, lead_document_id=row.id, documents=1, published=row.published) for row in rows]
    insert(connection, "stories", StoryRow, stories)
    insert(connection, "documents", DocumentRow, rows)


def index_for_search(connection: Connection, documents: Iterable[int]) -> None:
    """Enter new documents in the full text index; FTS5 wants them in the order of their ids."""
    connection.executemany(
        "INSERT INTO documents_fts (rowid, title, text) SELECT id, title, text FROM documents WHERE id = ?",
        ((document,) for document in sorted(documents)),
    )


def stored_article(connection: Connection, document: int) -> StoredArticle:
    """What was read out of a document when it was stored."""
    rows = connection.execute(
        "SELECT text, title, byline, agency, place, published, month_day, language, spans FROM documents WHERE id = ?",
        (document,),
    )
    return next(read(rows, StoredArticle))
