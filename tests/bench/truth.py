"""How what a database says compares with what was planted in the files."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from db.connection import open_reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from sqlite3 import Connection

    from tests.dispatches.collection import Planted


class Findings(NamedTuple):
    """What a scan made of a collection; `joined` is how many planted stories are in a story with another one."""

    files: int
    documents: int
    stories: int
    planted_stories: int
    editions: int
    planted_editions: int
    joined: int


def findings(db: Path, truth: Mapping[str, Planted]) -> Findings:
    """Compare a database with what its files are."""
    with closing(open_reader(db)) as connection:
        documents, stories = _count(connection, "documents"), _count(connection, "stories")
        story_of = dict(
            connection.execute("SELECT f.path, d.story_id FROM files f JOIN documents d ON d.id = f.document_id")
        )
    first: dict[int, str] = {}
    for path, planted in truth.items():
        first.setdefault(planted.story, path)
    editions = {path: planted for path, planted in truth.items() if planted.kind == "edition"}
    found = sum(story_of.get(path) == story_of.get(first[planted.story]) for path, planted in editions.items())
    joined = len(first) - len({story_of.get(path) for path in first.values()})
    return Findings(len(story_of), documents, stories, len(first), found, len(editions), joined)


def _count(connection: Connection, table: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
    return int(number)
