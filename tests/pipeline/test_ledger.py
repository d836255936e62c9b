"""What is written down of each path: its row, the journal's entry, and which pages of the manifest are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.connection import transaction
from db.manifest import REJECTED, clear_queue, queue
from db.rebuild import progress
from db.tables import Tables
from db.types import DocumentId, Outcome, Utc
from tests.db.rows import NOW, READER, STAT, key, put_document
from worker.pipeline.ledger import Entry, Ledger
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from db.files import Standing


BINARY, EMPTY = Reason(Rejection.BINARY), Reason(Rejection.EMPTY)


def holding(path: str, document: int, sha256: str | None = None, seconds: float = 0.0) -> Entry:
    """A file that holds a document."""
    return Entry(key=key(path), stat=STAT, sha256=sha256, document=DocumentId(document), seconds=seconds)


def rejected(path: str, reason: Reason) -> Entry:
    """A file that can't be taken."""
    return Entry(key=key(path), stat=STAT, rejection=reason)


def write_down(connection: Connection, *entries: Entry, lost: Sequence[str] = ()) -> list[Standing]:
    """One batch."""
    with transaction(connection):
        ledger = Ledger(Tables(connection), READER, lambda: NOW)
        for entry in entries:
            ledger.put([entry])
        for path in lost:
            ledger.lose([key(path)])
        return ledger.close()


@pytest.fixture
def opened(connection: Connection) -> Connection:
    """A database with three documents and no files."""
    with transaction(connection):
        for number in (1, 2, 3):
            put_document(connection, number)
    return connection


def stale(connection: Connection) -> set[int]:
    """The stories in the manifest's queue, which is emptied."""
    entries = queue(connection)
    clear_queue(connection, entries)
    return {story for _, story in entries}


def test_each_path_is_settled_in_the_order_of_the_batch(opened: Connection) -> None:
    """Outcomes are those after the whole batch: a later file with an earlier name makes the first a duplicate."""
    settled = write_down(
        opened,
        holding("b.txt", 1, "x"),
        rejected("scan.txt", BINARY),
        holding("a.txt", 1, "x"),
    )

    assert [(each.path, each.state, each.document_id, each.reason) for each in settled] == [
        ("b.txt", Outcome.DUPLICATE, DocumentId(1), "same bytes as a.txt"),
        ("scan.txt", Outcome.REJECTED, None, "binary"),
        ("a.txt", Outcome.STORED, DocumentId(1), None),
    ]


def test_the_journal_has_an_entry_a_path(opened: Connection) -> None:
    """What became of it, what it held before, and how long that took."""
    write_down(opened, holding("a.txt", 1, seconds=0.0125))
    write_down(opened, holding("a.txt", 2, seconds=0.002))
    write_down(opened, lost=["a.txt"])
    rows = opened.execute(
        "SELECT at, root, path, member, outcome, document_id, previous_document_id, reason_code, reason, milliseconds "
        "FROM journal ORDER BY id"
    ).fetchall()

    assert rows == [
        (NOW, "seeds", "a.txt", None, "stored", 1, None, None, None, 12.5),
        (NOW, "seeds", "a.txt", None, "stored", 2, 1, None, None, 2.0),
        (NOW, "seeds", "a.txt", None, "missing", 2, 2, "gone", "no longer in the folder", 0.0),
    ]


