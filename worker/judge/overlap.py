"""What two documents have in common, word for word."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from worker.judge.fingerprint import SHINGLE, Fingerprint, Marks, Shingles, Words

SHORTEST_PASSAGE: Final = 7
"""Words in a row that make a passage; fewer are a turn of phrase."""


FEWEST_SHINGLES: Final = 16
FEWEST_SHARE: Final = 0.2
"""Fewer shingles than both in common are never a match: most candidates end here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand alike in both documents: the place of its first word in each, how many, how many told.

    A word is told when it is the writer's own in both documents, not a quotation.
    """

    first: int
    second: int
    words: int
    told: int


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What the smaller and the larger of two documents have in common, as marks on their words and counts."""

    shared_small: Marks
    told_large: Marks
    told: int
    share: float
    share_of_large: float
    resemblance: float
    passages: tuple[Passage, ...]

    @property
    def containment(self) -> float:
        """Share of the smaller's words that stand in the larger, quotations included."""
        return float(self.shared_small.mean())


def find_overlap(small: Fingerprint, large: Fingerprint) -> Overlap | None:
    """Return what the two documents share, or None when it is too little to say anything."""
    found = find_shingles(small.shingles, large.shingles)
    if np.count_nonzero(found) < min(FEWEST_SHINGLES, FEWEST_SHARE * len(found)):
        return None
    shared_small = _in_passages(found, len(small.words))
    told_large = _in_passages(find_shingles(large.shingles, small.shingles), len(large.words)) & ~large.quoted
    told = min(np.count_nonzero(shared_small & ~small.quoted), np.count_nonzero(told_large))
    return Overlap(
        shared_small=shared_small,
        told_large=told_large,
        told=int(told),
        share=told / _own_words(small),
        share_of_large=told / _own_words(large),
        resemblance=_resemblance(small.shingles, large.shingles, found),
        passages=_find_passages(small, large, found),
    )


def find_shingles(these: Shingles, among: Shingles) -> Marks:
    """Mark which of these shingles, in reading order, stand among the others."""
    found = np.empty(len(these.hashes), np.bool_)
    found[these.order] = stands_in(these.ordered, among.ordered)
    return found


def stands_in(values: Words, ordered: Words) -> Marks:
    """Mark the values that stand in a sorted array; sorted values are found fastest."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    found: Marks = ordered[ordered[:-1].searchsorted(values)] == values
    return found


def cover(found: Marks, words: int, width: int = SHINGLE) -> Marks:
    """Mark the words that the found windows of `width` words hold."""
    covered = np.zeros(words, np.bool_)
    for at in range(min(width, words)):
        covered[at : at + len(found)] |= found
    return covered


def _own_words(one: Fingerprint) -> float:
    """Count the words that are not quoted; where most are, half of all words."""
    return max(len(one.words) - float(np.count_nonzero(one.quoted)), len(one.words) / 2)


def _resemblance(small: Shingles, large: Shingles, found: Marks) -> float:
    """Return the share of distinct shingles that are in both (Broder 1997)."""
    shared = _count_distinct(small.ordered[found[small.order]])
    return shared / (_count_distinct(small.ordered) + _count_distinct(large.ordered) - shared)


def _count_distinct(ordered: Words) -> int:
    return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))


def _find_passages(small: Fingerprint, large: Fingerprint, found: Marks) -> tuple[Passage, ...]:
    """Return the runs of words alike in both documents, in the order of the smaller one."""
    first = np.flatnonzero(found)
    second = _places(small.shingles.hashes[first], large.shingles)
    breaks = np.flatnonzero((np.diff(first) != 1) | (np.diff(second) != 1)) + 1
    starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(first)]))
    lengths = ends - starts + min(SHINGLE, len(small.words)) - 1
    runs = zip(first[starts].tolist(), second[starts].tolist(), lengths.tolist(), strict=True)
    return tuple(_passage(small, large, *run) for run in runs if run[2] >= min(SHORTEST_PASSAGE, len(small.words)))


def _passage(small: Fingerprint, large: Fingerprint, first: int, second: int, words: int) -> Passage:
    quoted = small.quoted[first : first + words] | large.quoted[second : second + words]
    return Passage(first, second, words, words - int(np.count_nonzero(quoted)))


def _in_passages(found: Marks, words: int) -> Marks:
    extra = min(SHORTEST_PASSAGE - SHINGLE, len(found) - 1)
    in_a_row = found[: len(found) - extra].copy()
    for at in range(1, extra + 1):
        in_a_row &= found[at : len(found) - extra + at]
    return cover(in_a_row, words, SHORTEST_PASSAGE)


def _places(values: Words, among: Shingles) -> NDArray[np.intp]:
    return among.order[among.ordered.searchsorted(values)]
