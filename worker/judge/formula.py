"""Whether two documents are one form filled in twice: dividends, results, money market help, ships loading.

In such notices the wording says little. The figures and names that differ say that they are two items.
"""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint, Marks, Words
from worker.judge.overlap import cover, find_shingles, stands_in

SAME_FIGURES: Final = 0.7
"""Share of the figures in like places that two editions of one notice have in common."""
SAME_NAMES: Final = 0.6
DIFFERING_FIGURES: Final = 0.05
"""Share of differing figures among the words alike that makes a form of it, not an updated story."""
LONGEST_NOTICE: Final = 150
FIGURES_IN_NOTICE: Final = 0.1
SAME_WORDING: Final = 0.6
FIGURES_IN_TABLE: Final = 0.25
FEWEST: Final = 3


def is_form_filled_twice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether the two documents are two items in one form of words."""
    alike_small, alike_large = _alike_in_frame(small, large), _alike_in_frame(large, small)
    return (
        _figures_differ(small, large, alike_small)
        or _figures_differ(large, small, alike_large)
        or _names_differ(small, large, alike_small)
        or _names_differ(large, small, alike_large)
        or (_is_table(small) and _is_table(large) and _headings_differ(small, large))
    )


def is_same_notice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two notices full of figures are one, whatever figure was mended."""
    if not (_is_notice(small) and _is_notice(large)):
        return False
    alike = min(_alike_in_frame(small, large).mean(), _alike_in_frame(large, small).mean())
    return bool(alike >= SAME_WORDING and not is_form_filled_twice(small, large))


def _is_notice(one: Fingerprint) -> bool:
    return len(one.words) <= LONGEST_NOTICE and bool(one.figures.mean() >= FIGURES_IN_NOTICE)


def _alike_in_frame(one: Fingerprint, other: Fingerprint) -> Marks:
    """Mark the words of one whose surroundings, figures and names aside, stand in the other too."""
    found = find_shingles(one.frame.shingles, other.frame.shingles)
    return cover(found, int(one.frame.place[-1]) + 1)[one.frame.place]


def _figures_differ(one: Fingerprint, other: Fingerprint, alike: Marks) -> bool:
    figures = one.words[one.figures & alike]
    differing = _absent(figures, other.words[other.figures])
    floor = max((1 - SAME_FIGURES) * len(figures), DIFFERING_FIGURES * np.count_nonzero(alike))
    return len(figures) >= FEWEST and differing > floor


def _names_differ(one: Fingerprint, other: Fingerprint, alike: Marks) -> bool:
    names = one.words[one.names & ~one.figures & alike]
    return len(names) >= FEWEST and _absent(names, other.words) > (1 - SAME_NAMES) * len(names)


def _is_table(one: Fingerprint) -> bool:
    return bool(one.figures.mean() >= FIGURES_IN_TABLE)


def _headings_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Each heading has a word that stands nowhere in the other: two companies, two places."""
    return _has_own(one.heading, other) and _has_own(other.heading, one)


def _has_own(heading: Words, other: Fingerprint) -> bool:
    return _absent(heading, np.concatenate((other.heading, other.words))) > 0


def _absent(values: Words, among: Words) -> int:
    return int(np.count_nonzero(~stands_in(values, np.sort(among))))
