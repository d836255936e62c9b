"""The `documents` table and its full text index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.rows import DocumentRow

ID_BITS = 48  # 15 digits at most; in a million documents one clash in 500 collections, which `free_id` resolves


def find_document(connection: Connection, text_sha256: str) -> int | None:
    """The id of the document with this text."""
    row = connection.execute("SELECT id FROM documents WHERE text_sha256 = ?", (text_sha256,)).fetchone()
    return row[0] if row else None


def free_id(connection: Connection, text_sha256: str) -> int:
    """The id for a new text: the first bits of its hash, so that it is the same in every database."""
    candidate = int(text_sha256[: ID_BITS // 4], 16)
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (candidate,)).fetchone():
        candidate += 1
    return candidate


def add_document(connection: Connection, row: DocumentRow, now: str) -> None:
    """Insert a document as a story of its own."""
    connection.execute(
        "INSERT INTO stories (id, lead_document_id, documents, published) VALUES (?, ?, 1, ?)",
        (row.id, row.id, row.published),
    )
    connection.execute(
        """
        INSERT INTO documents (id, text_sha256, story_id, title, byline, agency, place, published, month_day,
                               language, words, text, prose_start, prose_end, spans, first_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            *(row.id, row.text_sha256, row.id, row.title, row.byline, row.agency, row.place, row.published),
            *(row.month_day, row.language, row.words, row.text, row.prose_start, row.prose_end, row.spans, now),
        ),
    )


def index_for_search(connection: Connection, documents: Iterable[int]) -> None:
    """Enter new documents in the full text index; FTS5 wants them in the order of their ids."""
    connection.executemany(
        "INSERT INTO documents_fts (rowid, title, text) SELECT id, title, text FROM documents WHERE id = ?",
        ((document,) for document in sorted(documents)),
    )


def text_and_spans(connection: Connection, document: int) -> tuple[str, str]:
    """The stored text of a document, and its prose's paragraphs as JSON."""
    text, spans = connection.execute("SELECT text, spans FROM documents WHERE id = ?", (document,)).fetchone()
    return text, spans
