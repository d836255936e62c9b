"""Cutting long values: the beginning and the end stay."""

from hypothesis import given
from hypothesis import strategies as st

from worker.log.shorten import LINE_BYTES, fitted, shortened


@given(st.text(st.sampled_from("ab\n")), st.integers(0, 40))
def test_a_text_is_as_long_as_it_may_be(text: str, room: int) -> None:
    """What fits stays as it is; what is cut begins as it began."""
    short = shortened(text, room)
    assert room >= len(short)
    assert short == text if len(text) <= room else text.startswith(short.partition("…")[0])


def test_a_long_line_leaves_the_others_in_place() -> None:
    """A traceback keeps its frames and the error's name, however long the error's message is."""
    frames = "".join(f'  File "a.py", line {number}, in f\n' for number in range(100))
    short = shortened(f"Traceback (most recent call last):\n{frames}ValueError: {'x' * 500_000}\nlast", 8000)
    assert short.startswith(f"Traceback (most recent call last):\n{frames}ValueError: xxx")
    assert short.endswith("xxx\nlast")


def test_a_value_that_cannot_be_shown_is_told_by_its_kind() -> None:
    """Nothing keeps a line from being written."""

    class Shy:
        def __repr__(self) -> str:
            raise RuntimeError

    assert "<Shy>" == fitted({"value": Shy()}, lambda event: str(event["value"]))


def test_what_was_cut_before_counts_too() -> None:
    """A piece of a child's output, say."""
    line = fitted({"text": "x" * (LINE_BYTES + 10), "cut": 5}, lambda event: str(event["cut"]))
    assert "15" == line
