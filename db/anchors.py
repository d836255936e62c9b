"""The `anchors` table: which documents are worth comparing.

Two documents are candidates if they share an anchor and stand at most REACH places apart among the documents that
hold it, in the order of their ids (the sorted neighbourhood of Hernández and Stolfo 1995; ids are drawn from the
text's hash, so the order is a random one that is the same in every database). Where an anchor stands in no more than
REACH + 1 documents that is every pair; a formula that stands in a million documents costs each no more than 2 REACH
comparisons. Since it depends only on which documents there are, the order of their arrival does not matter: what a
newcomer pushes out of reach is given back by `pushed_apart`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

REACH = 32

_BELOW = "SELECT document_id FROM anchors WHERE hash = ? AND document_id < ? ORDER BY document_id DESC LIMIT ?"
_ABOVE = "SELECT document_id FROM anchors WHERE hash = ? AND document_id > ? ORDER BY document_id LIMIT ?"


def add_anchors(connection: Connection, document: int, anchors: Iterable[int]) -> None:
    """Enter a document's anchors."""
    connection.executemany("INSERT INTO anchors VALUES (?, ?)", ((anchor, document) for anchor in anchors))


def candidates(
    connection: Connection, document: int, anchors: Iterable[int], reach: int = REACH
) -> tuple[set[int], set[tuple[int, int]]]:
    """The documents to compare with this one, and the pairs of others that it pushed out of reach of an anchor."""
    near: set[int] = set()
    pushed_apart: set[tuple[int, int]] = set()
    for anchor in anchors:
        below = [row[0] for row in connection.execute(_BELOW, (anchor, document, reach))]
        above = [row[0] for row in connection.execute(_ABOVE, (anchor, document, reach))]
        near.update(below, above)
        pushed_apart.update(_one_step_too_far(below, above, reach))
    return near, pushed_apart


def within_reach(connection: Connection, pair: tuple[int, int], shared: Iterable[int], reach: int = REACH) -> bool:
    """Whether two documents that share these anchors are candidates by one of them."""
    between = "SELECT 1 FROM anchors WHERE hash = ? AND document_id > ? AND document_id < ? LIMIT ?"
    return any(
        len(connection.execute(between, (anchor, min(pair), max(pair), reach)).fetchall()) < reach for anchor in shared
    )


def _one_step_too_far(below: list[int], above: list[int], reach: int) -> set[tuple[int, int]]:
    """The pairs around a newcomer that stood `reach` apart before it came; both lists are nearest first."""
    return {(below[i], above[reach - 1 - i]) for i in range(max(0, reach - len(above)), len(below))}
