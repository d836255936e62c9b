"""The schema: strict, indexed for each view's query, the same after every start."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import open_writer, transaction
from db.stories import join, refresh_stories
from tests.db.older import make_older
from tests.db.rows import PROSE, put_document, put_document_file, put_match

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

VIEWS = ("recent", "editions", "duplicates", "rejected", "reuse", "by_agency", "by_day")
WITH_EXCERPT = ("recent", "editions", "reuse")
MENU = "Menu\nWeather\nSubscribe\n\n"


def names(connection: Connection, kind: str) -> list[str]:
    """The tables or views that are ours: not SQLite's, not full text search's, not the list of migrations."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY name", (kind,))
    return [name for (name,) in rows if not name.startswith(("sqlite_", "_sqlite", "documents_fts"))]


def plan(connection: Connection, query: str) -> str:
    """How SQLite would run a query."""
    return "\n".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))


@pytest.fixture
def filled(connection: Connection) -> Connection:
    """A database with two editions, a reuse, a duplicate and a rejected file."""
    text = f"{MENU}{PROSE} {PROSE * 5}"
    with transaction(connection):
        for number in (1, 2, 3):
            put_document(connection, number, text=text, prose_start=len(MENU), prose_end=len(text))
            put_document_file(connection, f"{number}.txt", number)
        put_document_file(connection, "copy.txt", 1)
        put_document_file(connection, "scan.txt")
        put_match(connection, 1, 2)
        put_match(connection, 1, 3, "reuse")
        join(connection, [1, 2])
        refresh_stories(connection, [1, 3])
    return connection


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A second start finds all steps applied: the schema is the same, byte for byte."""
    schemas = []
    for _ in range(2):
        with closing(open_writer(tmp_path / "seeds.db")) as connection:
            schemas.append(connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall())
            schemas[-1] += connection.execute("SELECT * FROM _sqlite_migrations ORDER BY name").fetchall()

    assert schemas[0] == schemas[1]


def test_refused_files_are_read_again_after_the_upgrade(tmp_path: Path) -> None:
    """What an earlier version could not read differs from what the folder shows, so that it is looked at anew."""
    make_older(tmp_path / "seeds.db", "0008_refusals_again")
    with closing(open_writer(tmp_path / "seeds.db")) as connection:
        changed = connection.execute("SELECT path, ctime_ns FROM files ORDER BY path").fetchall()

    assert [("a.txt", -1), ("b.txt", 0)] == changed


def test_every_table_is_strict(connection: Connection) -> None:
    """No table takes a value of the wrong type."""
    strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall())
    tables = names(connection, "table")

    assert {"files", "documents", "stories", "matches", "anchors", "journal"} <= set(tables)
    assert [] == [table for table in tables if not strict[table]]


def test_every_view_is_tested_here(connection: Connection) -> None:
    """A view that is added must be listed above."""
    assert sorted(VIEWS) == names(connection, "view")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_shows_rows_and_no_whole_text(filled: Connection, view: str) -> None:
    """Each view runs, has something to show, and never shows a document's text in full."""
    rows = filled.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - our own names

    assert rows
    assert 200 >= max(len(value) for row in rows for value in row if isinstance(value, str))


@pytest.mark.parametrize("view", ["recent", "editions"])
def test_the_excerpt_is_the_beginning_of_the_prose(filled: Connection, view: str) -> None:
    """What stands in place of the text begins where the story begins, not with the page's menu."""
    excerpts = {row[0] for row in filled.execute(f"SELECT excerpt FROM {view} WHERE document_id IS NOT NULL")}  # noqa: S608 - our own names

    assert {(PROSE + " " + PROSE * 5)[:200]} == excerpts


def test_views_tell_files_apart(filled: Connection) -> None:
    """Duplicates, rejected files and the editions of a story each stand in their view."""
    assert [("copy.txt", "same text as 1.txt")] == filled.execute("SELECT path, reason FROM duplicates").fetchall()
    assert [("scan.txt", "empty")] == filled.execute("SELECT path, reason FROM rejected").fetchall()
    assert [(1, 1), (1, 1), (2, 0)] == filled.execute("SELECT document_id, is_lead FROM editions").fetchall()
    assert [(1, 3)] == filled.execute("SELECT document_id, other_id FROM reuse").fetchall()
    assert [("Reuters", 3, 2)] == filled.execute("SELECT agency, documents, stories FROM by_agency").fetchall()
    assert [("2024-04-30", 3, 2)] == filled.execute("SELECT * FROM by_day").fetchall()


def test_reuse_is_between_stories(filled: Connection) -> None:
    """What two documents of one story share is no reuse: once a third edition joins them, the pair is not listed."""
    with transaction(filled):
        put_match(filled, 2, 3)
        join(filled, [2, 3])
        refresh_stories(filled, [1])

    assert [] == filled.execute("SELECT * FROM reuse").fetchall()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM recent LIMIT 20",
        "SELECT * FROM duplicates",
        "SELECT * FROM rejected",
        "SELECT * FROM rejected LIMIT 20",
        "SELECT * FROM reuse",
        "SELECT * FROM by_agency WHERE agency = 'Reuters'",
        "SELECT * FROM by_day WHERE day = '2024-04-30'",
        "SELECT * FROM editions WHERE story_id = 1",
    ],
)
def test_a_view_reads_no_whole_table(connection: Connection, query: str) -> None:
    """Rows are found, and put in order, by an index."""
    steps = plan(connection, query)

    # A walk along an index in the order asked for ends where LIMIT ends it.
    assert not re.search(r"SCAN (files|documents|stories|matches|[abdfms])\b(?! USING)", steps)


@pytest.mark.parametrize("view", ["recent", "rejected"])
def test_the_newest_are_not_sorted_out_of_all(connection: Connection, view: str) -> None:
    """The newest files stand first in the index already."""
    assert "ORDER BY" not in plan(connection, f"SELECT * FROM {view} LIMIT 20")  # noqa: S608 - our own names


def test_agencies_are_counted_along_an_index(connection: Connection) -> None:
    """The view that counts all documents reads an index, not the documents with their texts."""
    assert "USING COVERING INDEX" in plan(connection, "SELECT * FROM by_agency")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO files VALUES ('a', 'lost', NULL, 0, 0, 0, '', '', '', '', '', '')",
        "INSERT INTO matches VALUES (2, 1, 'edition', 0, 0, 0, '', '')",
        "INSERT INTO matches VALUES (1, 2, 'rumour', 0, 0, 0, '', '')",
        "INSERT INTO worker VALUES (2, 1, '', '', '', '', '', 0, 0, '', '', '', 0)",
        "INSERT INTO journal VALUES (1, 'now', 'a', 'stored', 'one', NULL, '', 0)",
    ],
)
def test_nonsense_is_refused(connection: Connection, statement: str) -> None:
    """A state or kind that does not exist, a pair the wrong way round, a second worker: the tables refuse them."""
    with pytest.raises(Exception, match=r"constraint failed|cannot store"):
        connection.execute(statement)
