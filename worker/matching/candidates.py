"""Which pairs of documents are worth comparing, stated over the set of all documents.

`db.anchors.AnchorIndex` finds the same pairs one arrival after the other; a property test holds it to this.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

Pair = tuple[int, int]
"""Two documents, the smaller id first."""


class Anchored(Protocol):
    """A document as far as candidates depend on it: its words, and the anchors of its fingerprint."""

    @property
    def words(self) -> int:
        """How many words its body has."""

    @property
    def anchors(self) -> frozenset[int]:
        """Hashes of some of its shingles."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many places apart, in the order of their ids, two documents may stand among those that share an anchor.

    `together`: where a second anchor tells of the two as well; `alone`: where none does, and one of the two has at most
    `short` words: long texts share a single anchor by chance far more often than by a passage.
    """

    together: int = 16
    alone: int = 8
    short: int = 300


REACH: Final = Reach()


def candidates(documents: Mapping[int, Anchored], reach: Reach = REACH) -> set[Pair]:
    """The pairs that are worth comparing: sorted neighbourhood, once per anchor (Hernández and Stolfo 1995)."""
    apart: dict[Pair, list[int]] = {}
    for anchor in frozenset[int]().union(*(document.anchors for document in documents.values())):
        holders = sorted(each for each, document in documents.items() if anchor in document.anchors)
        for low, high in combinations(range(len(holders)), 2):
            apart.setdefault((holders[low], holders[high]), []).append(high - low)
    words = {each: document.words for each, document in documents.items()}
    return {pair for pair, places in apart.items() if _are_near(places, min(words[each] for each in pair), reach)}


def _are_near(places: list[int], fewer_words: int, reach: Reach) -> bool:
    alone = min(places) <= reach.alone and fewer_words <= reach.short
    return alone or sum(each <= reach.together for each in places) > 1
