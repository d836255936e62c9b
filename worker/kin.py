"""Finding a document's kin: candidates from the index, each verified by the judge, the matches stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from db import matches, stories
from db.anchors import AnchorIndex
from db.documents import text_and_spans
from db.rows import MatchRow
from worker.judge.fingerprint import fingerprint
from worker.judge.places import passage_places, word_places
from worker.judge.verdict import judge
from worker.page.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from worker.judge.fingerprint import Fingerprint
    from worker.judge.places import Places

REMEMBERED = 4_000_000  # words of prose, of 24 bytes each: some ten thousand documents of the usual length


def stored_page(connection: Connection, document: int) -> tuple[str, Story]:
    """A document's text, and its story as it was found when the document was stored."""
    text, stored = text_and_spans(connection, document)
    spans = tuple((start, end) for start, end in json.loads(stored))
    return text, Story(spans[0][0], spans[-1][1], spans)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a document is compared by, and where its words stand."""

    fingerprint: Fingerprint
    places: Places


class Kin:
    """Enters documents in the index, one at a time, and keeps matches and stories true to it."""

    def __init__(self, connection: Connection, index: AnchorIndex | None = None) -> None:
        """Work within the transactions of the connection's owner."""
        self._connection = connection
        self._index = index or AnchorIndex(connection)
        self._known: dict[int, _Known] = {}
        self._words = 0

    def enter(self, document: int, prints: Fingerprint, places: Places) -> set[int]:
        """Index a new document and match it; returns documents whose stories need a refresh."""
        self._remember(document, _Known(prints, places))
        neighbours = self._index.add(document, prints.anchors.tolist())
        rows = [row for other in sorted(neighbours.candidates) if (row := self._compare(document, other))]
        matches.add_matches(self._connection, rows)
        editions = {each for row in rows if row.kind == "edition" for each in (row.document_id, row.other_id)}
        stories.join(self._connection, editions | {document})
        return {document} | self._part(neighbours.pushed_apart)

    def forget(self) -> None:
        """Drop what is remembered: the transaction that it came from was rolled back."""
        self._known.clear()
        self._words = 0

    def _compare(self, document: int, other: int) -> MatchRow | None:
        first, second = min(document, other), max(document, other)
        these, others = self._of(first), self._of(second)
        match = judge(these.fingerprint, others.fingerprint)
        if match is None:
            return None
        passages = passage_places(match.passages, these.places, others.places)
        return MatchRow(
            *(first, second, match.kind, round(match.containment, 4), round(match.resemblance, 4)),
            *(match.shared_words, match.reason, json.dumps(passages)),
        )

    def _part(self, pairs: Iterable[tuple[int, int]]) -> set[int]:
        """Take back the matches of pairs that are candidates no more; returns documents of stories that this parted."""
        lost = [pair for pair in matches.matched_pairs(self._connection, pairs) if not self._are_candidates(pair)]
        editions = [pair for pair in lost if matches.remove_match(self._connection, pair) == "edition"]
        torn = [pair for pair in editions if not stories.are_held_together(self._connection, pair)]
        parted = {stories.story_of(self._connection, pair[0]) for pair in torn}
        parts = {part for story in parted for part in stories.split(self._connection, story)}
        return parts | {pair[0] for pair in editions}  # a story that stays whole is held together by another way

    def _are_candidates(self, pair: tuple[int, int]) -> bool:
        these, others = (self._of(document).fingerprint.anchors for document in pair)
        return self._index.are_candidates(pair, np.intersect1d(these, others, assume_unique=True).tolist())

    def _of(self, document: int) -> _Known:
        known = self._known.get(document)
        if known is None:
            page = stored_page(self._connection, document)
            known = _Known(fingerprint(*page), word_places(*page))
            self._remember(document, known)
        return known

    def _remember(self, document: int, known: _Known) -> None:
        self._known[document] = known
        self._words += len(known.fingerprint.words)
        while self._words > REMEMBERED and len(self._known) > 1:
            oldest = self._known.pop(next(iter(self._known)))
            self._words -= len(oldest.fingerprint.words)
