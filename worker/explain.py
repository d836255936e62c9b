"""Why two documents are, or are not, one story: the verdict on the two, and the chain of editions that joins them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from db.matches import edition_neighbours
from worker.judge.fingerprint import fingerprint
from worker.judge.places import word_places
from worker.judge.verdict import weigh
from worker.kin import stored_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from worker.judge.overlap import Passage
    from worker.judge.places import Places
    from worker.judge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on two documents and what it rests on.

    `passages` are quoted from the shorter text. `chain` leads from one document to the other by edition matches, both
    included; it is empty where they are of two stories.
    """

    verdict: Verdict
    passages: list[str]
    chain: list[int]


def explain(connection: Connection, one: int, other: int) -> Explanation:
    """Judge two stored documents anew, and find what joins them."""
    pages = [stored_page(connection, document) for document in (one, other)]
    prints = [fingerprint(*page) for page in pages]
    verdict = weigh(*prints)
    shorter = 1 if verdict.overlap and verdict.overlap.small is prints[1] else 0
    passages = _quoted(pages[shorter][0], word_places(*pages[shorter]), verdict.passages)
    return Explanation(verdict, passages, _chain(connection, one, other))


def _quoted(text: str, places: Places, passages: Iterable[Passage]) -> list[str]:
    starts, ends = (side.tolist() for side in places.words(np.arange(places.words_before[-1])))
    return [text[starts[each.first] : ends[each.first + each.words - 1]] for each in passages]


def _chain(connection: Connection, one: int, other: int) -> list[int]:
    """The shortest way from one document to the other by edition matches."""
    came_from: dict[int, int | None] = {one: None}
    frontier = deque([one])
    while frontier and other not in came_from:
        document = frontier.popleft()
        for neighbour in sorted(edition_neighbours(connection, document) - came_from.keys()):
            came_from[neighbour] = document
            frontier.append(neighbour)
    chain: list[int] = []
    step: int | None = other if other in came_from else None
    while step is not None:
        chain.append(step)
        step = came_from[step]
    return chain[::-1]
