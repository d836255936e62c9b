"""The schema: strict, indexed for each view's query, the same after every start."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import open_writer, transaction
from db.files import known_files
from db.ids import home
from db.reading import document_called
from db.stories import join
from db.tables import Tables
from db.types import ONLY_ROOT, MatchKind
from db.worker_state import last_beat
from tests.db.older import make_older, put_older_document
from tests.db.rows import PROSE, document_row, ids, put_document, put_document_file, put_match, settle_stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

VIEWS = ("recent", "editions", "duplicates", "rejected", "reuse", "by_agency", "by_day")
WITH_EXCERPT = ("recent", "editions", "reuse")
INTO_FILES = "INSERT INTO files (root, path, state, members, size, first_seen, last_seen)"
INTO_MATCHES = (
    "INSERT INTO matches (document_id, other_id, kind, containment, resemblance, shared_words, reason, passages)"
)
INTO_WORKER = "INSERT INTO worker (id, pid, host, seeds, started_at, beat_at, waiting, overflows)"
INTO_JOURNAL = "INSERT INTO journal (at, root, path, outcome, document_id, milliseconds)"
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
            put_document(
                connection, number, text=text, body=text[len(MENU) :], prose_start=len(MENU), prose_end=len(text)
            )
            put_document_file(connection, f"{number}.txt", number)
        put_document_file(connection, "copy.txt", 1)
        put_document_file(connection, "scan.txt")
        put_match(connection, 1, 2)
        put_match(connection, 1, 3, MatchKind.REUSE)
        join(Tables(connection), ids(1, 2))
        settle_stories(connection, [1, 3])
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
    """What an earlier version could not read differs from what the folder shows; its reason stays until then."""
    make_older(tmp_path / "seeds.db", "0008_refusals_again")
    with closing(open_writer(tmp_path / "seeds.db")) as connection:
        changed = connection.execute(
            "SELECT path, state, mtime_ns, ctime_ns, reason, reason_code FROM files ORDER BY path"
        ).fetchall()

    assert [("a.txt", "rejected", None, None, "binary", None), ("b.txt", "missing", 0, 0, None, "gone")] == changed


FORMER = {number: number * 2**20 for number in (1, 2, 3)}


def fill_older(connection: Connection) -> None:
    """Three documents with ids of an earlier version; two of them are editions, one of those borrows from the third."""
    for number, former in FORMER.items():
        said = {"title": None, "byline": None, "agency": None} if number == 3 else {}
        put_older_document(connection, document_row(number, id=former, story_id=former, **said))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE documents SET story_id = ? WHERE id = ?", (FORMER[1], FORMER[2]))
    connection.execute("DELETE FROM stories WHERE id = ?", (FORMER[2],))
    connection.execute("UPDATE stories SET documents = 2, lead_document_id = ? WHERE id = ?", (FORMER[2], FORMER[1]))
    for one, other, kind in ((1, 2, "edition"), (2, 3, "reuse")):
        connection.execute(
            "INSERT INTO matches VALUES (?, ?, ?, 0.5, 0.25, 40, 'half of it', '[[1, 5, 2, 7]]')",
            (FORMER[one], FORMER[other], kind),
        )
        connection.execute("INSERT INTO anchors VALUES (?, ?)", (7, FORMER[one]))
    for path, number, state in (("1.txt", 1, "edition"), ("2.txt", 2, "stored"), ("3.txt", 3, "missing")):
        connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, 100, 1, 2, 'ab', 'utf-8', ?, 'then', 'later', 'checked')",
            (path, state, FORMER[number], "of 2.txt" if number == 1 else ""),
        )
    connection.execute(
        "INSERT INTO journal VALUES (9, 'then', '1.txt', 'stored', ?, ?, '', 12.5)", (FORMER[1], FORMER[2])
    )
    connection.execute("INSERT INTO manifest_queue VALUES ('2024-04-30', ?)", (FORMER[1],))
    connection.execute("INSERT INTO worker VALUES (1, 4711, 'quay', '/seeds', 'a', 'b', '', 3, 1, '', '', '', 65024)")


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Connection]:
    """A database of the version before, brought up to date."""
    make_older(tmp_path / "seeds.db", "0009_members", fill_older)
    with closing(open_writer(tmp_path / "seeds.db")) as connection:
        yield connection


NOW_CALLED = {number: home(document_row(number).text_sha256) for number in FORMER}


def test_documents_are_carried_over_under_new_ids(upgraded: Connection) -> None:
    """Which follow from their texts; what is empty is unknown; the body is made of the paragraphs; old ids lead on."""
    found = upgraded.execute(
        "SELECT id, title, agency, outlet, reader_version, rule_set, body FROM documents ORDER BY text_sha256"
    ).fetchall()
    titles = {NOW_CALLED[1]: ("Quay vote 1", "Reuters"), NOW_CALLED[2]: ("Quay vote 2", "Reuters")}

    assert found == [
        (number, *titles.get(number, (None, None)), None, None, None, PROSE) for number in sorted(NOW_CALLED.values())
    ]
    assert list(NOW_CALLED.values()) == [document_called(upgraded, former) for former in FORMER.values()]
    assert [NOW_CALLED[1], None] == [document_called(upgraded, number) for number in (NOW_CALLED[1], 7)]


def test_stories_matches_and_anchors_are_carried_over(upgraded: Connection) -> None:
    """So that readers find them until they are derived anew: a story takes the smallest of the new ids."""
    story = min(NOW_CALLED[1], NOW_CALLED[2])
    stories = {(story, 2, NOW_CALLED[2], "Quay vote 2"), (NOW_CALLED[3], 1, NOW_CALLED[3], None)}
    pairs = {(*sorted((NOW_CALLED[1], NOW_CALLED[2])), "edition"), (*sorted((NOW_CALLED[2], NOW_CALLED[3])), "reuse")}
    swapped = NOW_CALLED[2] > NOW_CALLED[3]

    assert stories == set(upgraded.execute("SELECT id, documents, lead_document_id, title FROM stories").fetchall())
    assert {(story, 2), (NOW_CALLED[3], 1)} == set(
        upgraded.execute("SELECT story_id, count(*) FROM documents GROUP BY 1").fetchall()
    )
    assert pairs == set(upgraded.execute("SELECT document_id, other_id, kind FROM matches").fetchall())
    assert [(2, 7, 1, 5) if swapped else (1, 5, 2, 7)] == upgraded.execute(
        "SELECT starts, ends, other_starts, other_ends FROM passages"
    ).fetchall()
    assert {(7, NOW_CALLED[1]), (7, NOW_CALLED[2])} == set(upgraded.execute("SELECT * FROM anchors").fetchall())
    assert [] == upgraded.execute("PRAGMA foreign_key_check").fetchall()
    assert {("files", state, 1) for state in ("edition", "stored", "rejected")} | {
        ("files", "missing", 2),
        ("stories", "2024-04-30", 2),
    } == set(upgraded.execute("SELECT * FROM tallies WHERE number > 0").fetchall())


def test_files_are_carried_over_and_read_again(upgraded: Connection) -> None:
    """Each is below the one root and has an article if it holds a document; one that is gone stays as it looked."""
    found = upgraded.execute(
        "SELECT root, path, state, document_id, members, reason_code, reason, mtime_ns, ctime_ns, reader_version, "
        "checked_at FROM files ORDER BY path"
    ).fetchall()
    articles = upgraded.execute("SELECT path, number, state, document_id, reason FROM members ORDER BY path").fetchall()

    assert found == [
        ("seeds", "1.txt", "edition", NOW_CALLED[1], 1, None, "of 2.txt", None, None, None, "checked"),
        ("seeds", "2.txt", "stored", NOW_CALLED[2], 1, None, None, None, None, None, "checked"),
        ("seeds", "3.txt", "missing", NOW_CALLED[3], 1, "gone", None, 1, 2, None, "checked"),
        ("seeds", "a.txt", "rejected", None, 0, None, "binary", None, None, None, None),
        ("seeds", "b.txt", "missing", None, 0, "gone", None, 0, 0, None, None),
    ]
    assert articles == [
        ("1.txt", 1, "edition", NOW_CALLED[1], "of 2.txt"),
        ("2.txt", 1, "stored", NOW_CALLED[2], None),
        ("3.txt", 1, "missing", NOW_CALLED[3], None),
    ]
    assert {"1.txt": None, "2.txt": None, "a.txt": None} == {
        path: known.stat for path, known in known_files(upgraded, ONLY_ROOT).items()
    }


def test_what_is_told_of_the_past_is_carried_over(upgraded: Connection) -> None:
    """The journal by the new ids, the worker's last heartbeat, and where the folder was."""
    noted = upgraded.execute(
        "SELECT id, at, root, path, member, outcome, document_id, previous_document_id, reason, milliseconds "
        "FROM journal"
    ).fetchall()
    shown = last_beat(upgraded)

    assert [(9, "then", "seeds", "1.txt", None, "stored", NOW_CALLED[1], NOW_CALLED[2], None, 12.5)] == noted
    assert [("seeds", "/seeds", 65024)] == upgraded.execute("SELECT * FROM roots").fetchall()
    assert shown is not None
    assert (4711, "quay", None, 3, 1, None, None) == (
        *(shown.pid, shown.host, shown.watching, shown.waiting, shown.overflows, shown.trouble, shown.ended_at),
    )


