"""Tests of worker.page.wording: patterns of many words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.page.wording import one_of

_WORDS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=8)


@pytest.mark.parametrize("text", ["may", "march", "mar", "june"])
def test_longer_words_go_first(text: str) -> None:
    """A word is matched whole even where it begins with another."""
    found = re.match(one_of(["mar", "march", "may", "june"]), text)
    assert found is not None
    assert found.group() == text


@given(_WORDS, st.text(max_size=12))
def test_finds_what_a_plain_alternation_finds(words: list[str], text: str) -> None:
    """Grouping by initials changes nothing but the time: whatever the words, signs included."""
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    assert re.findall(one_of(words), text) == re.findall(plain, text)
