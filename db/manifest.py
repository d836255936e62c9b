"""What the manifest shows, and which of it is newer than the manifest's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.binding import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

REJECTED = -1  # stands in the queue for the list of rejected files


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the manifest lists it."""

    path: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story as the manifest lists it; `opening` is the beginning of the lead's prose."""

    id: int
    title: str
    opening: str
    published: str
    agency: str
    files: tuple[ListedFile, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The stories with low <= published < high and first_id <= id <= last_id."""

    low: str
    high: str
    first_id: int
    last_id: int


def mark_stale(connection: Connection, story: int) -> None:
    """Queue the page that shows the story as it is now."""
    connection.execute(
        "INSERT OR IGNORE INTO manifest_queue SELECT substr(published, 1, 10), id FROM stories WHERE id = ?", (story,)
    )


def mark_rejected_stale(connection: Connection) -> None:
    """Queue the list of rejected files."""
    connection.execute("INSERT OR IGNORE INTO manifest_queue VALUES ('', ?)", (REJECTED,))


def queue(connection: Connection) -> list[tuple[str, int]]:
    """The days and stories whose pages are stale."""
    return connection.execute("SELECT day, story_id FROM manifest_queue").fetchall()


def clear_queue(connection: Connection, entries: Iterable[tuple[str, int]]) -> None:
    """Say that these entries are in the manifest now."""
    connection.executemany("DELETE FROM manifest_queue WHERE day = ? AND story_id = ?", entries)


def files_by_state(connection: Connection) -> dict[str, int]:
    """The number of files in each state."""
    return _tally(connection, "files")


def stories_by_day(connection: Connection) -> dict[str, int]:
    """The number of stories of each day ('2022-01-07'; '' for the undated ones)."""
    return _tally(connection, "stories")


def listed_stories(connection: Connection, part: Slice) -> list[ListedStory]:
    """The stories of a slice, newest first; the undated by title."""
    bounds = (part.low, part.high, part.first_id, part.last_id)
    files = _files_by_story(connection, bounds)
    rows = connection.execute(
        """
        SELECT s.id, d.title, substr(d.text, d.prose_start + 1, min(100, d.prose_end - d.prose_start)),
               s.published, d.agency
        FROM stories s JOIN documents d ON d.id = s.lead_document_id
        WHERE s.published >= ? AND s.published < ? AND s.id BETWEEN ? AND ?
        ORDER BY s.published DESC, d.title, s.id
        """,
        bounds,
    )
    return [
        ListedStory(
            id=story,
            title=title,
            opening=opening,
            published=published,
            agency=agency,
            files=tuple(files.get(story, ())),
        )
        for story, title, opening, published, agency in rows
    ]


def rejected_files(connection: Connection, most: int) -> list[ListedFile]:
    """The files that were rejected last, by path."""
    rows = connection.execute(
        """
        SELECT path, state, reason FROM (
            SELECT path, state, reason FROM files WHERE state = 'rejected' ORDER BY last_seen DESC, path LIMIT ?)
        ORDER BY path
        """,
        (most,),
    )
    return list(read(rows, ListedFile))


def _files_by_story(connection: Connection, bounds: tuple[str, str, int, int]) -> dict[int, list[ListedFile]]:
    rows = connection.execute(
        """
        SELECT s.id, f.path, f.state, f.reason
        FROM stories s JOIN documents d ON d.story_id = s.id JOIN files f ON f.document_id = d.id
        WHERE s.published >= ? AND s.published < ? AND s.id BETWEEN ? AND ?
        ORDER BY f.state <> 'stored', f.path
        """,
        bounds,
    )
    files: dict[int, list[ListedFile]] = {}
    for story, path, state, reason in rows:
        files.setdefault(story, []).append(ListedFile(path=path, state=state, reason=reason))
    return files


def _tally(connection: Connection, subject: str) -> dict[str, int]:
    return dict(
        connection.execute("SELECT name, number FROM tallies WHERE subject = ? AND number > 0", (subject,)).fetchall()
    )
