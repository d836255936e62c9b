"""The `stories` table: the closure of edition matches, and what follows from it for the files.

A story's id is the smallest id among its documents, its lead the document with the most words of prose. Which file
of a story is called stored, edition or duplicate follows from the set of files alone, never from who came first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.manifest import mark_stale
from db.matches import edition_neighbours, edition_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from sqlite3 import Connection


def story_of(connection: Connection, document: int) -> int:
    """The story of a document."""
    (story,) = connection.execute("SELECT story_id FROM documents WHERE id = ?", (document,)).fetchone()
    return int(story)


def join(connection: Connection, documents: Iterable[int]) -> None:
    """Make the stories of the documents one. `refresh_stories` must follow."""
    stories = {story_of(connection, document) for document in documents}
    joined = min(stories)
    for story in stories - {joined}:
        mark_stale(connection, story)
        connection.execute("UPDATE documents SET story_id = ? WHERE story_id = ?", (joined, story))
        connection.execute("DELETE FROM stories WHERE id = ?", (story,))


def are_held_together(connection: Connection, pair: tuple[int, int]) -> bool:
    """Whether a third edition joins two documents that have lost their match: then their story is whole."""
    third = connection.execute(
        """
        WITH neighbours(id) AS (
            SELECT other_id FROM matches WHERE document_id = ?1 AND kind = 'edition'
            UNION ALL SELECT document_id FROM matches WHERE other_id = ?1 AND kind = 'edition')
        SELECT 1 FROM neighbours JOIN matches m
            ON m.document_id = min(neighbours.id, ?2) AND m.other_id = max(neighbours.id, ?2) AND m.kind = 'edition'
        LIMIT 1
        """,
        pair,
    )
    return third.fetchone() is not None


def split(connection: Connection, story: int) -> set[int]:
    """Part a story that has lost an edition match into what its matches still hold together; returns all parts.

    `refresh_stories` must follow for each.
    """
    left = {row[0] for row in connection.execute("SELECT id FROM documents WHERE story_id = ?", (story,))}
    parts = set()
    while left:
        part = _reachable(connection, left.pop())
        left -= part
        parts.add(min(part))
        _settle_part(connection, min(part), part)
    return parts


def stories_of(connection: Connection, documents: Iterable[int]) -> list[int]:
    """The stories of the documents, each once."""
    return sorted({story_of(connection, document) for document in documents})


def editions_without_year(connection: Connection, story: int) -> list[tuple[int, str]]:
    """The story's documents that print a day without a year, and that day ('--01-06')."""
    return connection.execute(
        "SELECT id, month_day FROM documents WHERE story_id = ? AND month_day <> ''", (story,)
    ).fetchall()


def printed_dates(connection: Connection, story: int) -> list[str]:
    """The dates that the story's documents print."""
    rows = connection.execute(
        "SELECT published FROM documents WHERE story_id = ? AND month_day = '' AND published <> ''", (story,)
    )
    return [published for (published,) in rows]


def set_published(connection: Connection, document: int, published: str) -> None:
    """Give a document the date that its editions imply."""
    connection.execute("UPDATE documents SET published = ?1 WHERE id = ?2 AND published <> ?1", (published, document))


def refresh_stories(connection: Connection, documents: Iterable[int]) -> None:
    """Bring the stories of the documents, and the states of their files, in line with what they hold now."""
    for story in stories_of(connection, documents):
        _refresh(connection, story)


def _refresh(connection: Connection, story: int) -> None:
    mark_stale(connection, story)
    connection.execute(
        """
        WITH editions AS (SELECT id, words, published FROM documents WHERE story_id = ?1),
             lead AS (SELECT id, published FROM editions ORDER BY words DESC, id LIMIT 1)
        UPDATE stories SET
            lead_document_id = (SELECT id FROM lead),
            documents = (SELECT count(*) FROM editions),
            published = coalesce(nullif((SELECT published FROM lead), ''), (SELECT max(published) FROM editions))
        WHERE id = ?1
        """,
        (story,),
    )
    _refresh_files(connection, story)
    mark_stale(connection, story)


