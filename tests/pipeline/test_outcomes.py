"""What files are called, and why: it follows from their stories, never from who came first."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import open_writer, transaction
from db.files import mark_missing, put_files, standings
from db.matches import remove_match
from db.stories import join
from db.tables import Tables
from tests.db import model
from tests.db.model import Outcome, Text
from tests.db.rows import (
    NOW,
    file_row,
    ids,
    key,
    make_editions,
    member_row,
    pair,
    put_document,
    put_document_file,
    put_match,
    settle_stories,
)
from worker.matching.stories import stories as parted
from worker.pipeline.outcomes import differs, settle
from worker.reasons import Reason, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

DOCUMENTS = range(1, 7)
PAIRS = st.sets(st.sampled_from([(one, other) for one in DOCUMENTS for other in DOCUMENTS if one < other]))
PATHS = ["a.txt", "b.txt", "longer.txt", "c/a.txt", "ä.txt", "z.txt", "c/d.md", "y.txt"]
HELD = st.dictionaries(st.sampled_from(PATHS), st.tuples(st.sampled_from(DOCUMENTS), st.sampled_from(["ab", "cd"])))


@pytest.fixture
def opened(connection: Connection) -> Iterator[Connection]:
    """A database within a transaction."""
    with transaction(connection):
        yield connection


def outcome(connection: Connection, path: str) -> tuple[str, str | None]:
    """What a file is called, and why."""
    found = standings(connection, [key(path)])[key(path)]
    return found.state, found.reason


def outcomes(connection: Connection, table: str) -> dict[str, Outcome]:
    """What files are called, or the articles in them, in all that is told of it."""
    found = connection.execute(f"SELECT path, state, reason_code, reason_detail, reason FROM {table}")  # noqa: S608 - ours
    return {path: Outcome(*values) for path, *values in found}


def lose(connection: Connection, path: str) -> None:
    """Say that a file is gone."""
    gone = Reason(Relation.GONE)
    mark_missing(connection, [key(path)], gone.code, str(gone), NOW)


def test_the_first_path_stands_for_its_document(opened: Connection) -> None:
    """By path, not by arrival: other files of a document are duplicates, by bytes or by text."""
    put_document(opened, 1)
    put_document_file(opened, "c.txt", 1, sha256="ab")
    put_document_file(opened, "b.txt", 1, sha256="cd")
    put_document_file(opened, "a.txt", 1, sha256="ab")
    settle_stories(opened, [1])

    assert ("stored", None) == outcome(opened, "a.txt")
    assert ("duplicate", "same text as a.txt") == outcome(opened, "b.txt")
    assert ("duplicate", "same bytes as a.txt") == outcome(opened, "c.txt")


def test_other_editions_name_the_leads_file(opened: Connection) -> None:
    """The lead's first file is stored; the first file of each other document is an edition of it."""
    put_document(opened, 1, words=10)
    put_document(opened, 2, words=20)
    for path, document in (("a.txt", 1), ("b.txt", 2), ("c.txt", 1)):
        put_document_file(opened, path, document, sha256="same")
    make_editions(opened, (1, 2))

    assert ("edition", "of b.txt") == outcome(opened, "a.txt")
    assert ("stored", None) == outcome(opened, "b.txt")
    assert ("duplicate", "same bytes as a.txt") == outcome(opened, "c.txt")


def test_an_edition_outlives_its_leads_file(opened: Connection) -> None:
    """When the lead's files are gone, the story and its lead stay as they are, and the reason says so."""
    put_document(opened, 1, words=10)
    put_document(opened, 2, words=20)
    put_document_file(opened, "a.txt", 1)
    put_document_file(opened, "b.txt", 2)
    make_editions(opened, (1, 2))
    lose(opened, "b.txt")
    settle_stories(opened, [2])

    assert [(1, 2, 2)] == opened.execute("SELECT id, lead_document_id, documents FROM stories").fetchall()
    assert ("edition", "of a document whose file is gone") == outcome(opened, "a.txt")
    assert ("missing", "no longer in the folder") == outcome(opened, "b.txt")


def test_a_duplicate_steps_in_for_a_missing_file(opened: Connection) -> None:
    """When the first path of a document is gone, the next stands for it."""
    put_document(opened, 1)
    for path in ("a.txt", "b.txt"):
        put_document_file(opened, path, 1, sha256="same")
    settle_stories(opened, [1])
    lose(opened, "a.txt")
    settle_stories(opened, [1])

    assert ("stored", None) == outcome(opened, "b.txt")


