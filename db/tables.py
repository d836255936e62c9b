"""The tables that follow from the texts alone: those in use, or those that a rebuild fills beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection, Cursor

DERIVED: Final = ("documents", "stories", "matches", "passages", "anchors", "documents_fts")
NEXT: Final = "next_"
"""How the name of a table begins that a rebuild fills."""


class Tables:
    """A database's derived tables; statements name them in braces: `SELECT id FROM {documents}`."""

    def __init__(self, connection: Connection, prefix: str = "") -> None:
        """`prefix` is '' for the tables in use, `NEXT` for those of a rebuild."""
        self.connection = connection
        self.are_in_use = not prefix
        self._names = {name: prefix + name for name in DERIVED}

    def name(self, table: str) -> str:
        """What one of the tables is called."""
        return self._names[table]

    def execute(self, statement: str, values: Any = ()) -> Cursor:  # noqa: ANN401 - a row or a mapping
        """Run a statement."""
        return self.connection.execute(statement.format_map(self._names), values)

    def executemany(self, statement: str, rows: Iterable[Any]) -> None:
        """Run a statement for each row."""
        self.connection.executemany(statement.format_map(self._names), rows)
