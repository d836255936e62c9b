"""Matches new documents with stored ones, a batch at a time: candidates, verdicts, rows of matches, stories."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from db import matches, stories
from db.anchors import AnchorIndex
from db.documents import stored_article
from db.rows import MatchRow
from worker.article.article import Article
from worker.matching.candidates import REACH, Reach
from worker.matching.fingerprint import fingerprint
from worker.matching.offsets import passage_offsets, word_offsets
from worker.matching.rules import Kind
from worker.matching.verdict import compare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from sqlite3 import Connection

    from db.anchors import Pair
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


def article_of(connection: Connection, document: int) -> Article:
    """The article of a stored document, as it was read when the document was stored."""
    row = stored_article(connection, document)
    body = tuple((start, end) for start, end in json.loads(row.spans))
    return Article(
        text=row.text,
        title=row.title,
        byline=tuple(row.byline.split("; ")) if row.byline else (),
        agency=row.agency,
        place=row.place,
        day=row.month_day,
        published=row.published,
        language=row.language,
        body=body,
        footer=(body[-1][1], len(row.text)),
    )


class Matcher:
    """Enters documents in the index, a batch at a time, and keeps matches and stories true to it."""

    def __init__(self, connection: Connection, rules: RuleSet, reach: Reach = REACH) -> None:
        """Work within the transactions of the connection's owner."""
        self._connection = connection
        self._rules = rules
        self._index = AnchorIndex(connection, reach.together, reach.alone, reach.short)
        self._known: dict[int, Compared] = {}
        self._offsets: dict[int, Offsets] = {}
        self._words = 0

    def enter(self, batch: Mapping[int, Compared]) -> set[int]:
        """Index new documents, which are stored, and match them; returns documents whose stories need a refresh."""
        for document, compared in batch.items():
            self._remember(document, compared)
        candidates, pushed_apart = self._candidates(batch)
        rows = self._rows(candidates, compare(self._fingerprints(candidates)))
        matches.add_matches(self._connection, rows)
        self._join(rows)
        return set(batch) | self._part(pushed_apart - set(candidates))

    def forget(self) -> None:
        """Drop what is remembered: the transaction that it came from was rolled back."""
        self._known.clear()
        self._offsets.clear()
        self._words = 0

    def _candidates(self, batch: Mapping[int, Compared]) -> tuple[list[Pair], set[Pair]]:
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
        return MatchRow(
            document_id=first,
            other_id=second,
            kind="edition" if match.kind is Kind.EDITION else "reuse",
            containment=round(match.containment, 4),
            resemblance=round(match.resemblance, 4),
            shared_words=match.shared_words,
            reason=match.reason,
            passages=json.dumps(passages),
        )

    def _join(self, rows: Sequence[MatchRow]) -> None:
        for row in rows:
            if row.kind == "edition":
                stories.join(self._connection, {row.document_id, row.other_id})

    def _part(self, pairs: Collection[Pair]) -> set[int]:
        """Take back the matches of pairs that are candidates no more; returns documents of stories that this parted."""
        matched = matches.matched_pairs(self._connection, sorted(pairs))
        lost = [pair for pair in matched if not self._are_candidates(pair)]
        editions = [pair for pair in lost if matches.remove_match(self._connection, pair) == "edition"]
        torn = [pair for pair in editions if not stories.are_held_together(self._connection, pair)]
        parted = {stories.story_of(self._connection, pair[0]) for pair in torn}
        parts = {part for story in parted for part in stories.split(self._connection, story)}
        return parts | {pair[0] for pair in editions}  # a story that stays whole is held together by another way

    def _are_candidates(self, pair: Pair) -> bool:
        these, others = (self._of(document).fingerprint.anchors for document in pair)
        return self._index.are_candidates(pair, np.intersect1d(these, others, assume_unique=True).tolist())

    def _of(self, document: int) -> Compared:
        known = self._known.get(document)
        if known is None:
            article = article_of(self._connection, document)
            known = Compared(article, fingerprint(article, self._rules.words))
            self._remember(document, known)
        return known

    def _offsets_of(self, document: int) -> Offsets:
        """Where the words of a document stand, which only a match asks for."""
        offsets = self._offsets.get(document)
        if offsets is None:
            offsets = self._offsets[document] = word_offsets(self._of(document).article, self._rules.words)
            if len(self._offsets) > REMEMBERED_OFFSETS:
                self._offsets.pop(next(iter(self._offsets)))
        return offsets

    def _remember(self, document: int, known: Compared) -> None:
        self._known[document] = known
        self._words += len(known.fingerprint.words)
        while self._words > REMEMBERED and len(self._known) > 1:
            oldest = self._known.pop(next(iter(self._known)))
            self._words -= len(oldest.fingerprint.words)