def test_a_new_database_knows_its_root(connection: Connection) -> None:
    """Files can be put before any heartbeat has said where the folder is."""
    assert [("seeds", None, None)] == connection.execute("SELECT * FROM roots").fetchall()


def test_every_table_is_strict(connection: Connection) -> None:
    """No table takes a value of the wrong type."""
    strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall())
    tables = names(connection, "table")

    assert {"files", "members", "documents", "stories", "matches", "passages", "anchors", "journal"} <= set(tables)
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
    rejected = filled.execute("SELECT path, reason_code, reason FROM rejected").fetchall()
    assert [("scan.txt", "empty", "empty")] == rejected
    assert [(1, 1), (1, 1), (2, 0)] == filled.execute("SELECT document_id, is_lead FROM editions").fetchall()
    assert [(1, 3)] == filled.execute("SELECT document_id, other_id FROM reuse").fetchall()
    assert [("Reuters", 3, 2)] == filled.execute("SELECT agency, documents, stories FROM by_agency").fetchall()
    assert [("2024-04-30", 3, 2)] == filled.execute("SELECT * FROM by_day").fetchall()


@pytest.mark.parametrize(("view", "column"), [("by_agency", "agency"), ("by_day", "day")])
def test_what_is_not_known_is_null(connection: Connection, view: str, column: str) -> None:
    """The documents of which it is not known stand in a row of their own."""
    with transaction(connection):
        put_document(connection, 1)
        put_document(connection, 2, agency=None, published=None)
    counted = connection.execute(f"SELECT {column}, documents FROM {view} ORDER BY 1").fetchall()  # noqa: S608 - ours

    assert [(None, 1), ("Reuters" if view == "by_agency" else "2024-04-30", 1)] == counted


