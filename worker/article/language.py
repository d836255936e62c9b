"""The language of a text, by fastText's small model of 176 languages, `lid.176.ftz` beside this file.

It comes from https://fasttext.cc, under the licence in `lid.176.ftz.license`, and needs no network.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

_MODEL = Path(__file__).with_name("lid.176.ftz")
_LABEL = "__label__"  # stands before each code
_SHORTEST = 40  # UTF-8 bytes: below, a name or a number decides
_SAMPLE = 256  # characters of prose that are looked at
_SURE = 0.5

Predict = Callable[[str, int, float], tuple[Sequence[str], Sequence[float]]]
"""One line, how many labels at most, how likely each at least -> labels and probabilities, the likeliest first."""


def detect_language(prose: str) -> str:
    """The ISO 639 code of `prose`'s language, of two letters where it has one; '' when too short or unsure."""
    sample = prose[:_SAMPLE].replace("\n", " ").strip()
    if len(sample.encode()) < _SHORTEST:
        return ""
    labels, _ = _predict()(sample.lower() if sample.isupper() else sample, 1, _SURE)
    return labels[0].removeprefix(_LABEL) if labels else ""


@cache
def _predict() -> Predict:
    """The model's function, loaded when the first language is asked for (1 MB, some 10 ms)."""
    from fasttext import load_model  # type: ignore[import-untyped] # noqa: PLC0415

    predict: Predict = load_model(str(_MODEL)).predict
    return predict
