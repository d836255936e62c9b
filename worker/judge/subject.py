"""Whom two items are about, as far as their headings tell: the same company, the same title, or two."""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint, Words
from worker.judge.overlap import count_absent

FIGURES_IN_TABLE: Final = 0.25
"""Share of figures that makes a table, of any length: it leaves no room for the subject's name."""


def are_tables(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two items are mostly figures and their names."""
    return min(share_of_figures(one), share_of_figures(other)) >= FIGURES_IN_TABLE


def share_of_figures(one: Fingerprint) -> float:
    """Return the share of figures among an item's words."""
    return float(np.count_nonzero(one.figures)) / max(len(one.words), 1)


def have_same_symbol(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether both headings have the symbol of one company."""
    symbols = one.heading.symbols
    return count_absent(symbols, other.heading.symbols) < len(symbols)


def have_same_subject(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two headings have one symbol or, where either has none, the same first two words."""
    if len(one.heading.symbols) and len(other.heading.symbols):
        return have_same_symbol(one, other)
    return _begin_alike(one, other)


def have_other_subjects(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two headings have different symbols or, where either has none, first words the other item lacks.

    Over tables any such word tells. A heading that says that its item was sent again may have mended just that.
    """
    if one.heading.sent_again or other.heading.sent_again or have_same_subject(one, other):
        return False
    if are_tables(one, other) and _has_own(one.heading.words, other) and _has_own(other.heading.words, one):
        return True
    if len(one.heading.symbols) and len(other.heading.symbols):
        return not _begin_alike(one, other)
    return _has_own(one.heading.words[:1], other) and _has_own(other.heading.words[:1], one)


def have_same_title(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two headings are alike but for figures."""
    return np.array_equal(one.heading.words, other.heading.words)


def have_other_title_figures(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two headings are alike but for figures, and each has a figure of its own."""
    mine, others = one.heading.figures, other.heading.figures
    return have_same_title(one, other) and count_absent(mine, others) > 0 and count_absent(others, mine) > 0


def _begin_alike(one: Fingerprint, other: Fingerprint) -> bool:
    return len(one.heading.words) > 1 and np.array_equal(one.heading.words[:2], other.heading.words[:2])


def _has_own(heading: Words, other: Fingerprint) -> bool:
    return count_absent(heading, np.concatenate((other.heading.words, other.words))) > 0
