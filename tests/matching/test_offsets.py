"""Where the words of an article stand in its text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.stories import READER, article
from worker.article.article import Article
from worker.matching.fingerprint import fingerprint
from worker.matching.offsets import Offsets, passage_offsets, word_offsets
from worker.matching.overlap import Passage

PROSE = "The harbour—closed since May—opened. U.S. ships, 1,200 of them, came — slowly."


def whole(text: str) -> Article:
    """An article that is all of its text."""
    return article(text, ((0, len(text)),))


def offsets(text: str) -> Offsets:
    """Where the words of a text stand."""
    return word_offsets(whole(text), READER)


def test_offsets_cut_the_words_out_of_the_text() -> None:
    """A token of one word is cut out whole; one of several is shared out among them."""
    starts, ends = offsets(PROSE).words(np.arange(13))
    cut = [PROSE[start:end] for start, end in zip(starts, ends, strict=True)]
    assert cut[:1] + cut[-7:] == ["The", "U.S.", "ships,", "1,200", "of", "them,", "came", "slowly."]
    assert "".join(cut[1:3]) == "harbour—closed"


def test_passages_are_given_in_characters_of_both_texts() -> None:
    """From the first word's first character to the last word's last."""
    first, second = "One two three four.", "And so: two three four."
    places = passage_offsets([Passage(1, 2, 3, 3)], offsets(first), offsets(second))
    assert [(first[a:b], second[c:d]) for a, b, c, d in places] == [("two three four.", "two three four.")]


@given(st.text())
def test_every_word_of_the_fingerprint_has_a_place(text: str) -> None:
    """Words and places are as many, in order, and within the text."""
    found = offsets(text)
    words = len(fingerprint(whole(text), READER).words)
    places = list(zip(*(side.tolist() for side in found.words(np.arange(words))), strict=True))
    assert found.words_before[-1] == words
    assert places == sorted(places)
    assert all(0 <= start <= end <= len(text) for start, end in places)
