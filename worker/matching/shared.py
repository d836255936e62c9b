"""Features of two articles: how long they are, and what they have in common, word for word."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from worker.matching.overlap import Overlap, find_overlap, find_passages

if TYPE_CHECKING:
    from worker.matching.fingerprint import Fingerprint
    from worker.matching.overlap import Passage
    from worker.matching.thresholds import Thresholds


class SharedFeatures:
    """What two articles, the smaller and the larger, share."""

    def __init__(self, small: Fingerprint, large: Fingerprint, thresholds: Thresholds) -> None:
        """Nothing has been computed."""
        self._small = small
        self._large = large
        self._t = thresholds

    @cached_property
    def overlap(self) -> Overlap | None:
        """What they share, None where it is hardly a phrase."""
        return find_overlap(self._small, self._large, self._t)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The runs of words alike in both, in the order of the smaller."""
        return find_passages(self.overlap) if self.overlap else ()

    @cached_property
    def own_words(self) -> int:
        """Words alike in passages that neither quotes."""
        return self.overlap.own_words if self.overlap else 0

    @cached_property
    def share(self) -> float:
        """Those over the smaller's words that are not quoted."""
        return self.overlap.share if self.overlap else 0.0

    @cached_property
    def share_of_large(self) -> float:
        """Those over the larger's words that are not quoted."""
        return self.overlap.share_of_large if self.overlap else 0.0

    @cached_property
    def containment(self) -> float:
        """Share of all the smaller's words that stand in the larger."""
        return self.overlap.containment if self.overlap else 0.0

    @cached_property
    def resemblance(self) -> float:
        """Share of the distinct shingles of either that are in both (Broder 1997)."""
        return self.overlap.resemblance if self.overlap else 0.0

    @cached_property
    def shared_words(self) -> int:
        """How many of the smaller's words stand in the larger."""
        return self.overlap.shared_words if self.overlap else 0

    @cached_property
    def longest_passage(self) -> int:
        """Words of the longest passage, quoted ones too."""
        return max((passage.words for passage in self.passages), default=0)

    @cached_property
    def longest_own_passage(self) -> int:
        """Own words of the passage that has most."""
        return max((passage.own for passage in self.passages), default=0)

    @cached_property
    def own_words_in_passages(self) -> int:
        """Own words of all passages."""
        return sum(passage.own for passage in self.passages)

    @cached_property
    def reused_runs(self) -> tuple[int, ...]:
        """Own words of each passage that is long enough to be one of several that make a reuse."""
        return tuple(passage.own for passage in self.passages if passage.own >= self._t.reused_run)

    @cached_property
    def opens_larger(self) -> bool:
        """Whether what they share stands in the opening of the larger."""
        return self.overlap is not None and bool(self.overlap.covered[: self._t.opening].any())

    @cached_property
    def stretch(self) -> float:
        """The share of the larger from the first word alike to the last."""
        alike = np.flatnonzero(self.overlap.covered) if self.overlap else np.empty(0)
        return float(alike[-1] - alike[0] + 1) / len(self._large.words) if len(alike) else 0.0

    @cached_property
    def words(self) -> tuple[int, int]:
        """How many words the smaller and the larger have."""
        return len(self._small.words), len(self._large.words)

    @cached_property
    def both_short(self) -> bool:
        """Whether neither is longer than a brief."""
        return self.words[1] <= self._t.brief

    @cached_property
    def figures(self) -> tuple[float, float]:
        """The shares of figures among their words."""
        return _share_of_figures(self._small), _share_of_figures(self._large)

    @cached_property
    def tables(self) -> bool:
        """Whether both are mostly figures and their names."""
        return min(self.figures) >= self._t.figures_in_table

    @cached_property
    def briefs(self) -> bool:
        """Whether they are market briefs: both short and one full of figures, or two tables."""
        return (self.both_short and max(self.figures) >= self._t.figures_in_brief) or self.tables


def _share_of_figures(one: Fingerprint) -> float:
    return float(np.count_nonzero(one.figures)) / max(len(one.words), 1)
