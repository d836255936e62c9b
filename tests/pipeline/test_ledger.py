"""What is written down of each path: its row, the journal's entry, and which pages of the manifest are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.connection import transaction
from db.manifest import REJECTED, clear_queue, queue
from tests.db.rows import NOW, STAMP, put_document
from worker.pipeline.ledger import Entry, Ledger, Settled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection


def write_down(connection: Connection, *entries: Entry, lost: Sequence[str] = ()) -> list[Settled]:
    """One batch."""
    with transaction(connection):
        ledger = Ledger(connection, lambda: NOW)
        for entry in entries:
            ledger.put([entry])
        for path in lost:
            ledger.lose([path])
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
        Entry(path="b.txt", stamp=STAMP, sha256="x", document=1),
        Entry(path="scan.txt", stamp=STAMP, refusal="binary"),
        Entry(path="a.txt", stamp=STAMP, sha256="x", document=1),
    )

    assert settled == [
        Settled("b.txt", "duplicate", 1, "same bytes as a.txt"),
        Settled("scan.txt", "rejected", None, "binary"),
        Settled("a.txt", "stored", 1, ""),
    ]


def test_the_journal_has_an_entry_a_path(opened: Connection) -> None:
    """What became of it, what it held before, and how long that took."""
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=1, seconds=0.0125))
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=2, seconds=0.002))
    write_down(opened, lost=["a.txt"])
    rows = opened.execute(
        "SELECT at, path, outcome, document_id, previous_document_id, reason, milliseconds FROM journal ORDER BY id"
    ).fetchall()

    assert rows == [
        (NOW, "a.txt", "stored", 1, None, "", 12.5),
        (NOW, "a.txt", "stored", 2, 1, "", 2.0),
        (NOW, "a.txt", "missing", 2, 2, "no longer in the folder", 0.0),
    ]


def test_a_file_that_left_a_document_changes_the_others_of_it(opened: Connection) -> None:
    """What was its duplicate is stored now."""
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=1), Entry(path="b.txt", stamp=STAMP, document=1))
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=2))

    assert opened.execute("SELECT path, state, document_id FROM files ORDER BY path").fetchall() == [
        ("a.txt", "stored", 2),
        ("b.txt", "stored", 1),
    ]


def test_stories_of_before_and_after_are_stale(opened: Connection) -> None:
    """A file that holds another document now stands on other pages."""
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=1), Entry(path="b.txt", stamp=STAMP, document=3))
    assert stale(opened) == {1, 3}

    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=2))
    assert stale(opened) == {1, 2}

    write_down(opened, lost=["a.txt"])
    assert stale(opened) == {2}


def test_the_list_of_rejected_files_is_stale_when_one_comes_changes_or_goes(opened: Connection) -> None:
    """And only then."""
    batches: list[tuple[list[Entry], list[str], bool]] = [
        ([Entry(path="a.txt", stamp=STAMP, document=1)], [], False),
        ([Entry(path="scan.txt", stamp=STAMP, refusal="binary")], [], True),
        ([Entry(path="scan.txt", stamp=STAMP, refusal="empty")], [], True),
        ([Entry(path="scan.txt", stamp=STAMP, document=2)], [], True),
        ([Entry(path="scan.txt", stamp=STAMP, refusal="binary")], [], True),
        ([], ["scan.txt"], True),
        ([Entry(path="scan.txt", stamp=STAMP, document=2)], [], False),
    ]
    for entries, lost, expected in batches:
        write_down(opened, *entries, lost=lost)

        assert (REJECTED in stale(opened)) == expected


def test_first_seen_stays(opened: Connection) -> None:
    """A path keeps the time at which it was first seen."""
    write_down(opened, Entry(path="a.txt", stamp=STAMP, document=1))
    with transaction(opened):
        ledger = Ledger(opened, lambda: "2025-01-01T00:00:00.000Z")
        ledger.put([Entry(path="a.txt", stamp=STAMP, document=2)])
        ledger.close()

    assert opened.execute("SELECT first_seen, last_seen FROM files").fetchall() == [(NOW, "2025-01-01T00:00:00.000Z")]


def test_a_path_that_was_never_seen_cannot_be_lost(opened: Connection) -> None:
    """That would be a mistake of the caller's, and is not passed over."""
    with pytest.raises(LookupError, match=r"a\.txt"):
        write_down(opened, lost=["a.txt"])
