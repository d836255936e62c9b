"""Fingerprints: shingles, anchors, quotations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.stories import FERRY, ORCHARD, READER, article, printed, write_paragraphs
from worker.matching.fingerprint import (
    ANCHOR_BITS,
    OPENING_WINDOW,
    SHINGLE,
    WINDOW,
    _least,
    fingerprint,
    shingle,
    winnow,
)


def test_only_the_storys_words_count() -> None:
    """Furniture around and inside the story leaves words and anchors as they are."""
    page = f"Home News Sport\n{FERRY}Read more: ten beaches\n{ORCHARD}All rights reserved"
    ferry, orchard = page.index(FERRY), page.index(ORCHARD)
    spans = ((ferry, ferry + len(FERRY)), (orchard, orchard + len(ORCHARD)))
    assert fingerprint(article(page, spans), READER).words.tolist() == (
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


@pytest.mark.parametrize("seed", range(20))
def test_a_few_words_of_the_opening_share_an_anchor(seed: int) -> None:
    """An alert of few words is found by a story that has them in its first sentence, however long the story is."""
    rng = np.random.default_rng(seed)
    alert, story = (" ".join(write_paragraphs(rng, count)) for count in (1, 12))
    alert = " ".join(alert.split()[: OPENING_WINDOW + SHINGLE - 1])
    one, other = printed(alert), printed(f"The crew said {alert} {story}")
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


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("‘We go,’ he said", "We go"),
        ("He said 'we will go.' Later", "we will go"),
        ("The 'free' ferry's owner said: ‘It’s ours!’ and left", "It’s ours"),
        ("A 'special price' and ‘No more,’ they said", "No more"),
        ("The workers' ferry, the crews’ boat, rock 'n' roll", ""),
        ("In the '90s, he said, ’tis so.", ""),
        ("‘We go\nhome,’ he said", ""),
    ],
)
def test_single_marks_quote_too(text: str, quoted: str) -> None:
    """A single mark that closes follows a comma or full stop, as no apostrophe does, and has one that opens before."""
    one = printed(text)
    assert one.words[one.quoted].tolist() == printed(quoted).words.tolist()


def test_capitals_tell_nothing_among_capitals() -> None:
    """In a text set in capitals no word is marked as a name."""
    assert printed("Ragna Ulv of Skarholm left").names.tolist() == [True, True, False, True, False]
    assert not printed("RAGNA ULV OF SKARHOLM LEFT").names.any()


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


@given(st.lists(st.integers(0, 2**63), min_size=1, max_size=60), st.integers(1, 30))
def test_the_least_of_each_window(values: list[int], window: int) -> None:
    """By halves, it is what looking through each window gives."""
    width = min(window, len(values))
    expected = [min(values[at : at + width]) for at in range(len(values) - width + 1)]
    assert _least(np.array(values, np.uint64), window).tolist() == expected
