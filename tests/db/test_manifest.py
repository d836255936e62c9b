"""The queries behind the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import transaction
from db.manifest import rejected_files
from tests.db.rows import put_document_file

if TYPE_CHECKING:
    from sqlite3 import Connection


def test_the_latest_rejected_files_are_listed_by_path(connection: Connection) -> None:
    """Of many only those that came last, in the order of their paths."""
    with transaction(connection):
        for day, name in enumerate(["d.txt", "a.txt", "c.txt", "b.txt"]):
            seen = f"2024-05-0{day + 1}T00:00:00Z"
            put_document_file(connection, name, last_seen=seen)

    assert [file.path for file in rejected_files(connection, 2)] == ["b.txt", "c.txt"]
    assert [file.path for file in rejected_files(connection, 9)] == ["a.txt", "b.txt", "c.txt", "d.txt"]
