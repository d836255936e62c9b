"""The `matches` table, the evidence between two documents, and the `passages` that are reused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.binding import insert
from db.rows import MatchRow, PassageRow
from db.types import DocumentId, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.anchors import Pair
    from db.tables import Tables

# '+' keeps SQLite from the index by kind, along which it would walk all editions there are for each document.
EDITION_PAIRS = """
SELECT m.document_id, m.other_id FROM json_each(?1) JOIN {matches} m ON m.document_id = value WHERE +m.kind = 'edition'
UNION ALL
SELECT m.other_id, m.document_id FROM json_each(?1) JOIN {matches} m ON m.other_id = value WHERE +m.kind = 'edition'
"""


def add_matches(tables: Tables, rows: Sequence[MatchRow]) -> None:
    """Insert the matches of new documents, and the passages of those that are reuse."""
    insert(tables.connection, tables.name("matches"), MatchRow, rows)
    reused = [passage for row in rows if row.kind is MatchKind.REUSE for passage in _passages(row)]
    insert(tables.connection, tables.name("passages"), PassageRow, reused, "ON CONFLICT DO NOTHING")


def _passages(row: MatchRow) -> Iterable[PassageRow]:
    for starts, ends, other_starts, other_ends in json.loads(row.passages):
        yield PassageRow(
            document_id=row.document_id,
            other_id=row.other_id,
            starts=starts,
            ends=ends,
            other_starts=other_starts,
            other_ends=other_ends,
        )


def matched_pairs(tables: Tables, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of the pairs (smaller id first) that have a match."""
    found = "SELECT 1 FROM {matches} WHERE document_id = ? AND other_id = ?"
    return [pair for pair in pairs if tables.execute(found, pair).fetchone()]


def remove_match(tables: Tables, pair: Pair) -> MatchKind:
    """Delete the match of a pair (smaller id first) and return its kind."""
    tables.execute("DELETE FROM {passages} WHERE document_id = ? AND other_id = ?", pair)
    (kind,) = tables.execute(
        "DELETE FROM {matches} WHERE document_id = ? AND other_id = ? RETURNING kind", pair
    ).fetchone()
    return MatchKind(kind)


def edition_neighbours(tables: Tables, document: DocumentId) -> set[DocumentId]:
    """The documents that this one is matched with as an edition."""
    rows = tables.execute(
        "SELECT other_id FROM {matches} WHERE document_id = ?1 AND kind = 'edition' "
        "UNION ALL SELECT document_id FROM {matches} WHERE other_id = ?1 AND kind = 'edition'",
        (document,),
    )
    return {DocumentId(other) for (other,) in rows}


def edition_pairs(tables: Tables, documents: Iterable[DocumentId]) -> list[Pair]:
    """The edition matches of these documents: one of them, and the other one."""
    return tables.execute(EDITION_PAIRS, (json.dumps(list(documents)),)).fetchall()
