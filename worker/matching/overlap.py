"""What two articles have in common, word for word."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from worker.matching.fingerprint import SHINGLE, Fingerprint, Marks, Shingles, Words
from worker.matching.thresholds import Thresholds

SHORTEST_PASSAGE: Final = 7
"""Words in a row that make a passage; fewer are a turn of phrase."""

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand alike in both articles: the place of the first in either, how many, how many own words.

    An own word is the writer's in both articles, no quotation.
    """

    first: int
    second: int
    words: int
    own: int


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What the smaller and the larger of two articles have in common.

    place: where each shingle of the smaller first stands in the larger, or -1; shared_words: how many of the
    smaller's words stand in the larger, in a shingle at least; covered: marks on the larger's words that stand in
    passages and are not quoted; own_words: how many such words there are, in the article that has fewer; share,
    share_of_large: those over all words not quoted.
    """

    small: Fingerprint
    large: Fingerprint
    place: Positions
    shared_words: int
    covered: Marks
    own_words: int
    share: float
    share_of_large: float

    @property
    def containment(self) -> float:
        """Share of the smaller's words that stand in the larger, quotations and short phrases included."""
        return self.shared_words / len(self.small.words)

    @property
    def resemblance(self) -> float:
        """Share of the distinct shingles of either that are in both (Broder 1997)."""
        small, large = self.small.shingles, self.large.shingles
        shared = _count_distinct(small.ordered[self.place[small.order] >= 0])
        return shared / (_count_distinct(small.ordered) + _count_distinct(large.ordered) - shared)


def find_overlap(small: Fingerprint, large: Fingerprint, thresholds: Thresholds) -> Overlap | None:
    """Return what the two articles share, or None when it is too little to be a match."""
    place = _positions(small.shingles, large.shingles)
    found = place >= 0
    if np.count_nonzero(found) < max(1, min(thresholds.shared_shingles, thresholds.share_of_shingles * len(found))):
        return None
    covered_small = _in_passages(found, len(small.words)) & ~small.quoted
    covered_large = _in_passages(_marks(place[found], len(large.shingles.hashes)), len(large.words)) & ~large.quoted
    own = int(min(np.count_nonzero(covered_small), np.count_nonzero(covered_large)))
    shares = own / _own_words(small), own / _own_words(large)
    shared_words = int(np.count_nonzero(cover(found, len(small.words))))
    return Overlap(small, large, place, shared_words, covered_large, own, *shares)


def find_passages(overlap: Overlap) -> tuple[Passage, ...]:
    """Return the runs of words alike in both articles, in the order of the smaller one."""
    first = np.flatnonzero(overlap.place >= 0)
    second = overlap.place[first]
    breaks = np.flatnonzero((first[1:] - first[:-1] != 1) | (second[1:] - second[:-1] != 1)) + 1
    starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(first)]))
    lengths = ends - starts + min(SHINGLE, len(overlap.small.words)) - 1
    long = lengths >= min(SHORTEST_PASSAGE, len(overlap.small.words))
    runs = np.stack((first[starts], second[starts], lengths), axis=1)[long].tolist()
    return tuple(_passage(overlap.small, overlap.large, *run) for run in runs)


def stands_in(values: Words, ordered: Words) -> Marks:
    """Mark the values that stand in a sorted array; sorted values are found fastest."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    found: Marks = ordered[ordered[:-1].searchsorted(values)] == values
    return found


def count_absent(values: Words, among: Words) -> int:
    """Count the values that do not stand in an array in any order."""
    return int(np.count_nonzero(~stands_in(values, np.sort(among))))


def cover(found: Marks, words: int, width: int = SHINGLE) -> Marks:
    """Mark the words that the found runs of `width` words hold."""
    covered = np.zeros(words, np.bool_)
    for at in range(min(width, words)):
        covered[at : at + len(found)] |= found
    return covered


def _positions(these: Shingles, among: Shingles) -> Positions:
    """Return where each of these shingles first stands among the others, or -1; in the same text, its own place."""
    if np.array_equal(these.hashes, among.hashes):
        return np.arange(len(these.hashes))
    places = np.full(len(these.hashes), -1)
    if len(among.hashes):
        nearest = among.ordered[:-1].searchsorted(these.ordered)
        places[these.order] = np.where(among.ordered[nearest] == these.ordered, among.order[nearest], -1)
    return places


def _marks(places: Positions, length: int) -> Marks:
    marked = np.zeros(length, np.bool_)
    marked[places] = True
    return marked


def _in_passages(found: Marks, words: int) -> Marks:
    """Mark the words in runs of at least SHORTEST_PASSAGE, given which shingles were found."""
    more = min(SHORTEST_PASSAGE - SHINGLE, len(found) - 1)
    starts = found[: len(found) - more].copy()
    for at in range(1, more + 1):
        starts &= found[at : len(found) - more + at]
    return cover(starts, words, SHORTEST_PASSAGE)


def _own_words(one: Fingerprint) -> float:
    """Count the words that are not quoted; where most are, half of all words."""
    return max(len(one.words) - float(np.count_nonzero(one.quoted)), len(one.words) / 2)


def _count_distinct(ordered: Words) -> int:
    return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))


def _passage(small: Fingerprint, large: Fingerprint, first: int, second: int, words: int) -> Passage:
    quoted = small.quoted[first : first + words] | large.quoted[second : second + words]
    return Passage(first, second, words, words - int(np.count_nonzero(quoted)))