def test_reuse_is_between_stories(filled: Connection) -> None:
    """What two documents of one story share is no reuse: once a third edition joins them, the pair is not listed."""
    with transaction(filled):
        put_match(filled, 2, 3)
        join(Tables(filled), ids(2, 3))
        settle_stories(filled, [1])

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
        "SELECT * FROM files WHERE path = 'a.txt'",
        "SELECT * FROM members WHERE path = 'a.txt'",
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
        f"{INTO_FILES} VALUES ('seeds', 'a', 'lost', 0, 0, '', '')",
        f"{INTO_FILES} VALUES ('seeds', 'a', 'stored', 'one', 0, '', '')",
        "INSERT INTO members (root, path, number, state) VALUES ('seeds', 'a', 1, 'lost')",
        f"{INTO_MATCHES} VALUES (2, 1, 'edition', 0, 0, 0, '', '')",
        f"{INTO_MATCHES} VALUES (1, 2, 'rumour', 0, 0, 0, '', '')",
        f"{INTO_WORKER} VALUES (2, 1, '', '', '', '', 0, 0)",
        f"{INTO_JOURNAL} VALUES ('now', 'seeds', 'a', 'stored', 'one', 0)",
        "INSERT INTO versions VALUES ('lexicon', 1, '1')",
        "INSERT INTO rebuild (id, documents) VALUES (2, 0)",
        "INSERT INTO rulings (at, who, kind, text_sha256) VALUES ('', '', 'burn', '')",
    ],
)
def test_nonsense_is_refused(connection: Connection, statement: str) -> None:
    """A state or kind that does not exist, a pair the wrong way round, a second worker: the tables refuse them."""
    with pytest.raises(Exception, match=r"constraint failed|cannot store"):
        connection.execute(statement)
