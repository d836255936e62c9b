"""Stories: closure of edition matches, their lead, their dates and what else their rows say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.connection import transaction
from db.manifest import queue
from db.matches import EDITION_PAIRS, remove_match
from db.stories import are_held_together, split, story_of
from db.tables import DERIVED, Tables
from db.types import DocumentId, MatchKind, StoryId
from tests.db.model import STORIES
from tests.db.rows import make_editions, pair, put_document, put_match, settle_stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

Story = tuple[int, int, int, str | None]
DAYS = ("2024-04-01", "2024-04-02T08:00:00Z")


@pytest.fixture
def opened(connection: Connection) -> Iterator[Connection]:
    """A database within a transaction."""
    with transaction(connection):
        yield connection


def all_stories(connection: Connection) -> list[Story]:
    """Id, lead, number of documents and date of each story."""
    return [row[:4] for row in connection.execute(STORIES)]


def stories_of(connection: Connection, *numbers: int) -> set[int]:
    """The stories that these documents are of."""
    return {story_of(Tables(connection), DocumentId(number)) for number in numbers}


def test_a_document_is_a_story_of_its_own(opened: Connection) -> None:
    """A new document leads its own story, under its own id, title, outlet and date, as its first and its last."""
    put_document(opened, 5, published="2024-04-30", outlet=None)

    assert [(5, 5, 1, "2024-04-30", 5, 5, "2024-04-30", "2024-04-30")] == opened.execute(STORIES).fetchall()
    assert [("Quay vote 5", None, None)] == opened.execute("SELECT title, outlets, mark FROM stories").fetchall()


def test_a_story_alone_is_the_same_when_it_is_refreshed(opened: Connection) -> None:
    """The row that a new document comes with is the one that its story would get."""
    put_document(opened, 5)
    before = opened.execute("SELECT * FROM stories").fetchall()
    settle_stories(opened, [5])

    assert before == opened.execute("SELECT * FROM stories").fetchall()


def test_editions_of_editions_are_one_story(opened: Connection) -> None:
    """The story takes the smallest id; its lead is the document with the most words."""
    for number, words in ((4, 10), (9, 30), (2, 20)):
        put_document(opened, number, words=words)
    make_editions(opened, (4, 9), (9, 2))

    assert [(2, 9, 3, "2024-04-30")] == all_stories(opened)
    assert {2} == stories_of(opened, 2, 4, 9)


def test_of_equally_full_documents_the_smaller_id_leads(opened: Connection) -> None:
    """A tie in words is settled by the id, not by who came first."""
    for number in (8, 3, 6):
        put_document(opened, number, words=30)
    make_editions(opened, (8, 6), (3, 8))

    assert [(3, 3, 3, "2024-04-30")] == all_stories(opened)


@pytest.mark.parametrize(
    ("lead", "others", "expected"),
    [
        ("2024-04-28", ["2024-04-30"], "2024-04-28"),
        (None, ["2024-04-28", "2024-04-30"], "2024-04-30"),
        (None, [None], None),
    ],
)
def test_a_story_has_its_leads_date(
    opened: Connection, lead: str | None, others: list[str | None], expected: str | None
) -> None:
    """The lead's date counts, else the latest that an edition prints, else there is none."""
    put_document(opened, 1, words=99, published=lead)
    for number, published in enumerate(others, 2):
        put_document(opened, number, published=published)
    make_editions(opened, *((1, number) for number in range(2, len(others) + 2)))

    assert [(1, 1, len(others) + 1, expected)] == all_stories(opened)


def test_a_story_has_its_leads_title_and_all_outlets(opened: Connection) -> None:
    """Outlets by name, each once; a document of which none is known adds none."""
    for number, outlet in enumerate(["Norhaven Post", None, "Carrow Times", "Norhaven Post"], 1):
        put_document(opened, number, words=number, outlet=outlet)
    make_editions(opened, (1, 2), (2, 3), (3, 4))

    assert [("Quay vote 4", "Carrow Times; Norhaven Post")] == opened.execute(
        "SELECT title, outlets FROM stories"
    ).fetchall()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([DAYS[1], DAYS[0], None], (2, 1, *DAYS)),
        ([None, DAYS[0], DAYS[0]], (2, 2, DAYS[0], DAYS[0])),
        ([None, None, None], (1, 1, None, None)),
    ],
)
def test_a_story_has_a_first_and_a_last_document(
    opened: Connection, dates: list[str | None], expected: tuple[int, int, str | None, str | None]
) -> None:
    """By their dates, of equals the smaller id; an undated one only where no other is."""
    for number, published in enumerate(dates, 1):
        put_document(opened, number, published=published)
    make_editions(opened, (1, 2), (2, 3))

    assert expected == opened.execute(STORIES).fetchone()[4:]


def test_a_story_parts_where_its_only_link_is_lost(opened: Connection) -> None:
    """Each part is a story of its own, with the smallest id, lead, number and date that it holds."""
    for number in range(1, 6):
        put_document(opened, number, words=number, published=f"2024-04-0{number}")
    make_editions(opened, (1, 4), (4, 2), (2, 3), (3, 5))
    remove_match(Tables(opened), pair(2, 4))
    parts = split(Tables(opened), StoryId(1))
    settle_stories(opened, parts)

    assert {1, 2} == parts
    assert [(1, 4, 2, "2024-04-04"), (2, 5, 3, "2024-04-05")] == all_stories(opened)


def test_a_story_held_by_another_match_stays_whole(opened: Connection) -> None:
    """Losing one of the matches of a ring parts nothing, which a third edition proves without a walk."""
    for number in (1, 2, 3):
        put_document(opened, number)
    make_editions(opened, (1, 2), (2, 3), (1, 3))
    remove_match(Tables(opened), pair(2, 3))

    assert are_held_together(Tables(opened), pair(2, 3))
    assert {1} == split(Tables(opened), StoryId(1))
    assert {1} == stories_of(opened, 1, 2, 3)


def test_reuse_joins_nothing(opened: Connection) -> None:
    """A reuse between parts does not hold a story together."""
    for number in (1, 2, 3):
        put_document(opened, number)
    make_editions(opened, (1, 2), (2, 3))
    remove_match(Tables(opened), pair(2, 3))
    put_match(opened, 1, 3, MatchKind.REUSE)

    assert not are_held_together(Tables(opened), pair(2, 3))
    assert {1, 3} == split(Tables(opened), StoryId(1))


def test_pages_of_before_and_after_are_stale(opened: Connection) -> None:
    """A story that moves to another day, and one that is no more, are both told to the manifest."""
    put_document(opened, 1, words=10, published="2024-04-01")
    put_document(opened, 2, words=20, published="2024-05-02T08:00:00Z")
    make_editions(opened, (1, 2))

    assert {("2024-04-01", 1), ("2024-05-02", 1), ("2024-05-02", 2)} == set(queue(opened))


def test_editions_are_found_from_their_documents(connection: Connection) -> None:
    """Not along the index of all editions there are: a story's cost must not grow with the collection."""
    query = EDITION_PAIRS.format_map({name: name for name in DERIVED})
    steps = "\n".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", ("[1]",)))

    assert "matches_by_kind" not in steps
    assert "SEARCH m USING PRIMARY KEY (document_id=?)" in steps
    assert "SEARCH m USING INDEX matches_by_other (other_id=?)" in steps