def test_an_edition_without_a_match_with_the_lead_says_through_whom(opened: Connection) -> None:
    """The next edition on the shortest way to the lead, of equals that with the smaller id, and how many follow it."""
    for number, words in ((1, 99), (2, 50), (3, 50), (4, 20), (5, 10)):
        put_document(opened, number, words=words)
        put_document_file(opened, f"{number}.txt", number)
    make_editions(opened, (1, 2), (1, 3), (2, 4), (3, 4), (4, 5))

    assert ("stored", None) == outcome(opened, "1.txt")
    assert ("edition", "of 1.txt") == outcome(opened, "3.txt")
    assert ("edition", "of 1.txt, through 2.txt") == outcome(opened, "4.txt")
    assert ("edition", "of 1.txt, through 4.txt and 1 more") == outcome(opened, "5.txt")

    lose(opened, "2.txt")
    remove_match(Tables(opened), pair(3, 4))
    settle_stories(opened, [1])
    assert ("edition", "of 1.txt, through a document whose file is gone") == outcome(opened, "4.txt")


def test_articles_of_one_file_are_called_by_their_numbers(opened: Connection) -> None:
    """Each has an outcome of its own; that of a file with several is not theirs."""
    for number, words in ((1, 99), (2, 50), (3, 20)):
        put_document(opened, number, words=words)
    put_files(
        opened,
        [file_row("a.txt", 1, members=3), file_row("b.txt", 2)],
        [member_row("a.txt", 1), member_row("a.txt", 2, 2), member_row("a.txt", 1, 3), member_row("b.txt", 2)],
    )
    make_editions(opened, (1, 2))
    said = opened.execute("SELECT path, number, state, reason FROM members ORDER BY path, number").fetchall()

    assert said == [
        ("a.txt", 1, "stored", None),
        ("a.txt", 2, "edition", "of a.txt#1"),
        ("a.txt", 3, "duplicate", "same text as a.txt#1"),
        ("b.txt", 1, "duplicate", "same text as a.txt#2"),
    ]
    assert ("stored", None) == outcome(opened, "a.txt")
    assert ("duplicate", "same text as a.txt#2") == outcome(opened, "b.txt")


def test_a_day_without_a_year_takes_it_from_the_other_editions(opened: Connection) -> None:
    """And loses it again with the last of them that prints one."""
    put_document(opened, 1, words=99, published=None, month_day="--04-29")
    put_document(opened, 2, published="2024-04-30")
    make_editions(opened, (1, 2))
    dates = "SELECT published FROM documents ORDER BY id"
    assert [("2024-04-29",), ("2024-04-30",)] == opened.execute(dates).fetchall()
    assert ("2024-04-29",) == opened.execute("SELECT published FROM stories").fetchone()

    opened.execute("UPDATE documents SET published = NULL WHERE id = 2")
    settle_stories(opened, [1])
    assert [(None,), (None,)] == opened.execute(dates).fetchall()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One database for all examples; each takes back what it wrote."""
    path: Path = tmp_path_factory.mktemp("outcomes") / "seeds.db"
    with closing(open_writer(path)) as connection:
        yield connection


@settings(max_examples=200)
@given(
    words=st.lists(st.integers(1, 3), min_size=len(DOCUMENTS), max_size=len(DOCUMENTS)),
    editions=PAIRS,
    held=HELD,
    gone=st.sets(st.sampled_from(PATHS)),
    draw=st.data(),
)
def test_outcomes_are_what_the_definitions_say(
    database: Connection,
    words: list[int],
    editions: set[tuple[int, int]],
    held: dict[str, tuple[int, str]],
    gone: set[str],
    draw: st.DataObject,
) -> None:
    """Whatever the stories are, whoever came first, and whichever files are gone; settled twice they stay."""
    texts = {number: Text(words[number - 1], "", frozenset()) for number in DOCUMENTS}
    leads = {each: model.story(texts, part).lead for part in parted(texts, list(editions)) for each in part}
    database.execute("BEGIN")
    try:
        for number in DOCUMENTS:
            put_document(database, number, words=words[number - 1])
        for one, other in draw.draw(st.permutations(sorted(editions))):
            put_match(database, one, other)
            join(Tables(database), pair(one, other))
        for path in draw.draw(st.permutations(sorted(held))):
            put_document_file(database, path, held[path][0], sha256=held[path][1])
        settle_stories(database, DOCUMENTS)
        for path in gone & held.keys():
            lose(database, path)
        settle_stories(database, DOCUMENTS)
        expected = model.outcomes({path: held[path] for path in held.keys() - gone}, leads, editions)
        expected |= {path: Outcome("missing", "gone", None, "no longer in the folder") for path in gone & held.keys()}

        assert expected == outcomes(database, "files")
        assert expected == outcomes(database, "members")
        assert not any(differs(change, member) for member, change in settle(Tables(database), ids(*DOCUMENTS)))
    finally:
        database.rollback()
