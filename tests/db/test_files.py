"""The `files`, `documents` and `journal` tables: what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.binding import named
from db.connection import transaction
from db.documents import find_documents, free_ids, index_for_search, stored_article
from db.files import Holder, holders_of_bytes, known_below, known_files, mark_missing
from db.journal import note, prune
from db.reading import search
from tests.db.rows import NOW, document_row, journal_row, put_document, put_document_file

if TYPE_CHECKING:
    from sqlite3 import Connection


def test_known_below_a_folder(connection: Connection) -> None:
    """The path itself and what lies in the folder of that name; names that only begin alike are others."""
    for path in ("a", "a/b.txt", "a/c/d.txt", "a.txt", "a0", "ab/e.txt"):
        put_document_file(connection, path)

    assert sorted(known_below(connection, "a")) == ["a", "a/b.txt", "a/c/d.txt"]
    assert len(known_files(connection)) == 6


def test_a_missing_file_is_not_known(connection: Connection) -> None:
    """So that it counts as new when it is back."""
    put_document_file(connection, "a.txt")
    mark_missing(connection, ["a.txt"], NOW)

    assert {} == known_files(connection)


def test_bytes_are_found_again_unless_they_were_rejected(connection: Connection) -> None:
    """A rejected file has no document to share."""
    with transaction(connection):
        put_document(connection, 1)
        put_document_file(connection, "a.txt", 1, sha256="ab")
        put_document_file(connection, "b.txt", sha256="cd")

    assert holders_of_bytes(connection, ["ab", "cd", "ef"]) == {"ab": Holder("ab", 1, "utf-8")}


def test_an_id_is_drawn_from_the_text(connection: Connection) -> None:
    """It is the first 48 bits of the hash; where another text has it, the next that is free."""
    one, other = (f"{5:012x}{letter * 52}" for letter in "fe")
    assert free_ids(connection, [one, other]) == {one: 5, other: 6}
    with transaction(connection):
        put_document(connection, 5)
        put_document(connection, 6)

    assert free_ids(connection, [one]) == {one: 7}


def test_a_document_is_found_by_its_text_and_its_words(connection: Connection) -> None:
    """By hash, by id, and by search once it is indexed."""
    row = document_row(1)
    with transaction(connection):
        put_document(connection, 1)
        index_for_search(connection, [1])

    assert find_documents(connection, [row.text_sha256, "0"]) == {row.text_sha256: 1}
    assert {name: getattr(row, name) for name in named(stored_article(connection, 1))} == named(
        stored_article(connection, 1)
    )
    assert [hit.id for hit in search(connection, 'HARBOUR "board" NOT(', 5)] == []
    assert [hit.id for hit in search(connection, "HARBOUR board", 5)] == [1]


def test_old_journal_entries_are_pruned(connection: Connection) -> None:
    """Those before the time, and no others."""
    days = ("2024-04-30T12:00:00.000Z", NOW)
    note(connection, [journal_row("a.txt", at) for at in days])

    assert prune(connection, "2024-05-01") == 1
    assert connection.execute("SELECT at FROM journal").fetchall() == [(NOW,)]
