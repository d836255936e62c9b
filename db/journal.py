"""The `journal` table: what happened to which path, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.binding import insert
from db.rows import JournalRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection


def note(connection: Connection, rows: Iterable[JournalRow]) -> None:
    """Add entries."""
    insert(connection, "journal", JournalRow, rows)


def prune(connection: Connection, before: str) -> int:
    """Delete entries older than the time; returns how many."""
    return int(connection.execute("DELETE FROM journal WHERE at < ?", (before,)).rowcount)
