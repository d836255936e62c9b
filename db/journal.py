"""The `journal` table: what happened to which path, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.rows import JournalRow


def note(connection: Connection, rows: Iterable[JournalRow]) -> None:
    """Add entries."""
    connection.executemany(
        "INSERT INTO journal (at, path, outcome, document_id, previous_document_id, reason, milliseconds) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(row.at, row.path, row.outcome, row.document_id, row.previous_document_id),
                *(row.reason, row.milliseconds),
            )
            for row in rows
        ),
    )


def prune(connection: Connection, before: str) -> int:
    """Delete entries older than the time; returns how many."""
    return int(connection.execute("DELETE FROM journal WHERE at < ?", (before,)).rowcount)
