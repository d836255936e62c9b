"""Why two documents are, or are not, one story: the verdict on the two, and the chain of editions that joins them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from db.matches import edition_neighbours
from db.tables import Tables
from worker.article.read import read_blocks
from worker.matching.fingerprint import fingerprint
from worker.matching.offsets import word_offsets
from worker.matching.verdict import judge
from worker.pipeline.rows import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.types import DocumentId
    from worker.article.article import Article
    from worker.lexicon.compiled import Lexicon
    from worker.matching.offsets import Offsets
    from worker.matching.overlap import Passage
    from worker.matching.verdict import Verdict
    from worker.pipeline.rule_set import RuleSet


OPENING = 60  # characters of a block that are shown


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on two documents and what it rests on.

    `passages` are quoted from the shorter text. `chain` leads from one document to the other by edition matches, both
    included; it is empty where they are of two stories. `blocks` tells of both documents how each block was read.
    """

    verdict: Verdict
    passages: list[str]
    chain: list[DocumentId]
    blocks: list[list[ReadBlock]]


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of a document: its label, the rule that gave it, whether it is of the body, and its opening words."""

    label: str
    rule: str
    in_body: bool
    opening: str


def explain(connection: Connection, rules: RuleSet, one: DocumentId, other: DocumentId) -> Explanation:
    """Judge two stored documents anew, and find what joins them."""
    tables = Tables(connection)
    articles = [article_of(tables, document) for document in (one, other)]
    first, second = (fingerprint(article, rules.words) for article in articles)
    verdict = judge(first, second, rules.thresholds)
    shorter = articles[1 if verdict.swapped else 0]
    passages = _quoted(shorter.text, word_offsets(shorter, rules.words), verdict.features.passages)
    blocks = [_blocks(article, rules.lexicon) for article in articles]
    return Explanation(verdict, passages, _chain(tables, one, other), blocks)


def _blocks(article: Article, lexicon: Lexicon) -> list[ReadBlock]:
    """How each block of a stored document's text is read."""
    text = article.text
    return [
        ReadBlock(
            label=reading.label.value,
            rule=reading.rule,
            in_body=any(reading.span[0] <= start < reading.span[1] for start, _ in article.body),
            opening=" ".join(text[slice(*reading.span)][:OPENING].split()),
        )
        for reading in read_blocks(text, lexicon)
    ]


def _quoted(text: str, offsets: Offsets, passages: Iterable[Passage]) -> list[str]:
    starts, ends = (side.tolist() for side in offsets.words(np.arange(offsets.words_before[-1])))
    return [text[starts[each.first] : ends[each.first + each.words - 1]] for each in passages]


def _chain(tables: Tables, one: DocumentId, other: DocumentId) -> list[DocumentId]:
    """The shortest way from one document to the other by edition matches."""
    came_from: dict[DocumentId, DocumentId | None] = {one: None}
    frontier = deque([one])
    while frontier and other not in came_from:
        document = frontier.popleft()
        for neighbour in sorted(edition_neighbours(tables, document) - came_from.keys()):
            came_from[neighbour] = document
            frontier.append(neighbour)
    chain: list[DocumentId] = []
    step: DocumentId | None = other if other in came_from else None
    while step is not None:
        chain.append(step)
        step = came_from[step]
    return chain[::-1]
