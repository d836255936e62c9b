"""The ids of documents: the first bits of their texts' hashes, so that they are the same in every database.

Two texts whose hashes begin alike are not to be met with. If they are, the second takes the next number that is free.
Filled in the order of the hashes, as a rebuild does, the numbers depend on which texts there are alone (the ordered
hash tables of Amble and Knuth 1974); so whoever meets with a clash has a rebuild follow.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.types import DocumentId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.tables import Tables

ID_BITS = 63
_HASH_BITS = 64  # of which SQLite's integers hold one less, as one is for the sign


def home(text_sha256: str) -> int:
    """The id of a text if no other's hash begins alike."""
    return int(text_sha256[:16], 16) >> (_HASH_BITS - ID_BITS)


def free_ids(tables: Tables, text_sha256s: Iterable[str]) -> dict[str, DocumentId]:
    """Ids for new texts, each the first that is free from its home on."""
    hashes = sorted(text_sha256s)
    taken = _taken(tables, [home(each) for each in hashes])
    ids: dict[str, DocumentId] = {}
    for text_sha256 in hashes:
        candidate = home(text_sha256)
        while candidate in taken:
            candidate += 1
            taken |= _taken(tables, [candidate])
        taken.add(candidate)
        ids[text_sha256] = DocumentId(candidate)
    return ids


def _taken(tables: Tables, ids: list[int]) -> set[int]:
    rows = tables.execute("SELECT id FROM {documents} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    return {document for (document,) in rows}
