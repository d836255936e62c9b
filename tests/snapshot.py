"""What a database says, without the times at which it was told."""

from contextlib import closing
from pathlib import Path
from typing import Any

# As the writer, which may be of this process: two copies of SQLite take each other's locks away there, and one cuts the
# index of the WAL that the other has mapped (https://sqlite.org/howtocorrupt.html, 2.2.1).
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

Snapshot = dict[str, list[tuple[Any, ...]]]

QUERIES = {
    "documents": "SELECT id, text_sha256, story_id, title, byline, agency, outlet, place, published, month_day, "
    "language, section, words, prose_start, prose_end, spans, reader_version, rule_set, body, text "
    "FROM documents ORDER BY id",
    "stories": "SELECT * FROM stories ORDER BY id",
    "matches": "SELECT * FROM matches ORDER BY document_id, other_id",
    "passages": "SELECT * FROM passages ORDER BY document_id, other_id, starts, other_starts",
    "anchors": "SELECT * FROM anchors ORDER BY hash, document_id",
    "files": "SELECT path, state, document_id, members, reason_code, reason_detail, reason, sha256, encoding, "
    "reader_version FROM files ORDER BY path",
    "members": "SELECT path, state, number, record_id, document_id, reason_code, reason_detail, reason, title, byline, "
    "agency, outlet, published, language, section FROM members ORDER BY path, number",
}


def rows(db: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query, read by a connection of its own."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def snapshot(db: Path) -> Snapshot:
    """All that follows from the set of files: documents, stories, matches, passages, anchors, files, their articles."""
    return {name: rows(db, query) for name, query in QUERIES.items()}
