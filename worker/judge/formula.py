"""Whether two documents are one form filled in twice: dividends, results, money market help, ships loading.

In such notices the wording says nothing, the figures and names all. They are compared where they stand in the same
frame of words (see `Frame`): a reissue or a correction has nearly all alike, another item has not.
"""

from typing import Final

import numpy as np

from worker.judge.fingerprint import BASE, Fingerprint, Marks, Words
from worker.judge.overlap import cover, stands_in

LONGEST_NOTICE: Final = 150
"""Words of a notice at most."""
FIGURES_IN_NOTICE: Final = 0.07
"""Share of figures among a notice's words at least."""
FIGURES_IN_TABLE: Final = 0.25
"""Share that leaves no room for the subject's name, so that only the headings tell it."""
SAME_FRAME: Final = 0.6
"""Share of a text's words in a frame of both that makes the two one form of words."""
OTHER_PARTICULARS: Final = 0.2
"""Share of differing figures, or figures and names, above which notices are two items."""
OTHER_FIGURES: Final = 1 / 3
"""Share of differing figures above which two longer texts are two items."""
OTHER_FIGURES_AMONG_WORDS: Final = 0.04
"""The same as a share of all words in the frame: a story that is updated stays below it."""
OTHER_NAMES: Final = 0.4
"""Share of differing names above which two longer texts are two items."""


def is_same_notice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two notices are one, whichever figure was mended."""
    if not (_is_notice(small) and _is_notice(large)):
        return False
    in_frame = min(_in_frame(small, large).mean(), _in_frame(large, small).mean())
    return bool(in_frame >= SAME_FRAME and not is_form_filled_twice(small, large))


def is_form_filled_twice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two documents are two items in one form of words."""
    if _is_table(small) and _is_table(large) and _headings_differ(small, large):
        return True
    return _particulars_differ(small, large) or _particulars_differ(large, small)


def _is_notice(one: Fingerprint) -> bool:
    return len(one.words) <= LONGEST_NOTICE and bool(one.figures.mean() >= FIGURES_IN_NOTICE)


def _is_table(one: Fingerprint) -> bool:
    return bool(one.figures.mean() >= FIGURES_IN_TABLE)


def _in_frame(one: Fingerprint, other: Fingerprint) -> Marks:
    """Mark the words of one whose surroundings, figures and names aside, stand in the other too."""
    found = stands_in(one.frame.shingles.hashes, other.frame.shingles.ordered)
    return cover(found, int(one.frame.place[-1]) + 1)[one.frame.place]


def _particulars_differ(one: Fingerprint, other: Fingerprint) -> bool:
    in_frame = _in_frame(one, other)
    figures = np.unique(_labelled(one)[one.figures & in_frame])
    names = np.unique(one.words[one.names & ~one.figures & in_frame])
    other_figures = _count_absent(figures, _labelled(other)[other.figures])
    other_names = _count_absent(names, other.words)
    if _is_notice(one) and _is_notice(other):
        return other_figures > OTHER_PARTICULARS * len(figures) or (
            other_figures + other_names > max(1, OTHER_PARTICULARS * (len(figures) + len(names)))
        )
    if in_frame.mean() < SAME_FRAME:
        return False
    told_of = OTHER_FIGURES_AMONG_WORDS * np.count_nonzero(in_frame)
    return other_names > max(1, OTHER_NAMES * len(names)) or bool(
        other_figures > max(1, OTHER_FIGURES * len(figures), told_of)
    )


def _labelled(one: Fingerprint) -> Words:
    """Return each word hashed with the last word before it that is no figure: `net 34` is not `shr 34`."""
    label = np.maximum.accumulate(np.where(one.figures, 0, np.arange(len(one.words))))
    return one.words[label] * BASE + one.words


def _headings_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether each heading has a word that stands nowhere in the other: two companies, two places."""
    return _has_own(one.heading, other) and _has_own(other.heading, one)


def _has_own(heading: Words, other: Fingerprint) -> bool:
    return _count_absent(heading, np.concatenate((other.heading, other.words))) > 0


def _count_absent(values: Words, among: Words) -> int:
    return int(np.count_nonzero(~stands_in(values, np.sort(among))))
