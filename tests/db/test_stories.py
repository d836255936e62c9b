"""Stories: closure of edition matches, their lead and date, and what their files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.connection import transaction
from db.files import mark_missing, standings
from db.manifest import queue
from db.matches import EDITION_PAIRS, remove_match
from db.stories import join, refresh_stories, split, story_of
from tests.db.rows import NOW, put_document, put_document_file, put_match

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

Story = tuple[int, int, int, str]


@pytest.fixture
def opened(connection: Connection) -> Iterator[Connection]:
    """A database within a transaction."""
    with transaction(connection):
        yield connection


def make_editions(connection: Connection, *pairs: tuple[int, int]) -> None:
    """Match documents as editions and join their stories."""
    for pair in pairs:
        put_match(connection, *pair)
        join(connection, pair)
    refresh_stories(connection, {document for pair in pairs for document in pair})


def all_stories(connection: Connection) -> list[Story]:
    """Id, lead, number of documents and date of each story."""
    return connection.execute("SELECT id, lead_document_id, documents, published FROM stories ORDER BY id").fetchall()


def outcome(connection: Connection, path: str) -> tuple[str, str]:
    """What a file is called, and why."""
    found = standings(connection, [path])[path]
    return found.state, found.reason


def test_a_document_is_a_story_of_its_own(opened: Connection) -> None:
    """A new document leads its own story, under its own id and date."""
    put_document(opened, 5, published="2024-04-30")

    assert [(5, 5, 1, "2024-04-30")] == all_stories(opened)


def test_editions_of_editions_are_one_story(opened: Connection) -> None:
    """The story takes the smallest id; its lead is the document with the most words."""
    for number, words in ((4, 10), (9, 30), (2, 20)):
        put_document(opened, number, words=words)
    make_editions(opened, (4, 9), (9, 2))

    assert [(2, 9, 3, "2024-04-30")] == all_stories(opened)
    assert {2} == {story_of(opened, number) for number in (2, 4, 9)}


def test_of_equally_full_documents_the_smaller_id_leads(opened: Connection) -> None:
    """A tie in words is settled by the id, not by who came first."""
    for number in (8, 3, 6):
        put_document(opened, number, words=30)
    make_editions(opened, (8, 6), (3, 8))

    assert [(3, 3, 3, "2024-04-30")] == all_stories(opened)


@pytest.mark.parametrize(
    ("lead", "others", "expected"),
    [("2024-04-28", ["2024-04-30"], "2024-04-28"), ("", ["2024-04-28", "2024-04-30"], "2024-04-30"), ("", [""], "")],
)
def test_a_story_has_its_leads_date(opened: Connection, lead: str, others: list[str], expected: str) -> None:
    """The lead's date counts, else the latest that an edition prints, else there is none."""
    put_document(opened, 1, words=99, published=lead)
    for number, published in enumerate(others, 2):
        put_document(opened, number, published=published)
    make_editions(opened, *((1, number) for number in range(2, len(others) + 2)))

    assert [(1, 1, len(others) + 1, expected)] == all_stories(opened)


def test_a_story_parts_where_its_only_link_is_lost(opened: Connection) -> None:
    """Each part is a story of its own, with the smallest id, lead, number and date that it holds."""
    for number in range(1, 6):
        put_document(opened, number, words=number, published=f"2024-04-0{number}")
    make_editions(opened, (1, 4), (4, 2), (2, 3), (3, 5))
    remove_match(opened, (2, 4))
    parts = split(opened, 1)
    refresh_stories(opened, parts)

    assert {1, 2} == parts
    assert [(1, 4, 2, "2024-04-04"), (2, 5, 3, "2024-04-05")] == all_stories(opened)


def test_a_story_held_by_another_match_stays_whole(opened: Connection) -> None:
    """Losing one of the matches of a ring parts nothing."""
    for number in (1, 2, 3):
        put_document(opened, number)
    make_editions(opened, (1, 2), (2, 3), (1, 3))
    remove_match(opened, (2, 3))

    assert {1} == split(opened, 1)
    assert {1} == {story_of(opened, number) for number in (1, 2, 3)}


