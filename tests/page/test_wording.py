"""Tests of worker.page.wording: patterns of many words."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.page.wording import fold_name, one_of

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


@given(st.text())
def test_a_name_is_one_in_whatever_case(name: str) -> None:
    """Whatever a pattern that ignores case takes for the name has the same form, and folding again changes nothing."""
    folded = fold_name(name)
    assert folded == fold_name(folded)
    for other in (name.lower(), name.swapcase(), name.replace("i", "İ"), name.replace("i", "ı").replace("I", "i")):
        if re.fullmatch(
            re.escape(unicodedata.normalize("NFC", name)), unicodedata.normalize("NFC", other), re.IGNORECASE
        ):
            assert folded == fold_name(other)
