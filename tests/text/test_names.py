"""Tests of worker.text.names: the form in which a name is looked up."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from worker.text.names import fold_name


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
