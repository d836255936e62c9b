"""Patterns of many words, in a shape that is quick to try."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longer before the shorter, as '(?=[jm])(?:m(?:arch|ay)|j(?:une))'.

    Those with the same initial are tried together, and none where no initial stands: nearly everywhere.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    groups = [f"{initial}(?:{'|'.join(rest)})" for initial, rest in rests.items()]
    return f"(?=[{''.join(rests)}])(?:{'|'.join(groups)})"