def test_reuse_joins_nothing(opened: Connection) -> None:
    """A reuse between parts does not hold a story together."""
    for number in (1, 2, 3):
        put_document(opened, number)
    make_editions(opened, (1, 2), (2, 3))
    remove_match(opened, (2, 3))
    put_match(opened, 1, 3, "reuse")

    assert {1, 3} == split(opened, 1)


def test_the_first_path_stands_for_its_document(opened: Connection) -> None:
    """By path, not by arrival: other files of a document are duplicates, by bytes or by text."""
    put_document(opened, 1)
    put_document_file(opened, "c.txt", 1, sha256="ab")
    put_document_file(opened, "b.txt", 1, sha256="cd")
    put_document_file(opened, "a.txt", 1, sha256="ab")
    refresh_stories(opened, [1])

    assert ("stored", "") == outcome(opened, "a.txt")
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
    assert ("stored", "") == outcome(opened, "b.txt")
    assert ("duplicate", "same bytes as a.txt") == outcome(opened, "c.txt")


def test_an_edition_outlives_its_leads_file(opened: Connection) -> None:
    """When the lead's files are gone, the story and its lead stay as they are, and the reason says so."""
    put_document(opened, 1, words=10)
    put_document(opened, 2, words=20)
    put_document_file(opened, "a.txt", 1)
    put_document_file(opened, "b.txt", 2)
    make_editions(opened, (1, 2))
    mark_missing(opened, ["b.txt"], NOW)
    refresh_stories(opened, [2])

    assert [(1, 2, 2, "2024-04-30")] == all_stories(opened)
    assert ("edition", "of a document whose file is gone") == outcome(opened, "a.txt")
    assert ("missing", "no longer in the folder") == outcome(opened, "b.txt")


def test_a_duplicate_steps_in_for_a_missing_file(opened: Connection) -> None:
    """When the first path of a document is gone, the next stands for it."""
    put_document(opened, 1)
    for path in ("a.txt", "b.txt"):
        put_document_file(opened, path, 1, sha256="same")
    refresh_stories(opened, [1])
    mark_missing(opened, ["a.txt"], NOW)
    refresh_stories(opened, [1])

    assert ("stored", "") == outcome(opened, "b.txt")


def test_pages_of_before_and_after_are_stale(opened: Connection) -> None:
    """A story that moves to another day, and one that is no more, are both told to the manifest."""
    put_document(opened, 1, words=10, published="2024-04-01")
    put_document(opened, 2, words=20, published="2024-05-02T08:00:00Z")
    make_editions(opened, (1, 2))

    assert {("2024-04-01", 1), ("2024-05-02", 1), ("2024-05-02", 2)} == set(queue(opened))


def test_an_edition_without_a_match_with_the_lead_says_through_whom(opened: Connection) -> None:
    """The next edition on the shortest way to the lead, of equals that with the smaller id, and how many follow it."""
    for number, words in ((1, 99), (2, 50), (3, 50), (4, 20), (5, 10)):
        put_document(opened, number, words=words)
        put_document_file(opened, f"{number}.txt", number)
    make_editions(opened, (1, 2), (1, 3), (2, 4), (3, 4), (4, 5))

    assert ("stored", "") == outcome(opened, "1.txt")
    assert ("edition", "of 1.txt") == outcome(opened, "3.txt")
    assert ("edition", "of 1.txt, through 2.txt") == outcome(opened, "4.txt")
    assert ("edition", "of 1.txt, through 4.txt and 1 more") == outcome(opened, "5.txt")

    mark_missing(opened, ["2.txt"], NOW)
    remove_match(opened, (3, 4))
    refresh_stories(opened, [1])
    assert ("edition", "of 1.txt, through a document whose file is gone") == outcome(opened, "4.txt")


def test_editions_are_found_from_their_documents(connection: Connection) -> None:
    """Not along the index of all editions there are: a story's cost must not grow with the collection."""
    steps = "\n".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {EDITION_PAIRS}", ("[1]",)))

    assert "matches_by_kind" not in steps
    assert "SEARCH m USING PRIMARY KEY (document_id=?)" in steps
    assert "SEARCH m USING INDEX matches_by_other (other_id=?)" in steps
