"""Finding a document's kin: candidates from the index, each verified by the judge, the matches stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from db import anchors, matches, stories
from db.documents import document_text
from db.rows import MatchRow
from worker.judge.fingerprint import fingerprint
from worker.judge.verdict import judge
from worker.page.story import find_story

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.judge.fingerprint import Fingerprint

REMEMBERED = 4096  # fingerprints of some 15 KB each


class Kin:
    """Enters documents in the index, one at a time, and keeps matches and stories true to it."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transactions of the connection's owner."""
        self._connection = connection
        self._fingerprints: dict[int, Fingerprint] = {}

    def enter(self, document: int, prints: Fingerprint) -> set[int]:
        """Index a new document and match it; returns documents whose stories need a refresh."""
        self._remember(document, prints)
        shared = [int(anchor) for anchor in prints.anchors]
        near, pushed_apart = anchors.candidates(self._connection, document, shared)
        anchors.add_anchors(self._connection, document, shared)
        rows = [row for other in sorted(near) if (row := self._compare(document, other))]
        matches.add_matches(self._connection, rows)
        editions = {row.document_id for row in rows if row.kind == "edition"}
        editions |= {row.other_id for row in rows if row.kind == "edition"}
        stories.join(self._connection, editions | {document})
        changed = {document}
        for pair in matches.matched_pairs(self._connection, (_ordered(*pair) for pair in pushed_apart)):
            changed |= self._reconsider(pair)
        return changed

    def forget(self) -> None:
        """Drop what is remembered: the transaction that it came from was rolled back."""
        self._fingerprints.clear()

    def _compare(self, document: int, other: int) -> MatchRow | None:
        first, second = _ordered(document, other)
        match = judge(self._fingerprint(first), self._fingerprint(second))
        if match is None:
            return None
        passages = json.dumps([[each.first, each.second, each.words] for each in match.passages])
        return MatchRow(
            *(first, second, match.kind, match.containment, match.resemblance),
            *(match.shared_words, match.reason, passages),
        )

    def _reconsider(self, pair: tuple[int, int]) -> set[int]:
        """Keep the match of a pair only if another anchor still makes them candidates."""
        shared = np.intersect1d(self._fingerprint(pair[0]).anchors, self._fingerprint(pair[1]).anchors)
        if anchors.within_reach(self._connection, pair, shared.tolist()):
            return set()
        if matches.remove_match(self._connection, pair) == "reuse":
            return set()
        return stories.split(self._connection, stories.story_of(self._connection, pair[0]))

    def _fingerprint(self, document: int) -> Fingerprint:
        prints = self._fingerprints.get(document)
        if prints is None:
            text = document_text(self._connection, document)
            prints = fingerprint(text, find_story(text))
            self._remember(document, prints)
        return prints

    def _remember(self, document: int, prints: Fingerprint) -> None:
        if len(self._fingerprints) >= REMEMBERED:
            del self._fingerprints[next(iter(self._fingerprints))]
        self._fingerprints[document] = prints


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
