"""What a scan of some pages says of them: the real path from files to the database."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from db.connection import open_reader, open_writer
from worker.clock import Clock
from worker.pipeline.pipeline import Pipeline
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from sqlite3 import Connection

Pair = tuple[str, str]
"""Two file names, in their order."""

_DOCUMENTS = """
SELECT files.path, files.document_id, story_id, title, byline, agency, place, published, language,
    substr(text, prose_start + 1, prose_end - prose_start) AS prose
FROM files JOIN documents ON documents.id = files.document_id ORDER BY files.path
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What the database says: columns and prose by file, pairs of one story, pairs joined by a story or a match."""

    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    editions: set[Pair] = field(default_factory=set)
    linked: set[Pair] = field(default_factory=set)


def scan(seeds: Path, db: Path) -> None:
    """Take a folder of files into a new database."""
    clock = Clock(time.monotonic, time.time, time.sleep)
    with closing(open_writer(db)) as connection:
        Pipeline(connection, Settings(seeds=seeds, db=db, settle=0.0), clock).scan(lambda _: None, lambda: False)


def scan_pages(pages: Mapping[str, str], home: Path) -> Said:
    """Write pages by name below `home`, scan them, and return what is said of them."""
    (home / "pages").mkdir()
    for name, page in pages.items():
        (home / "pages" / name).write_text(page, encoding="utf-8")
    scan(home / "pages", home / "seeds.db")
    return said(home / "seeds.db")


def said(db: Path) -> Said:
    """Read what a database says."""
    with closing(open_reader(db)) as connection:
        rows = _documents(connection)
        matched = {tuple(row) for row in connection.execute("SELECT document_id, other_id FROM matches")}
    found = Said({row["path"]: row for row in rows})
    for one, other in combinations(rows, 2):
        pair = (one["path"], other["path"])
        if one["story_id"] == other["story_id"]:
            found.editions.add(pair)
        if tuple(sorted((one["document_id"], other["document_id"]))) in matched:
            found.linked.add(pair)
    found.linked.update(found.editions)
    return found


def _documents(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(_DOCUMENTS)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
