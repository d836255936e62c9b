"""What the manifest shows, and which of it is newer than the manifest's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.binding import named, read
from db.types import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.tables import Tables
    from db.types import StoryId

REJECTED = -1  # stands in the queue for the list of rejected files


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the manifest lists it."""

    path: str
    state: Outcome
    reason: str | None


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story as the manifest lists it; `opening` is the beginning of the lead's prose."""

    id: int
    title: str | None
    opening: str
    published: str | None
    agency: str | None
    files: tuple[ListedFile, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The stories with low <= published < high ('' stands for undated) and first_id <= id <= last_id."""

    low: str
    high: str
    first_id: int
    last_id: int


def mark_stale(tables: Tables, story: StoryId) -> None:
    """Queue the page that shows the story as it is now; after a rebuild all pages are compared."""
    if tables.are_in_use:
        tables.execute(
            "INSERT OR IGNORE INTO manifest_queue "
            "SELECT coalesce(substr(published, 1, 10), ''), id FROM {stories} WHERE id = ?",
            (story,),
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
    files = _files_by_story(connection, part)
    rows = connection.execute(
        f"""
        SELECT s.id, d.title, substr(d.text, d.prose_start + 1, min(100, d.prose_end - d.prose_start)),
               s.published, d.agency
        FROM stories s JOIN documents d ON d.id = s.lead_document_id
        WHERE {_within(part)} AND s.id BETWEEN :first_id AND :last_id
        ORDER BY s.published DESC, d.title, s.id
        """,  # noqa: S608 - our own words
        named(part),
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


def _within(part: Slice) -> str:
    """The condition on a story's date."""
    dated = "s.published >= :low AND s.published < :high"
    return dated if part.low else f"(s.published IS NULL OR {dated})"


def _files_by_story(connection: Connection, part: Slice) -> dict[int, list[ListedFile]]:
    rows = connection.execute(
        f"""
        SELECT s.id, f.path, f.state, f.reason
        FROM stories s JOIN documents d ON d.story_id = s.id JOIN files f ON f.document_id = d.id
        WHERE {_within(part)} AND s.id BETWEEN :first_id AND :last_id
        ORDER BY f.state <> 'stored', f.path
        """,  # noqa: S608 - our own words
        named(part),
    )
    files: dict[int, list[ListedFile]] = {}
    for story, path, state, reason in rows:
        files.setdefault(story, []).append(ListedFile(path=path, state=Outcome(state), reason=reason))
    return files


def _tally(connection: Connection, subject: str) -> dict[str, int]:
    return dict(
        connection.execute("SELECT name, number FROM tallies WHERE subject = ? AND number > 0", (subject,)).fetchall()
    )