def test_a_file_has_a_row_and_an_article_if_it_holds_one(opened: Connection) -> None:
    """What is not known of it is NULL, and the reader that read it is written down; the article stands as the file."""
    write_down(opened, holding("b.txt", 1), holding("a.txt", 1), rejected("scan.txt", BINARY))
    columns = "path, state, document_id, reason_code, reason_detail, reason"
    files = opened.execute(f"SELECT {columns}, members, sha256, encoding, reader_version FROM files ORDER BY path")  # noqa: S608
    duplicate = ("duplicate", 1, "same_bytes", "a.txt", "same bytes as a.txt")

    assert files.fetchall() == [
        ("a.txt", "stored", 1, None, None, None, 1, None, None, READER),
        ("b.txt", *duplicate, 1, None, None, READER),
        ("scan.txt", "rejected", None, "binary", None, "binary", 0, None, None, READER),
    ]
    assert opened.execute(f"SELECT {columns}, number FROM members ORDER BY path").fetchall() == [  # noqa: S608 - ours
        ("a.txt", "stored", 1, None, None, None, 1),
        ("b.txt", *duplicate, 1),
    ]

    write_down(opened, rejected("a.txt", EMPTY))
    assert [("b.txt",)] == opened.execute("SELECT path FROM members").fetchall()


def test_the_same_bytes_with_another_text_were_misread(opened: Connection) -> None:
    """The former text is to go by a rebuild; other bytes, or a file that held none, prove nothing."""
    write_down(opened, holding("a.txt", 1, "x"), holding("b.txt", 1, "y"), rejected("c.txt", EMPTY))
    write_down(opened, holding("b.txt", 2, "other"), holding("c.txt", 3, "z"))
    assert [] == opened.execute("SELECT * FROM misread").fetchall()
    assert progress(opened) is None

    write_down(opened, holding("a.txt", 3, "x"))
    assert [(1, 3)] == opened.execute("SELECT * FROM misread").fetchall()
    assert [("texts",)] == opened.execute("SELECT cause FROM rebuild").fetchall()

    write_down(opened, holding("a.txt", 1, "x"))
    assert [(3, 1)] == opened.execute("SELECT * FROM misread").fetchall()


def test_a_file_that_left_a_document_changes_the_others_of_it(opened: Connection) -> None:
    """What was its duplicate is stored now."""
    write_down(opened, holding("a.txt", 1), holding("b.txt", 1))
    write_down(opened, holding("a.txt", 2))

    assert opened.execute("SELECT path, state, document_id FROM files ORDER BY path").fetchall() == [
        ("a.txt", "stored", 2),
        ("b.txt", "stored", 1),
    ]


def test_stories_of_before_and_after_are_stale(opened: Connection) -> None:
    """A file that holds another document now stands on other pages."""
    write_down(opened, holding("a.txt", 1), holding("b.txt", 3))
    assert stale(opened) == {1, 3}

    write_down(opened, holding("a.txt", 2))
    assert stale(opened) == {1, 2}

    write_down(opened, lost=["a.txt"])
    assert stale(opened) == {2}


def test_the_list_of_rejected_files_is_stale_when_one_comes_changes_or_goes(opened: Connection) -> None:
    """And only then."""
    batches: list[tuple[list[Entry], list[str], bool]] = [
        ([holding("a.txt", 1)], [], False),
        ([rejected("scan.txt", BINARY)], [], True),
        ([rejected("scan.txt", EMPTY)], [], True),
        ([holding("scan.txt", 2)], [], True),
        ([rejected("scan.txt", BINARY)], [], True),
        ([], ["scan.txt"], True),
        ([holding("scan.txt", 2)], [], False),
    ]
    for entries, lost, expected in batches:
        write_down(opened, *entries, lost=lost)

        assert (REJECTED in stale(opened)) == expected


def test_first_seen_stays(opened: Connection) -> None:
    """A path keeps the time at which it was first seen."""
    write_down(opened, holding("a.txt", 1))
    with transaction(opened):
        ledger = Ledger(Tables(opened), READER, lambda: Utc("2025-01-01T00:00:00.000Z"))
        ledger.put([holding("a.txt", 2)])
        ledger.close()

    assert opened.execute("SELECT first_seen, last_seen FROM files").fetchall() == [(NOW, "2025-01-01T00:00:00.000Z")]


def test_a_path_that_was_never_seen_cannot_be_lost(opened: Connection) -> None:
    """That would be a mistake of the caller's, and is not passed over."""
    with pytest.raises(LookupError, match=r"a\.txt"):
        write_down(opened, lost=["a.txt"])
