"""Fingerprints: shingles, anchors, quotations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.stories import FERRY, ORCHARD, printed, write_paragraphs
from worker.judge.fingerprint import ANCHOR_BITS, SHINGLE, WINDOW, fingerprint, shingle, winnow
from worker.page.story import Story


def test_only_the_storys_words_count() -> None:
    """Furniture around and inside the story leaves words and anchors as they are."""
    page = f"Home News Sport\n{FERRY}Read more: ten beaches\n{ORCHARD}All rights reserved"
    ferry, orchard = page.index(FERRY), page.index(ORCHARD)
    spans = ((ferry, ferry + len(FERRY)), (orchard, orchard + len(ORCHARD)))
    assert fingerprint(page, Story(ferry, spans[1][1], spans)).words.tolist() == (
        printed(FERRY).words.tolist() + printed(ORCHARD).words.tolist()
    )


def test_equal_shingles_are_equal_runs_of_words() -> None:
    """The same five words have the same shingle wherever they stand, other words another."""
    words = np.array([1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 5, 8], np.uint64)
    shingles = shingle(words)
    assert len(shingles) == len(words) - SHINGLE + 1
    assert shingles[0] == shingles[6]
    assert len(set(shingles.tolist())) == len(shingles) - 1


@pytest.mark.parametrize("text", ["Fog.", "Ferry runs aground", "The ferry ran aground on Sunday"])
def test_the_shortest_text_has_an_anchor(text: str) -> None:
    """A text of fewer words than a shingle can be found as well."""
    assert len(printed(text).anchors) >= 1


def test_a_text_without_words_has_none() -> None:
    """Nothing to find, nothing to index."""
    assert printed("… — !").anchors.tolist() == []


def test_anchors_are_sorted_distinct_and_short() -> None:
    """Anchors are what the index wants: ascending, without repeats, of 46 bits."""
    anchors = printed(FERRY).anchors
    assert anchors.dtype == np.int64
    assert anchors.tolist() == sorted(set(anchors.tolist()))
    assert 0 <= anchors[0] <= anchors[-1] < 1 << ANCHOR_BITS


@pytest.mark.parametrize("seed", range(20))
def test_a_shared_passage_shares_an_anchor(seed: int) -> None:
    """A passage of a window of shingles is found in whatever stands around it (the guarantee of winnowing)."""
    rng = np.random.default_rng(seed)
    before, passage, after = (" ".join(write_paragraphs(rng, 3)) for _ in range(3))
    passage = " ".join(passage.split()[: WINDOW + SHINGLE - 1])
    one, other = printed(f"{before} {passage}"), printed(f"{passage} {after}")
    assert len(np.intersect1d(one.anchors, other.anchors)) >= 1


def test_a_mended_word_leaves_a_short_text_findable() -> None:
    """Short texts keep more anchors for their length, so that a correction shares one."""
    one = printed("Qtly div 12 cts vs 12 cts prior Pay April 10 Record March 20")
    other = printed("Qtly div 12 cts vs 12 cts prior Pay April 16 Record March 20")
    assert len(np.intersect1d(one.anchors, other.anchors)) >= 1


def test_quotations_are_marked() -> None:
    """Words between quotation marks are quoted, to the end of the paragraph where the closing mark is missing."""
    quoted = printed('He said "we will not go" and left.\n“We never\nThe ferry').quoted
    assert quoted.tolist() == [False] * 2 + [True] * 4 + [False] * 2 + [True] * 2 + [False] * 2


def test_winnowing_nothing() -> None:
    """No shingles, no anchors."""
    assert winnow(np.empty(0, np.uint64)).tolist() == []


@given(st.text())
def test_any_text_has_a_fingerprint(text: str) -> None:
    """No text is refused, and equal texts have equal fingerprints."""
    one, again = printed(text), printed(text)
    assert one.words.tolist() == again.words.tolist()
    assert one.anchors.tolist() == again.anchors.tolist()
    assert (len(one.anchors) > 0) == (len(one.words) > 0)
