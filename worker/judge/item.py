"""Items: whether a text is but one of several that a longer one carries, as a round-up does."""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint
from worker.judge.formula import LONGEST_NOTICE
from worker.judge.overlap import Overlap
from worker.judge.subject import is_titled_after

OPENING: Final = 40
"""Words in a document's opening."""
ITEM: Final = 1 / 8
"""Share of the larger below which the smaller is but an item of it, unless it opens it."""
STRETCH: Final = 1 / 3
"""The same for the stretch of the larger that holds all they share: what stands together is an item of a round-up."""
NOTICE: Final = 0.5
"""Share of the larger below which a notice is but an item of it, if the larger has a title of its own."""


def is_item(overlap: Overlap) -> bool:
    """Tell whether the smaller is but an item of the larger: for notices titles tell, else what opens the larger."""
    if _are_titled(overlap.small, overlap.large):
        return overlap.share_of_large < NOTICE and not is_titled_after(overlap.large, overlap.small)
    return not opens(overlap) and (overlap.share_of_large < ITEM or _stretch(overlap) < STRETCH)


def opens(overlap: Overlap) -> bool:
    """Tell whether what the two share opens the larger."""
    return bool(overlap.told_large[:OPENING].any())


def _are_titled(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether what stands above a notice and another item are newswire titles, not a page's caption or date."""
    return len(small.words) <= LONGEST_NOTICE and small.heading.in_capitals and large.heading.in_capitals


def _stretch(overlap: Overlap) -> float:
    """Return the share of the larger from the first word told alike to the last."""
    told = np.flatnonzero(overlap.told_large)
    return float(told[-1] - told[0] + 1) / len(overlap.told_large) if len(told) else 0.0
