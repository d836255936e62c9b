"""What a database must say of a set of documents, computed from scratch: the definitions, with no thought of order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from db.types import MatchKind
from worker.matching.candidates import Pair, Reach, candidates
from worker.matching.stories import lead_of
from worker.matching.stories import stories as parted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = [
    "STORIES", "Outcome", "Pair", "Reach", "Story", "Text", "outcomes", "stories", "story", "verdicts", "way",
]  # fmt: skip

STORIES = """
SELECT id, lead_document_id, documents, published,
       first_document_id, latest_document_id, first_published, last_published
FROM stories ORDER BY id
"""
"""The rows of stories as `Story` has them."""


class Story(NamedTuple):
    """A story's row: the dates are of the story, of its first document and of its last."""

    id: int
    lead: int
    documents: int
    published: str | None
    first: int
    latest: int
    first_published: str | None
    last_published: str | None


class Outcome(NamedTuple):
    """What has become of a file: state, code and detail of the reason, and the reason in words."""

    state: str
    code: str | None = None
    detail: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A document as far as stories depend on it; `published` is '' where that is not known."""

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
    dates = {document: texts[document].published for document in sorted(part)}
    dated = [document for document in dates if dates[document]] or list(dates)
    first, latest = min(dated, key=dates.__getitem__), max(dated, key=dates.__getitem__)  # of equals the smaller id
    published = dates[lead] or dates[latest]
    known = [date or None for date in (published, dates[first], dates[latest])]
    return Story(min(part), lead, len(part), known[0], first, latest, known[1], known[2])


def stories(texts: Mapping[int, Text], matches: Mapping[Pair, MatchKind]) -> list[Story]:
    """All stories' rows, by id."""
    editions = [pair for pair, kind in matches.items() if kind is MatchKind.EDITION]
    return sorted((story(texts, part) for part in parted(texts, editions)), key=lambda one: one.id)


def outcomes(
    held: Mapping[str, tuple[int, str]], leads: Mapping[int, int], editions: Collection[Pair]
) -> dict[str, Outcome]:
    """What has become, by path, of files that are there: `held` gives a path's document and the hash of its bytes."""
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
) -> Outcome:
    document, sha256 = held[path]
    stands_for = first[document]
    if stands_for != path:
        same = "bytes" if held[stands_for][1] == sha256 else "text"
        return Outcome("duplicate", f"same_{same}", stands_for, f"same {same} as {stands_for}")
    if leads[document] == document:
        return Outcome("stored")
    paths = [first.get(each) for each in way(document, leads[document], editions)[1:]]
    *between, lead = (path or "a document whose file is gone" for path in paths)
    if not between:
        return Outcome("edition", "edition_of", paths[0], f"of {lead}")
    more = f" and {len(between) - 1} more" if len(between) > 1 else ""
    detail = json.dumps(paths, ensure_ascii=False)
    return Outcome("edition", "edition_through", detail, f"of {lead}, through {between[0]}{more}")


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
