"""Which documents are one story, and which of them leads it, stated over sets.

`db.stories` keeps the same stories as matches come and go; a property test holds it to this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from worker.matching.candidates import Pair


def stories(documents: Iterable[int], editions: Iterable[Pair]) -> list[frozenset[int]]:
    """The documents, parted into stories: two are of one where edition matches lead from one to the other."""
    parts = {document: frozenset([document]) for document in documents}
    for pair in editions:
        joined = parts[pair[0]] | parts[pair[1]]
        parts |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(parts.values()))


def lead_of(story: Collection[int], words: Mapping[int, int]) -> int:
    """The fullest document of a story; of equals the one of the smallest id."""
    return min(story, key=lambda document: (-words[document], document))
