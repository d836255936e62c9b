"""What two documents share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.stories import FERRY, ORCHARD, printed
from worker.matching.overlap import find_overlap, find_passages, stands_in
from worker.matching.thresholds import THRESHOLDS

SENTENCE = "the ferry ran aground on a reef in thick fog"


def shingles_of(text: str) -> set[tuple[str, ...]]:
    """Return the runs of five words of a text of plain words."""
    words = text.split()
    return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def test_values_that_stand_in_a_sorted_array() -> None:
    """Each value is marked by itself, in whatever order; nothing stands in nothing."""
    ordered = np.array([2, 5, 5, 9], np.uint64)
    assert stands_in(np.array([9, 1, 5, 12], np.uint64), ordered).tolist() == [True, False, True, False]
    assert stands_in(ordered, ordered[:0]).tolist() == [False] * 4


def test_nothing_in_common() -> None:
    """Two texts without a shingle in common have no overlap."""
    assert find_overlap(printed(ORCHARD), printed(FERRY), THRESHOLDS) is None


def test_passages_have_their_places() -> None:
    """A passage says where it stands in both documents and how long it is."""
    one, other = printed(f"yesterday {SENTENCE}"), printed(f"the guard said that {SENTENCE} again")
    overlap = find_overlap(one, other, THRESHOLDS)
    assert overlap is not None
    assert [(one.first, one.second, one.words, one.own) for one in find_passages(overlap)] == [(1, 4, 10, 10)]


def test_quoted_words_are_no_own_words() -> None:
    """Words quoted in either document are the speaker's, not the writer's."""
    overlap = find_overlap(printed(SENTENCE), printed(f'he wrote "{SENTENCE}" at once'), THRESHOLDS)
    assert overlap is not None
    assert (overlap.own_words, overlap.share, overlap.containment) == (0, 0.0, 1.0)


@pytest.mark.parametrize("repeats", [1, 2, 5])
def test_a_repeated_passage_counts_once_in_the_larger(repeats: int) -> None:
    """What the larger says several times does not count for more than the smaller holds."""
    overlap = find_overlap(printed(SENTENCE), printed(f"{SENTENCE} and then " * repeats), THRESHOLDS)
    assert overlap is not None
    assert overlap.own_words == 10


PLAIN = st.lists(st.sampled_from(["fog", "reef", "ferry"]), min_size=5, max_size=40).map(" ".join)


@given(PLAIN, PLAIN)
def test_resemblance_is_broders(one: str, other: str) -> None:
    """Resemblance is the share of distinct shingles in common, as counted by hand."""
    small, large = sorted((one, other), key=lambda text: len(text.split()))
    overlap = find_overlap(printed(small), printed(large), THRESHOLDS)
    if overlap:
        common, both = shingles_of(one) & shingles_of(other), shingles_of(one) | shingles_of(other)
        assert overlap.resemblance == pytest.approx(len(common) / len(both))
