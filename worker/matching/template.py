"""Templates: texts filled in again with other names, days, figures, as notices of dividends, grants, weather are.

In such texts the wording says nothing, the particulars all. Figures and names are compared where they stand in the
same masked text (see `MaskedText`): a reissue or a correction has nearly all alike, another item has not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worker.matching.fingerprint import BASE
from worker.matching.overlap import count_absent, cover, stands_in

if TYPE_CHECKING:
    from worker.matching.fingerprint import Fingerprint, Marks, Words


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an article has where its masked text stands in another article too.

    share: of its words that stand so; words: how many; figures, names: distinct ones among them; other_figures,
    other_names: how many of those the other article lacks.
    """

    share: float
    words: int
    figures: int
    other_figures: int
    names: int
    other_names: int


def compare_with_template(one: Fingerprint, other: Fingerprint) -> Particulars:
    """Return one's particulars in the template of the other."""
    in_template = _in_template(one, other)
    figures = np.unique(labelled(one)[one.figures & in_template])
    names = np.unique(one.words[one.names & ~one.figures & in_template])
    return Particulars(
        share=float(in_template.mean()),
        words=int(np.count_nonzero(in_template)),
        figures=len(figures),
        other_figures=count_absent(figures, labelled(other)[other.figures]),
        names=len(names),
        other_names=count_absent(names, other.words),
    )


def words_in_other(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of one's words that stand in the other, in a shingle at least."""
    found = stands_in(one.shingles.hashes, other.shingles.ordered)
    return float(cover(found, len(one.words)).mean())


def labelled(one: Fingerprint) -> Words:
    """Return each word hashed with the last word before it that is no figure: `net 34` is not `shr 34`."""
    label = np.maximum.accumulate(np.where(one.figures, 0, np.arange(len(one.words))))
    return one.words[label] * BASE + one.words


def _in_template(one: Fingerprint, other: Fingerprint) -> Marks:
    """Mark the words of one whose surroundings, figures and names aside, stand in the other too."""
    found = stands_in(one.masked.shingles.hashes, other.masked.shingles.ordered)
    return cover(found, int(one.masked.place[-1]) + 1)[one.masked.place]
