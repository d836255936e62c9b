"""The `anchors` table: which documents are worth comparing.

Two documents that share an anchor stand some places apart among all that hold it, in the order of their ids. They are
candidates if they share two anchors that hold them at most `reach` places apart, or, where one of the two is short, a
single one that holds them at most `near` places apart (the sorted neighbourhood of Hernández and Stolfo 1995; ids are
drawn from the text's hash, so the order is a random one that is the same in every database). A formula that stands in a
million documents costs each of them no more comparisons than one that stands in forty. Since it depends only on which
documents there are, the order of their arrival does not matter: what a newcomer pushes out of reach is told by
`Neighbours.pushed_apart`.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.tables import Tables
    from db.types import DocumentId

Pair = tuple["DocumentId", "DocumentId"]

# One statement for all anchors of a document: most stand nowhere else, hardly any in many documents.
_HOLDERS = """
SELECT value, (SELECT json_group_array(document_id) FROM (
    SELECT document_id FROM {anchors} WHERE hash = value LIMIT ?2))
FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM {anchors} WHERE hash = value)
"""
_BELOW = "SELECT document_id FROM {anchors} WHERE hash = ? AND document_id < ? ORDER BY document_id DESC LIMIT ?"
_ABOVE = "SELECT document_id FROM {anchors} WHERE hash = ? AND document_id > ? ORDER BY document_id LIMIT ?"
_BETWEEN = "SELECT 1 FROM {anchors} WHERE hash = ? AND document_id > ? AND document_id < ? LIMIT ?"

_SHORT = "SELECT id FROM {documents} WHERE id IN (SELECT value FROM json_each(?)) AND words <= ?"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The candidates of a document, and the pairs of others that it pushed out of reach of one of their anchors."""

    candidates: set[DocumentId]
    pushed_apart: set[Pair]


@dataclass(frozen=True, slots=True)
class AnchorIndex:
    """The anchors of all documents; `reach` and `near` count places in the order of the ids, `short` words of prose."""

    tables: Tables
    reach: int
    near: int
    short: int

    def add(self, document: DocumentId, anchors: Sequence[int]) -> Neighbours:
        """Enter a new document's anchors and find its neighbours."""
        shared: Counter[DocumentId] = Counter()
        near: set[DocumentId] = set()
        pushed_apart: set[Pair] = set()
        for below, above in self._around(document, anchors):
            shared.update(below + above)
            near.update(below[: self.near], above[: self.near])
            for reach in (self.reach, self.near):
                pushed_apart |= _one_step_too_far(below, above, reach)
        self.tables.executemany("INSERT INTO {anchors} VALUES (?, ?)", ((anchor, document) for anchor in anchors))
        together = {other for other, anchors in shared.items() if anchors > 1}
        return Neighbours(together | self._with_short(document, near - together), pushed_apart)

    def _around(
        self, document: DocumentId, anchors: Sequence[int]
    ) -> Iterator[tuple[list[DocumentId], list[DocumentId]]]:
        """For each anchor that others hold, those within reach on either side of the document, nearest first."""
        few = 2 * self.reach
        for anchor, found in self.tables.execute(_HOLDERS, (json.dumps(anchors), few + 1)).fetchall():
            holders: list[DocumentId] = json.loads(found)
            if len(holders) <= few:
                at = bisect(holders, document)
                yield holders[:at][: -self.reach - 1 : -1], holders[at : at + self.reach]
            else:
                yield self._nearest(_BELOW, anchor, document), self._nearest(_ABOVE, anchor, document)

    def _nearest(self, query: str, anchor: int, document: DocumentId) -> list[DocumentId]:
        return [row[0] for row in self.tables.execute(query, (anchor, document, self.reach))]

    def are_candidates(self, pair: Pair, shared: Iterable[int]) -> bool:
        """Whether two documents (smaller id first) that share these anchors are still candidates."""
        within_reach = 0
        for anchor in shared:
            apart = 1 + len(self.tables.execute(_BETWEEN, (anchor, *pair, self.reach)).fetchall())
            within_reach += apart <= self.reach
            if within_reach > 1 or (apart <= self.near and self._with_short(pair[0], {pair[1]})):
                return True
        return False

    def _with_short(self, document: DocumentId, others: set[DocumentId]) -> set[DocumentId]:
        """Those of the others that are short; all of them if the document itself is."""
        if not others:
            return others
        ids = json.dumps([document, *others])
        short = {row[0] for row in self.tables.execute(_SHORT, (ids, self.short))}
        return others if document in short else others & short


def _one_step_too_far(below: list[DocumentId], above: list[DocumentId], reach: int) -> set[Pair]:
    """The pairs around a newcomer that stood `reach` places apart before it came; both lists are nearest first."""
    return {(below[i], above[reach - 1 - i]) for i in range(max(0, reach - len(above)), min(reach, len(below)))}