def _reachable(connection: Connection, start: int) -> set[int]:
    found, frontier = {start}, [start]
    while frontier:
        fresh = edition_neighbours(connection, frontier.pop()) - found
        found |= fresh
        frontier.extend(fresh)
    return found


def _settle_part(connection: Connection, story: int, documents: set[int]) -> None:
    connection.execute(
        "INSERT INTO stories (id, lead_document_id, documents, published) VALUES (?, ?, ?, '') ON CONFLICT DO NOTHING",
        (story, story, len(documents)),
    )
    connection.executemany("UPDATE documents SET story_id = ? WHERE id = ?", ((story, each) for each in documents))


def _refresh_files(connection: Connection, story: int) -> None:
    """Of a document's files the one with the shortest path stands for it; the others are duplicates."""
    rows = connection.execute(
        """
        SELECT f.path, f.state, f.reason, f.sha256, f.document_id, s.lead_document_id
        FROM stories s JOIN documents d ON d.story_id = s.id JOIN files f ON f.document_id = d.id
        WHERE s.id = ? AND f.state <> 'missing' ORDER BY length(f.path), f.path
        """,
        (story,),
    ).fetchall()
    if not rows:
        return
    first: dict[int, tuple[str, str]] = {}
    for path, _, _, sha256, document, _ in rows:
        first.setdefault(document, (path, sha256))
    lead = rows[0][-1]
    others = {row[0] for row in connection.execute("SELECT id FROM documents WHERE story_id = ?", (story,))} - {lead}
    ways = _ways_to(connection, lead, others)
    names = {document: path for document, (path, _) in first.items()}
    changes = []
    for path, state, reason, sha256, document, _ in rows:
        new = _state(path, sha256, first[document], _edition(ways[document], names) if document != lead else "")
        if new != (state, reason):
            changes.append((*new, path))
    connection.executemany("UPDATE files SET state = ?, reason = ? WHERE path = ?", changes)


def _state(path: str, sha256: str, first: tuple[str, str], edition: str) -> tuple[str, str]:
    first_path, first_sha256 = first
    if path != first_path:
        return "duplicate", f"same {'bytes' if sha256 == first_sha256 else 'text'} as {first_path}"
    return ("edition", edition) if edition else ("stored", "")


def _ways_to(connection: Connection, lead: int, documents: AbstractSet[int]) -> dict[int, list[int]]:
    """For each document the shortest way by edition matches to the lead, which ends it; of equals by smaller ids.

    `documents` are all the story's others.
    """
    ways: dict[int, list[int]] = {lead: []}
    left, frontier = set(documents), {lead}
    while left and frontier:
        found: dict[int, int] = {}
        for nearer, document in sorted(_steps(connection, frontier, left)):
            found.setdefault(document, nearer)
        ways |= {document: [nearer, *ways[nearer]] for document, nearer in found.items()}
        left -= found.keys()
        frontier = set(found)
    return ways


def _steps(connection: Connection, nearer: set[int], farther: set[int]) -> list[tuple[int, int]]:
    """The edition matches from one set to the other, looked for from the smaller."""
    if len(nearer) <= len(farther):
        return [pair for pair in edition_pairs(connection, nearer) if pair[1] in farther]
    return [(other, one) for one, other in edition_pairs(connection, farther) if other in nearer]


def _edition(way: list[int], paths: Mapping[int, str]) -> str:
    """What a file is an edition of, and through which other editions where the two have no match of their own."""
    *between, lead = (paths.get(document, "a document whose file is gone") for document in way)
    if not between:
        return f"of {lead}"
    more = f" and {len(between) - 1} more" if len(between) > 1 else ""
    return f"of {lead}, through {between[0]}{more}"
