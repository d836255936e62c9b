"""Queries behind `status`, `show` and `search`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.binding import read
from db.types import DocumentId

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.types import MatchKind, Outcome, StoryId


# The file that stands for a document d, if possible one that is there.
_PATH = """
(SELECT path FROM files WHERE document_id = d.id
 ORDER BY state = 'missing', state = 'duplicate', length(path), path LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is."""

    documents: int
    stories: int
    last_arrival: str | None


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document for a reader."""

    id: DocumentId
    story_id: StoryId
    title: str | None
    byline: str | None
    agency: str | None
    place: str | None
    published: str | None
    language: str | None
    words: int
    prose: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file for a reader."""

    path: str
    state: Outcome
    reason: str | None
    document_id: DocumentId | None


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A match as one of its two documents sees it; `path` is the other one's file, None if that is in none any more."""

    other_id: DocumentId
    kind: MatchKind
    path: str | None
    title: str | None
    opening: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds the words that were looked for."""

    id: DocumentId
    title: str | None
    published: str | None
    path: str | None
    snippet: str


def totals(connection: Connection) -> Totals:
    """Count documents and stories, and find when a file last arrived."""
    rows = connection.execute(
        "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM stories) AS stories, "
        "(SELECT max(last_seen) FROM files WHERE state <> 'missing') AS last_arrival"
    )
    return next(read(rows, Totals))


def shown_document(connection: Connection, document: DocumentId) -> ShownDocument:
    """A document by its id."""
    rows = connection.execute(
        "SELECT id, story_id, title, byline, agency, place, published, language, words, "
        "substr(text, prose_start + 1, prose_end - prose_start) AS prose FROM documents WHERE id = ?",
        (document,),
    )
    return next(read(rows, ShownDocument))


def document_called(connection: Connection, number: int) -> DocumentId | None:
    """The document that has this id, or had it in an earlier version."""
    found = connection.execute(
        "SELECT id FROM documents WHERE id = ?1 UNION ALL SELECT document_id FROM former_ids WHERE id = ?1", (number,)
    ).fetchone()
    return DocumentId(found[0]) if found else None


def shown_file(connection: Connection, path: str) -> ShownFile | None:
    """A file by its path."""
    rows = connection.execute("SELECT path, state, reason, document_id FROM files WHERE path = ?", (path,))
    return next(read(rows, ShownFile), None)


def files_of_story(connection: Connection, story: StoryId) -> list[ShownFile]:
    """All files of a story."""
    rows = connection.execute(
        "SELECT f.path AS path, f.state AS state, f.reason AS reason, f.document_id AS document_id "
        "FROM documents d JOIN files f ON f.document_id = d.id "
        "WHERE d.story_id = ? ORDER BY f.state <> 'stored', f.path",
        (story,),
    )
    return list(read(rows, ShownFile))


def matches_of(connection: Connection, document: DocumentId) -> list[ShownMatch]:
    """All matches of a document, editions first."""
    rows = connection.execute(
        f"""
        WITH seen(id, kind, reason) AS (
            SELECT other_id, kind, reason FROM matches WHERE document_id = ?1
            UNION ALL SELECT document_id, kind, reason FROM matches WHERE other_id = ?1)
        SELECT d.id AS other_id, seen.kind AS kind, {_PATH} AS path, d.title AS title,
               substr(d.text, d.prose_start + 1, min(100, d.prose_end - d.prose_start)) AS opening,
               seen.reason AS reason
        FROM seen JOIN documents d ON d.id = seen.id ORDER BY 2, 1
        """,  # noqa: S608 - our own words
        (document,),
    )
    return list(read(rows, ShownMatch))


def search(connection: Connection, words: str, limit: int) -> list[Hit]:
    """The documents that hold all the words, best first; FTS5's own syntax is taken as plain words."""
    plain = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    phrase = " ".join('"{}"'.format(word.replace('"', '""')) for word in plain.split())
    if not phrase:
        return []
    rows = connection.execute(
        f"""
        SELECT d.id AS id, d.title AS title, d.published AS published, {_PATH} AS path,
               snippet(documents_fts, 1, '', '', '…', 16) AS snippet
        FROM documents_fts JOIN documents d ON d.id = documents_fts.rowid
        WHERE documents_fts MATCH ? ORDER BY rank LIMIT ?
        """,  # noqa: S608 - our own words
        (phrase, limit),
    )
    return list(read(rows, Hit))
