"""The `files`, `members`, `documents` and `journal` tables: what is asked of them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from db.connection import transaction
from db.documents import confirm_readings, find_documents, has_documents, index_for_search, stored_article
from db.files import (
    Change,
    Holder,
    Known,
    Unchecked,
    documents_held,
    holders_of_bytes,
    known_below,
    known_files,
    longest_unchecked,
    mark_missing,
    note_checked,
    put_files,
    recheck,
    reread,
    set_outcomes,
    standings,
)
from db.journal import note, prune
from db.reading import search
from db.tables import Tables
from db.types import ONLY_ROOT, DocumentId, FileKey, MemberKey, Outcome, Root
from tests.db.rows import (
    NOW,
    READER,
    STAT,
    document_row,
    file_row,
    ids,
    journal_row,
    key,
    member_row,
    put_document,
    put_document_file,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

OTHER = Root("elsewhere")
TO_BE_READ = Known(None)


@pytest.fixture
def opened(connection: Connection) -> Connection:
    """A database with two documents and a second root."""
    with transaction(connection):
        connection.execute("INSERT INTO roots VALUES (?, NULL, NULL)", (OTHER,))
        for number in (1, 2):
            put_document(connection, number)
    return connection


def articles(connection: Connection) -> list[tuple[object, ...]]:
    """What the articles of files are called."""
    return connection.execute(
        "SELECT path, number, state, document_id, reason_code, reason FROM members ORDER BY path, number"
    ).fetchall()


def test_known_below_a_folder(connection: Connection) -> None:
    """The path itself and what lies in the folder of that name; names that only begin alike are others."""
    for path in ("a", "a/b.txt", "a/c/d.txt", "a.txt", "a0", "ab/e.txt"):
        put_document_file(connection, path)

    assert sorted(known_below(connection, ONLY_ROOT, "a")) == ["a", "a/b.txt", "a/c/d.txt"]
    assert len(known_files(connection, ONLY_ROOT)) == 6


def test_a_path_is_of_its_root(opened: Connection) -> None:
    """The same path below another root is another file."""
    with transaction(opened):
        put_document_file(opened, "a.txt", 1)
        put_files(opened, [file_row("a.txt", root=OTHER)], [])

    assert {"a.txt": Known(STAT)} == known_files(opened, ONLY_ROOT)
    assert {"a.txt": Known(STAT, "empty")} == known_files(opened, OTHER) == known_below(opened, OTHER, "a.txt")
    assert [Outcome.STORED] == [each.state for each in standings(opened, [key("a.txt"), key("b.txt")]).values()]
    assert [FileKey(OTHER, "a.txt")] == list(standings(opened, [FileKey(OTHER, "a.txt")]))


def test_a_missing_file_is_not_known(connection: Connection) -> None:
    """So that it counts as new when it is back."""
    put_document_file(connection, "a.txt")
    mark_missing(connection, [key("a.txt")], "gone", "no longer in the folder", NOW)

    assert {} == known_files(connection, ONLY_ROOT)


def test_a_missing_file_keeps_what_it_held(opened: Connection) -> None:
    """It, and the articles in it, are called missing in the same words."""
    with transaction(opened):
        put_document_file(opened, "a.txt", 1)
        mark_missing(opened, [key("a.txt")], "gone", "no longer in the folder", NOW)
    (standing,) = standings(opened, [key("a.txt")]).values()

    assert (Outcome.MISSING, 1, "gone", "no longer in the folder") == (
        *(standing.state, standing.document_id, standing.reason_code, standing.reason),
    )
    assert [("a.txt", 1, "missing", 1, "gone", "no longer in the folder")] == articles(opened)


def test_a_rejected_file_is_known_by_its_reason(connection: Connection) -> None:
    """Code and detail; why another file is not called stored is no reason to look at it again."""
    with transaction(connection):
        put_document(connection, 1)
        put_document_file(connection, "a.txt", 1, state="duplicate", reason_code="same_text", reason_detail="b.txt")
        put_document_file(connection, "c.pdf", reason_code="not_a_format", reason_detail=".pdf")

    assert {"a.txt": Known(STAT), "c.pdf": Known(STAT, "not_a_format", ".pdf")} == known_files(connection, ONLY_ROOT)


def test_a_row_that_is_put_again_is_all_new(opened: Connection) -> None:
    """But for when it was first seen; articles that the file had before are gone."""
    with transaction(opened):
        put_files(opened, [file_row("a.txt", 1, members=2)], [member_row("a.txt", 1), member_row("a.txt", 2, 2)])
        assert {1, 2} == documents_held(opened, [key("a.txt")])
        again = file_row("a.txt", 2, first_seen="2025-01-01", last_seen="2025-01-01", reader_version="2")
        put_files(opened, [again], [member_row("a.txt", 2)])

    assert [(NOW, "2025-01-01", "2", 1)] == opened.execute(
        "SELECT first_seen, last_seen, reader_version, members FROM files"
    ).fetchall()
    assert [("a.txt", 1, "stored", 2, None, None)] == articles(opened)
    assert {2} == documents_held(opened, [key("a.txt"), key("b.txt")])


def test_an_outcome_is_the_articles_and_of_a_plain_file_its_own(opened: Connection) -> None:
    """A file with several articles is not called what one of them is."""
    with transaction(opened):
        put_document_file(opened, "a.txt", 1)
        put_files(opened, [file_row("b.xml", 1, members=2)], [member_row("b.xml", 1), member_row("b.xml", 2, 2)])
        told = (Outcome.DUPLICATE, "same_text", "c.txt", "same text as c.txt")
        set_outcomes(opened, [Change(MemberKey(ONLY_ROOT, path, 1), *told) for path in ("a.txt", "b.xml")])

    assert articles(opened) == [
        ("a.txt", 1, "duplicate", 1, "same_text", "same text as c.txt"),
        ("b.xml", 1, "duplicate", 1, "same_text", "same text as c.txt"),
        ("b.xml", 2, "stored", 2, None, None),
    ]
    assert opened.execute("SELECT path, state, reason_detail FROM files ORDER BY path").fetchall() == [
        ("a.txt", "duplicate", "c.txt"),
        ("b.xml", "stored", None),
    ]
    assert key("b.xml") == MemberKey(ONLY_ROOT, "b.xml", 2).file


def test_rejected_files_are_read_again_by_their_codes(connection: Connection) -> None:
    """But for those whose detail still holds."""
    with transaction(connection):
        put_document_file(connection, "a.txt", reason_code="too_large", reason_detail="10")
        put_document_file(connection, "b.txt", reason_code="too_large", reason_detail="20")
        put_document_file(connection, "c.txt", reason_code="fault", reason_detail=None)
        put_document_file(connection, "d.txt")
        recheck(connection, ["too_large", "fault"], still_true="10")
    known = known_files(connection, ONLY_ROOT)

    assert [STAT, None, None, STAT] == [known[path].stat for path in sorted(known)]


def test_files_of_another_reader_are_read_again(connection: Connection) -> None:
    """A version that is not known is another one; a file that is gone waits until it is back."""
    with transaction(connection):
        put_document_file(connection, "a.txt")
        put_document_file(connection, "b.txt", reader_version="0")
        put_document_file(connection, "c.txt", reader_version=None)
        put_document_file(connection, "d.txt", reader_version=None, state="missing")
        reread(connection, READER)
    again = connection.execute("SELECT path FROM files WHERE mtime_ns IS NULL AND ctime_ns IS NULL ORDER BY path")

    assert [("b.txt",), ("c.txt",)] == again.fetchall()
    assert TO_BE_READ.stat == known_files(connection, ONLY_ROOT)["c.txt"].stat


def test_bytes_are_found_again_unless_they_were_rejected(connection: Connection) -> None:
    """A rejected file has no document to share."""
    with transaction(connection):
        put_document(connection, 1)
        put_document_file(connection, "a.txt", 1, sha256="ab")
        put_document_file(connection, "b.txt", sha256="cd")

    found = holders_of_bytes(connection, ["ab", "cd", "ef"], READER)
    assert {"ab": Holder("ab", DocumentId(1), "utf-8")} == found


def test_bytes_that_another_reader_read_are_not_found(opened: Connection) -> None:
    """It may have read another text of them; nor are those of a file with several articles."""
    with transaction(opened):
        put_document_file(opened, "a.txt", 1, sha256="ab", reader_version="0")
        put_document_file(opened, "b.txt", 1, sha256="cd", reader_version=None)
        put_document_file(opened, "c.xml", 1, sha256="ef", members=2)

    assert {} == holders_of_bytes(opened, ["ab", "cd", "ef"], READER)


def test_files_that_wait_longest_for_a_check_come_first(opened: Connection) -> None:
    """Those there are bytes of to compare: not a missing one, nor one that was not read, or is read again anyway."""
    days = [f"2024-04-0{day}" for day in range(1, 8)]
    with transaction(opened):
        put_document_file(opened, "b.txt", 1, sha256="b", checked_at=days[1])
        put_document_file(opened, "a.txt", 1, sha256="a", checked_at=days[2])
        put_document_file(opened, "new.txt", 1, sha256="n", checked_at=days[6])
        put_document_file(opened, "gone.txt", 1, state="missing", checked_at=days[0])
        put_document_file(opened, "large.txt", sha256=None, checked_at=days[0])
        put_document_file(opened, "again.txt", 1, mtime_ns=None, ctime_ns=None, checked_at=days[0])
        put_files(opened, [file_row("a.txt", root=OTHER, checked_at=days[0])], [])
    due = longest_unchecked(opened, ONLY_ROOT, days[5], 9)
    assert [Unchecked("b.txt", STAT, "b"), Unchecked("a.txt", STAT, "a")] == due
    assert due[:1] == longest_unchecked(opened, ONLY_ROOT, days[5], 1)

    note_checked(opened, ONLY_ROOT, ["b.txt"], NOW)
    assert due[1:] == longest_unchecked(opened, ONLY_ROOT, days[5], 9)
    assert (NOW,) == opened.execute("SELECT checked_at FROM files WHERE path = 'b.txt'").fetchone()


def test_a_document_is_found_by_its_text_and_its_words(connection: Connection) -> None:
    """By hash, by id, and by search once it is indexed."""
    row = document_row(1)
    assert not has_documents(connection)
    with transaction(connection):
        put_document(connection, 1)
        index_for_search(Tables(connection), ids(1))
    stored = stored_article(Tables(connection), DocumentId(1))

    assert has_documents(connection)
    assert find_documents(connection, [row.text_sha256, "0"]) == {row.text_sha256: 1}
    assert {getattr(row, field.name) == getattr(stored, field.name) for field in fields(stored)} == {True}
    assert [hit.id for hit in search(connection, 'HARBOUR "board" NOT(', 5)] == []
    assert [hit.id for hit in search(connection, "HARBOUR board", 5)] == [1]


def test_a_pages_furniture_is_not_searched(connection: Connection) -> None:
    """Title and body are; what else stands in the text says nothing of the story."""
    row = document_row(1)
    with transaction(connection):
        put_document(connection, 1, text=f"{row.text}\n\nSubscribe to our newsletter")
        index_for_search(Tables(connection), ids(1))

    assert [] == search(connection, "newsletter", 5)
    assert [1, 1] == [hit.id for words in ("quay vote", "harbour") for hit in search(connection, words, 5)]


def test_a_text_that_another_reader_reads_too_is_of_that_reader(opened: Connection) -> None:
    """Others stay as they were."""
    confirm_readings(opened, ids(2), "2")

    assert [READER, "2"] == [
        version for (version,) in opened.execute("SELECT reader_version FROM documents ORDER BY id")
    ]


def test_old_journal_entries_are_pruned(connection: Connection) -> None:
    """Those before the time, and no others."""
    days = ("2024-04-30T12:00:00.000Z", NOW)
    note(connection, [journal_row("a.txt", at) for at in days])

    assert prune(connection, "2024-05-01") == 1
    assert connection.execute("SELECT at FROM journal").fetchall() == [(NOW,)]
