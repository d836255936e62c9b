"""The `stories` table: the closure of edition matches.

A story's id is the smallest id among its documents, its lead the document with the most words in its body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.binding import read
from db.manifest import mark_stale
from db.matches import edition_neighbours
from db.types import DocumentId, Outcome, StoryId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.anchors import Pair
    from db.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """An article of a present file, as far as its outcome depends on its own story."""

    root: str
    path: str
    number: int
    members: int
    sha256: str | None
    document_id: DocumentId
    state: Outcome
    reason_code: str | None
    reason_detail: str | None


def story_of(tables: Tables, document: DocumentId) -> StoryId:
    """The story of a document."""
    (story,) = tables.execute("SELECT story_id FROM {documents} WHERE id = ?", (document,)).fetchone()
    return StoryId(story)


def stories_of(tables: Tables, documents: Iterable[DocumentId]) -> list[StoryId]:
    """The stories of the documents, each once."""
    return sorted({story_of(tables, document) for document in documents})


def documents_of(tables: Tables, story: StoryId) -> set[DocumentId]:
    """The documents of a story."""
    return {DocumentId(row[0]) for row in tables.execute("SELECT id FROM {documents} WHERE story_id = ?", (story,))}


def lead_of(tables: Tables, story: StoryId) -> DocumentId:
    """The document that leads a story."""
    (lead,) = tables.execute("SELECT lead_document_id FROM {stories} WHERE id = ?", (story,)).fetchone()
    return DocumentId(lead)


def join(tables: Tables, documents: Iterable[DocumentId]) -> None:
    """Make the stories of the documents one. `refresh` must follow."""
    stories = set(stories_of(tables, documents))
    joined = min(stories)
    for story in stories - {joined}:
        mark_stale(tables, story)
        tables.execute("UPDATE {documents} SET story_id = ? WHERE story_id = ?", (joined, story))
        tables.execute("DELETE FROM {stories} WHERE id = ?", (story,))


def are_held_together(tables: Tables, pair: Pair) -> bool:
    """Whether a third edition joins two documents that have lost their match: then their story is whole."""
    third = tables.execute(
        """
        WITH neighbours(id) AS (
            SELECT other_id FROM {matches} WHERE document_id = ?1 AND kind = 'edition'
            UNION ALL SELECT document_id FROM {matches} WHERE other_id = ?1 AND kind = 'edition')
        SELECT 1 FROM neighbours JOIN {matches} m
            ON m.document_id = min(neighbours.id, ?2) AND m.other_id = max(neighbours.id, ?2) AND m.kind = 'edition'
        LIMIT 1
        """,
        pair,
    )
    return third.fetchone() is not None


def split(tables: Tables, story: StoryId) -> set[DocumentId]:
    """Part a story that has lost an edition match into what its matches still hold together.

    Returns a document of each part. `refresh` must follow for each.
    """
    left = documents_of(tables, story)
    parts = set()
    while left:
        part = _reachable(tables, left.pop())
        left -= part
        parts.add(min(part))
        _settle_part(tables, min(part), part)
    return parts


def editions_without_year(tables: Tables, story: StoryId) -> list[tuple[DocumentId, str]]:
    """The story's documents that print a day without a year, and that day ('--01-06')."""
    return tables.execute(
        "SELECT id, month_day FROM {documents} WHERE story_id = ? AND month_day IS NOT NULL", (story,)
    ).fetchall()


def printed_dates(tables: Tables, story: StoryId) -> list[str]:
    """The dates that the story's documents print."""
    rows = tables.execute(
        "SELECT published FROM {documents} WHERE story_id = ? AND month_day IS NULL AND published IS NOT NULL", (story,)
    )
    return [published for (published,) in rows]


def set_published(tables: Tables, document: DocumentId, published: str | None) -> None:
    """Give a document the date that its editions imply."""
    tables.execute("UPDATE {documents} SET published = ?1 WHERE id = ?2 AND published IS NOT ?1", (published, document))


def refresh(tables: Tables, story: StoryId) -> None:
    """Bring the story's row in line with its documents."""
    mark_stale(tables, story)
    tables.execute(
        """
        WITH editions AS (SELECT id, words, title, outlet, published FROM {documents} WHERE story_id = ?1),
             lead AS (SELECT * FROM editions ORDER BY words DESC, id LIMIT 1),
             earliest AS (SELECT * FROM editions ORDER BY published IS NULL, published, id LIMIT 1),
             latest AS (SELECT * FROM editions ORDER BY published DESC, id LIMIT 1)
        UPDATE {stories} SET
            title = (SELECT title FROM lead),
            published = coalesce((SELECT published FROM lead), (SELECT max(published) FROM editions)),
            documents = (SELECT count(*) FROM editions),
            outlets = (SELECT group_concat(outlet, '; ') FROM (
                SELECT DISTINCT outlet FROM editions WHERE outlet IS NOT NULL ORDER BY outlet)),
            lead_document_id = (SELECT id FROM lead),
            first_document_id = (SELECT id FROM earliest), first_published = (SELECT published FROM earliest),
            latest_document_id = (SELECT id FROM latest), last_published = (SELECT published FROM latest)
        WHERE id = ?1
        """,
        (story,),
    )
    mark_stale(tables, story)


def members_of(tables: Tables, story: StoryId) -> list[StoryMember]:
    """The articles of present files that hold documents of the story; what stands for a document comes first."""
    rows = tables.execute(
        """
        SELECT m.root, m.path, m.number, f.members, f.sha256, m.document_id, m.state, m.reason_code, m.reason_detail
        FROM {documents} d JOIN members m ON m.document_id = d.id JOIN files f ON f.root = m.root AND f.path = m.path
        WHERE d.story_id = ? AND f.state <> 'missing' ORDER BY length(m.path), m.path, m.root, m.number
        """,
        (story,),
    )
    return list(read(rows, StoryMember))


def _reachable(tables: Tables, start: DocumentId) -> set[DocumentId]:
    found, frontier = {start}, [start]
    while frontier:
        fresh = edition_neighbours(tables, frontier.pop()) - found
        found |= fresh
        frontier.extend(fresh)
    return found


def _settle_part(tables: Tables, least: DocumentId, documents: set[DocumentId]) -> None:
    tables.execute(
        "INSERT INTO {stories} (id, documents, lead_document_id, first_document_id, latest_document_id) "
        "VALUES (?1, ?2, ?1, ?1, ?1) ON CONFLICT DO NOTHING",
        (least, len(documents)),
    )
    tables.executemany("UPDATE {documents} SET story_id = ? WHERE id = ?", ((least, each) for each in documents))
