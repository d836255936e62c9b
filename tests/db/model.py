"""What a database must say of a set of documents, computed from scratch: the definitions, with no thought of order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.matching.candidates import Pair, Reach, candidates
from worker.matching.stories import lead_of
from worker.matching.stories import stories as parted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from db.rows import MatchKind

__all__ = ["Pair", "Reach", "Story", "Text", "outcomes", "stories", "story", "verdicts", "way"]

Story = tuple[int, int, int, str]
"""Id, lead, number of documents, date."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as far as stories depend on it."""

    words: int
    published: str
    anchors: frozenset[int]


def verdicts(
    texts: Mapping[int, Text], reach: Reach, judge: Callable[[int, int], MatchKind | None]
) -> dict[Pair, MatchKind]:
    """The matches among the pairs worth comparing."""
    return {pair: kind for pair in candidates(texts, reach) if (kind := judge(*pair))}


def story(texts: Mapping[int, Text], part: Collection[int]) -> Story:
    """A story's row: the smallest id; the fullest document leads; its date, else the latest there is."""
    lead = lead_of(part, {document: texts[document].words for document in part})
    published = texts[lead].published or max(texts[document].published for document in part)
    return min(part), lead, len(part), published


def stories(texts: Mapping[int, Text], matches: Mapping[Pair, MatchKind]) -> list[Story]:
    """All stories' rows, by id."""
    editions = [pair for pair, kind in matches.items() if kind == "edition"]
    return sorted(story(texts, part) for part in parted(texts, editions))


def outcomes(
    held: Mapping[str, tuple[int, str]], leads: Mapping[int, int], editions: Collection[Pair]
) -> dict[str, tuple[str, str]]:
    """State and reason by path, of files that are there: `held` gives a path's document and the hash of its bytes."""
    first: dict[int, str] = {}
    for path in sorted(held, key=lambda path: (len(path), path)):
        first.setdefault(held[path][0], path)
    return {path: _outcome(path, held, first, leads, editions) for path in held}


def _outcome(
    path: str,
    held: Mapping[str, tuple[int, str]],
    first: Mapping[int, str],
    leads: Mapping[int, int],
    editions: Collection[Pair],
) -> tuple[str, str]:
    document, sha256 = held[path]
    if first[document] != path:
        same = "bytes" if held[first[document]][1] == sha256 else "text"
        return "duplicate", f"same {same} as {first[document]}"
    if leads[document] == document:
        return "stored", ""
    names = [first.get(each, "a document whose file is gone") for each in way(document, leads[document], editions)]
    *between, lead = names[1:]
    more = f" and {len(between) - 1} more" if len(between) > 1 else ""
    return "edition", f"of {lead}" + (f", through {between[0]}{more}" if between else "")


def way(document: int, lead: int, editions: Collection[Pair]) -> list[int]:
    """From a document to its story's lead by edition matches, both included: the shortest, of equals by smaller ids."""
    distance = {lead: 0}
    for step in range(len(editions) + 1):
        for pair in editions:
            for one, other in (pair, pair[::-1]):
                if distance.get(one) == step:
                    distance.setdefault(other, step + 1)
    found = [document]
    while found[-1] != lead:
        near = {other for pair in editions if found[-1] in pair for other in pair}
        found.append(min(each for each in near if distance[each] == distance[found[-1]] - 1))
    return found
