"""One item written twice: a company's news that another hand told anew on the same day."""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint
from worker.judge.heading import UNKNOWN_DAY
from worker.judge.overlap import count_absent
from worker.judge.subject import have_same_symbol

LONGEST_ITEM: Final = 150
"""Words of such an item at most: longer texts have most words in common, whatever they tell."""
SAME_WORDS: Final = 2 / 3
"""Share of the smaller's words, each counted once and wherever it stands, that the larger has too."""


def is_told_anew(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two short items of one company and one day have most words in common, in whatever order."""
    if len(large.words) > LONGEST_ITEM or not have_same_symbol(small, large):
        return False
    if not small.heading.day == large.heading.day != UNKNOWN_DAY:
        return False
    words = np.unique(small.words)
    return count_absent(words, large.words) <= (1 - SAME_WORDS) * len(words)
