"""Whom two items are about, as far as their headings tell: the same company, the same title, or two."""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint, Words
from worker.judge.overlap import count_absent

FIGURES_IN_TABLE: Final = 0.25
"""Share of figures that makes a table, of any length: it leaves no room for the subject's name."""
NAME: Final = 2
"""Words that a heading's subject is known by, at its beginning."""


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

    Over tables any such word tells. A heading that says that its item was sent again may have mended one of the first
    two words, or the symbol, but not both words.
    """
    if have_same_subject(one, other):
        return False
    if one.heading.sent_again or other.heading.sent_again:
        return _has_only_own(one.heading.words[:NAME], other) and _has_only_own(other.heading.words[:NAME], one)
    if are_tables(one, other) and _has_own(one.heading.words, other) and _has_own(other.heading.words, one):
        return True
    if have_other_symbols(one, other):
        return True
    return _has_own(one.heading.words[:1], other) and _has_own(other.heading.words[:1], one)


def have_other_symbols(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two headings have symbols of two companies, whose names are no spellings of one."""
    both = len(one.heading.symbols) > 0 and len(other.heading.symbols) > 0
    return both and not have_same_symbol(one, other) and not _begin_alike(one, other)


def is_titled_after(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether half of the words of one's heading stand in the other item or its heading."""
    words = np.unique(one.heading.words)
    return _count_own(words, other) <= len(words) / 2


def have_same_title(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether one heading begins with the other, figures aside: a table's title may run on into its first row."""
    fewer = min(len(one.heading.words), len(other.heading.words))
    return np.array_equal(one.heading.words[:fewer], other.heading.words[:fewer])


def have_other_title_figures(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether each of two headings has a figure of its own, such as the day, and they are alike else.

    Without a company's symbol it is enough that they begin alike: `MARKET GIVEN 90 MLN`, `MARKET GETS FURTHER 30 MLN`.
    """
    named = len(one.heading.symbols) + len(other.heading.symbols) > 0
    if not (have_same_title(one, other) or (not named and _begin_alike(one, other))):
        return False
    mine, others = one.heading.figures, other.heading.figures
    return count_absent(mine, others) > 0 and count_absent(others, mine) > 0


def _begin_alike(one: Fingerprint, other: Fingerprint) -> bool:
    return len(one.heading.words) >= NAME and np.array_equal(one.heading.words[:NAME], other.heading.words[:NAME])


def _has_own(heading: Words, other: Fingerprint) -> bool:
    return _count_own(heading, other) > 0


def _has_only_own(heading: Words, other: Fingerprint) -> bool:
    return _count_own(heading, other) == len(heading) > 0


def _count_own(heading: Words, other: Fingerprint) -> int:
    return count_absent(heading, np.concatenate((other.heading.words, other.words)))
