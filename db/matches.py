"""The `matches` table: the evidence between two documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.binding import insert
from db.rows import MatchRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection


def add_matches(connection: Connection, rows: Iterable[MatchRow]) -> None:
    """Insert the matches of new documents."""
    insert(connection, "matches", MatchRow, rows)


def matched_pairs(connection: Connection, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs (smaller id first) that have a match."""
    found = "SELECT 1 FROM matches WHERE document_id = ? AND other_id = ?"
    return [pair for pair in pairs if connection.execute(found, pair).fetchone()]


def remove_match(connection: Connection, pair: tuple[int, int]) -> str:
    """Delete the match of a pair (smaller id first) and return its kind."""
    (kind,) = connection.execute(
        "DELETE FROM matches WHERE document_id = ? AND other_id = ? RETURNING kind", pair
    ).fetchone()
    return str(kind)


def edition_neighbours(connection: Connection, document: int) -> set[int]:
    """The documents that this one is matched with as an edition."""
    rows = connection.execute(
        "SELECT other_id FROM matches WHERE document_id = ?1 AND kind = 'edition' "
        "UNION ALL SELECT document_id FROM matches WHERE other_id = ?1 AND kind = 'edition'",
        (document,),
    )
    return {other for (other,) in rows}


# '+' keeps SQLite from the index by kind, along which it would walk all editions there are for each document.
EDITION_PAIRS = """
SELECT m.document_id, m.other_id FROM json_each(?1) JOIN matches m ON m.document_id = value WHERE +m.kind = 'edition'
UNION ALL
SELECT m.other_id, m.document_id FROM json_each(?1) JOIN matches m ON m.other_id = value WHERE +m.kind = 'edition'
"""


def edition_pairs(connection: Connection, documents: Iterable[int]) -> list[tuple[int, int]]:
    """The edition matches of these documents: one of them, and the other one."""
    return connection.execute(EDITION_PAIRS, (json.dumps(list(documents)),)).fetchall()
