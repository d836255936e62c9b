"""Matches new documents with stored ones, a batch at a time: candidates, verdicts, rows of matches, stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from db import matches, stories
from db.anchors import AnchorIndex
from db.types import DocumentId, MatchKind
from worker.matching.candidates import REACH, Reach
from worker.matching.fingerprint import fingerprint
from worker.matching.offsets import passage_offsets, word_offsets
from worker.matching.verdict import compare
from worker.pipeline.rows import article_of, match_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from db.anchors import Pair
    from db.rows import MatchRow
    from db.tables import Tables
    from worker.article.article import Article
    from worker.matching.fingerprint import Fingerprint
    from worker.matching.offsets import Offsets
    from worker.matching.verdict import Match
    from worker.pipeline.rule_set import RuleSet

REMEMBERED = 4_000_000  # words of bodies, of some 32 bytes each: some ten thousand documents of the usual length
REMEMBERED_OFFSETS = 256  # documents; most match few others, and soon after they came


@dataclass(frozen=True, slots=True)
class Compared:
    """A document's article, and the fingerprint that it is compared by."""

    article: Article
    fingerprint: Fingerprint


class Matcher:
    """Enters documents in the index, a batch at a time, and keeps matches and stories true to it."""

    def __init__(self, tables: Tables, rules: RuleSet, reach: Reach = REACH) -> None:
        """Work within the transactions of the connection's owner."""
        self._tables = tables
        self._rules = rules
        self._index = AnchorIndex(tables, reach.together, reach.alone, reach.short)
        self._known: dict[DocumentId, Compared] = {}
        self._offsets: dict[DocumentId, Offsets] = {}
        self._words = 0

    def enter(self, batch: Mapping[DocumentId, Compared]) -> set[DocumentId]:
        """Index new documents, which are stored, and match them; returns documents whose stories need a refresh."""
        for document, compared in batch.items():
            self._remember(document, compared)
        candidates, pushed_apart = self._candidates(batch)
        rows = self._rows(candidates, compare(self._fingerprints(candidates), self._rules.thresholds))
        matches.add_matches(self._tables, rows)
        self._join(rows)
        return set(batch) | self._part(pushed_apart - set(candidates))

    def forget(self) -> None:
        """Drop what is remembered: the transaction that it came from was rolled back."""
        self._known.clear()
        self._offsets.clear()
        self._words = 0

    def _candidates(self, batch: Mapping[DocumentId, Compared]) -> tuple[list[Pair], set[Pair]]:
        """The pairs with a new document that are worth comparing, and the pairs that the batch pushed apart."""
        found: set[Pair] = set()
        pushed_apart: set[Pair] = set()
        for document, compared in batch.items():
            neighbours = self._index.add(document, compared.fingerprint.anchors.tolist())
            found |= {(min(document, other), max(document, other)) for other in neighbours.candidates}
            pushed_apart |= neighbours.pushed_apart
        lost = {pair for pair in found & pushed_apart if not self._are_candidates(pair)}
        return sorted(found - lost), pushed_apart

    def _fingerprints(self, pairs: Iterable[Pair]) -> Iterable[tuple[Fingerprint, Fingerprint]]:
        return ((self._of(first).fingerprint, self._of(second).fingerprint) for first, second in pairs)

    def _rows(self, pairs: Iterable[Pair], found: Iterable[Match | None]) -> list[MatchRow]:
        return [self._row(pair, match) for pair, match in zip(pairs, found, strict=True) if match is not None]

    def _row(self, pair: Pair, match: Match) -> MatchRow:
        first, second = pair
        passages = passage_offsets(match.passages, self._offsets_of(first), self._offsets_of(second))
        return match_row(pair, match, passages)

    def _join(self, rows: Sequence[MatchRow]) -> None:
        for row in rows:
            if row.kind is MatchKind.EDITION:
                stories.join(self._tables, {row.document_id, row.other_id})

    def _part(self, pairs: Collection[Pair]) -> set[DocumentId]:
        """Take back the matches of pairs that are candidates no more; returns documents of stories that this parted."""
        matched = matches.matched_pairs(self._tables, sorted(pairs))
        lost = [pair for pair in matched if not self._are_candidates(pair)]
        editions = [pair for pair in lost if matches.remove_match(self._tables, pair) is MatchKind.EDITION]
        torn = [pair for pair in editions if not stories.are_held_together(self._tables, pair)]
        parted = {stories.story_of(self._tables, pair[0]) for pair in torn}
        parts = {part for story in parted for part in stories.split(self._tables, story)}
        return parts | {pair[0] for pair in editions}  # a story that stays whole is held together by another way

    def _are_candidates(self, pair: Pair) -> bool:
        these, others = (self._of(document).fingerprint.anchors for document in pair)
        return self._index.are_candidates(pair, np.intersect1d(these, others, assume_unique=True).tolist())

    def _of(self, document: DocumentId) -> Compared:
        known = self._known.get(document)
        if known is None:
            article = article_of(self._tables, document)
            known = Compared(article, fingerprint(article, self._rules.words))
            self._remember(document, known)
        return known

    def _offsets_of(self, document: DocumentId) -> Offsets:
        """Where the words of a document stand, which only a match asks for."""
        offsets = self._offsets.get(document)
        if offsets is None:
            offsets = self._offsets[document] = word_offsets(self._of(document).article, self._rules.words)
            if len(self._offsets) > REMEMBERED_OFFSETS:
                self._offsets.pop(next(iter(self._offsets)))
        return offsets

    def _remember(self, document: DocumentId, known: Compared) -> None:
        self._known[document] = known
        self._words += len(known.fingerprint.words)
        while self._words > REMEMBERED and len(self._known) > 1:
            oldest = self._known.pop(next(iter(self._known)))
            self._words -= len(oldest.fingerprint.words)
