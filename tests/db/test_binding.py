"""Rows bound by name, both ways."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from db.binding import insert, named, read
from db.connection import transaction
from db.documents import index_for_search
from db.files import Standing, standings
from db.manifest import ListedFile, Slice, listed_stories, rejected_files
from db.reading import files_of_story, matches_of, shown_file
from db.rows import DocumentRow, FileRow, JournalRow, MatchRow, MemberRow
from db.tables import Tables
from db.types import DocumentId, MatchKind, Outcome, StoryId
from tests.db.rows import (
    document_row,
    file_row,
    ids,
    journal_row,
    key,
    match_row,
    member_row,
    put_document,
    put_document_file,
    put_match,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of two columns, of which one may be unknown."""

    path: str
    number: int | None


@pytest.fixture
def plain() -> Iterator[Connection]:
    """A database of one table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE pairs (number INTEGER, path TEXT PRIMARY KEY)")
        yield connection


@pytest.fixture
def filled(connection: Connection) -> Connection:
    """A database with a file, a rejected one, and two documents of which one borrows from the other."""
    with transaction(connection):
        for number in (1, 2):
            put_document(connection, number)
        put_document_file(connection, "a.txt", 1)
        put_document_file(connection, "scan.pdf")
        put_match(connection, 1, 2, MatchKind.REUSE)
        index_for_search(Tables(connection), ids(1, 2))
    return connection


def test_columns_are_found_by_their_names(plain: Connection) -> None:
    """In whatever order the table has them; None is NULL, both ways."""
    rows = [Pair("a", 1), Pair("b", None)]
    insert(plain, "pairs", Pair, rows)

    assert {"path": "a", "number": 1} == named(rows[0])
    assert [(1, "a"), (None, "b")] == plain.execute("SELECT * FROM pairs ORDER BY path").fetchall()
    assert rows == list(read(plain.execute("SELECT number, path FROM pairs ORDER BY path"), Pair))


def test_a_row_that_is_there_is_as_the_statement_says(plain: Connection) -> None:
    """An error, or what `conflict` asks for."""
    insert(plain, "pairs", Pair, [Pair("a", 1)])
    insert(plain, "pairs", Pair, [Pair("a", 2)], "ON CONFLICT DO NOTHING")
    assert [(1, "a")] == plain.execute("SELECT * FROM pairs").fetchall()

    with pytest.raises(sqlite3.IntegrityError):
        insert(plain, "pairs", Pair, [Pair("a", 2)])


@pytest.mark.parametrize(
    ("row", "table"),
    [
        (document_row(3), "documents"),
        (file_row("b.txt", 1, reason_detail=None), "files"),
        (file_row("c.pdf", reason_code="not_a_format", reason_detail=".pdf", mtime_ns=None), "files"),
        (member_row("a.txt", 2, 2, state=Outcome.EDITION), "members"),
        (match_row(2, 3, MatchKind.EDITION), "matches"),
        (match_row(2, 3, MatchKind.REUSE, rule_id=None), "matches"),
        (journal_row("a.txt", "2024-05-01"), "journal"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_row_comes_back_as_it_was_with_enumerations(filled: Connection, row: DataclassInstance, table: str) -> None:
    """Each field of each table, None as None, and codes as members of their enumerations and not as plain text."""
    filled.execute("PRAGMA foreign_keys = OFF")
    filled.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    insert(filled, table, type(row), [row])
    columns = ", ".join(named(row))
    (found,) = read(filled.execute(f"SELECT {columns} FROM {table}"), type(row))  # noqa: S608 - our own names

    assert row == found
    assert _codes_are(found)


def _codes_are(row: DataclassInstance) -> bool:
    """Whether its codes are members of the enumerations."""
    match row:
        case FileRow() | MemberRow():
            return isinstance(row.state, Outcome)
        case MatchRow():
            return isinstance(row.kind, MatchKind)
        case JournalRow():
            return isinstance(row.outcome, Outcome)
    return isinstance(row, DocumentRow)


def test_codes_are_enumerations_wherever_they_are_read(filled: Connection) -> None:
    """In what is asked of files, of stories and of matches."""
    (standing,) = standings(filled, [key("a.txt")]).values()
    (rejected,) = rejected_files(filled, 9)
    shown = shown_file(filled, "a.txt")
    (of_story,) = files_of_story(filled, StoryId(1))
    (match,) = matches_of(filled, DocumentId(1))
    listed = [file for story in listed_stories(filled, Slice("2024", "2025", 0, 9)) for file in story.files]

    assert isinstance(standing, Standing)
    assert shown is not None
    assert (Outcome.STORED, Outcome.REJECTED) == (standing.state, rejected.state)
    states = [standing.state, rejected.state, shown.state, of_story.state, *(each.state for each in listed)]
    assert {Outcome} == set(map(type, states))
    assert [ListedFile("a.txt", Outcome.STORED, None)] == listed
    assert MatchKind.REUSE is match.kind


def test_a_code_that_is_none_is_an_error(filled: Connection) -> None:
    """A database that holds another word was not written by us."""
    with pytest.raises(ValueError, match="lost"):
        list(read(filled.execute("SELECT path, 'lost' AS state, reason FROM files"), ListedFile))
