"""What a database says, without the times at which it was told."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Snapshot = dict[str, list[tuple[Any, ...]]]

QUERIES = {
    "documents": "SELECT id, text_sha256, story_id, title, byline, agency, place, published, month_day, "
    "language, words, text, prose_start, prose_end, spans FROM documents ORDER BY id",
    "stories": "SELECT id, lead_document_id, documents, published FROM stories ORDER BY id",
    "matches": "SELECT * FROM matches ORDER BY document_id, other_id",
    "anchors": "SELECT * FROM anchors ORDER BY hash, document_id",
    "files": "SELECT path, state, document_id, sha256, encoding, reason FROM files ORDER BY path",
}


def rows(db: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query, read by a connection of its own."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def snapshot(db: Path) -> Snapshot:
    """Documents, stories, matches, anchors and files."""
    return {name: rows(db, query) for name, query in QUERIES.items()}
