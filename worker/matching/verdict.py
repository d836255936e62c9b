"""The verdict on pairs of articles, and the match that is stored of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.matching.pairs import PairFeatures
from worker.matching.rules import RULES, Kind, Rule, reason_of
from worker.matching.thresholds import THRESHOLDS, Thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.matching.fingerprint import Fingerprint
    from worker.matching.overlap import Passage


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that decided on two articles, and their features; `swapped` if the first of the two is the larger."""

    rule: Rule
    features: PairFeatures
    swapped: bool = False

    @property
    def reason(self) -> str:
        """Why, in words."""
        return reason_of(self.rule, self.features)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The evidence between two articles.

    containment: share of the smaller's words that stand in the larger; resemblance: share of the distinct shingles
    of either that are in both (Broder 1997); shared_words: how many of the smaller's words stand in the larger;
    passages: the longer runs of such words, in the order of the first article.
    """

    kind: Kind
    rule: str
    containment: float
    resemblance: float
    shared_words: int
    reason: str
    passages: tuple[Passage, ...]


def judge(a: Fingerprint, b: Fingerprint, thresholds: Thresholds = THRESHOLDS) -> Verdict:
    """Return the verdict on two articles, in whichever order, also where it is that they share nothing."""
    swapped = not _stands_first(a, b)
    features = PairFeatures(b, a, thresholds) if swapped else PairFeatures(a, b, thresholds)
    rule = next(rule for rule in RULES if rule.when(features, thresholds))
    return Verdict(rule, features, swapped)


def compare(
    pairs: Iterable[tuple[Fingerprint, Fingerprint]], thresholds: Thresholds = THRESHOLDS
) -> list[Match | None]:
    """Return for each pair its match, or None; that of the pair turned around is its mirror."""
    return [_match(judge(a, b, thresholds)) for a, b in pairs]


def _stands_first(a: Fingerprint, b: Fingerprint) -> bool:
    """Order the two by length, then by content, so that the verdict does not depend on which came first."""
    if len(a.words) != len(b.words):
        return len(a.words) < len(b.words)
    return _content(a) <= _content(b)


def _content(one: Fingerprint) -> tuple[bytes | int, ...]:
    heading = one.heading
    parts = (one.words, one.quoted, one.names, heading.words, heading.figures, heading.symbols)
    return *(part.tobytes() for part in parts), heading.day, heading.sent_again, heading.in_capitals


def _match(verdict: Verdict) -> Match | None:
    if verdict.rule.kind is Kind.NONE:
        return None
    found = verdict.features
    return Match(
        kind=verdict.rule.kind,
        rule=verdict.rule.id,
        containment=found.containment,
        resemblance=found.resemblance,
        shared_words=found.shared_words,
        reason=verdict.reason,
        passages=_mirrored(found.passages) if verdict.swapped else found.passages,
    )


def _mirrored(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    swapped = [replace(one, first=one.second, second=one.first) for one in passages]
    return tuple(sorted(swapped, key=lambda one: (one.first, one.second)))
