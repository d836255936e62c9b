"""Two articles side by side, and what can be said of them: small questions, each answered once, when first asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.matching.headings import UNKNOWN_DAY
from worker.matching.overlap import count_absent
from worker.matching.template import compare_with_template, labelled, words_in_other
from worker.matching.titles import TitleFeatures

if TYPE_CHECKING:
    from worker.matching.fingerprint import Fingerprint, Words
    from worker.matching.template import Particulars

ALERT_SUBJECT: Final = 3
"""Words of an alert that name whom it is about: `Bank of France`."""


class PairFeatures(TitleFeatures):
    """The features of two articles, the smaller and the larger: numbers and facts, without a verdict.

    A value: equal articles have equal features, whenever they are asked for. Each is computed at most once, and only
    if a rule asks, since most pairs are decided by the first few. Here stand those of alerts and templates.
    """

    def facts(self) -> dict[str, object]:
        """The features that people are shown, by their names."""
        words = f"{self.words[0]} and {self.words[1]}"
        if self.overlap is None:
            return {"words": words, "days_apart": self.days_apart}
        return {
            "words": words,
            "shared_words": self.shared_words,
            "own_words": self.own_words,
            "share": round(self.share, 2),
            "share_of_large": round(self.share_of_large, 2),
            "containment": round(self.containment, 2),
            "resemblance": round(self.resemblance, 2),
            "longest_passage": self.longest_passage,
            "opens_larger": self.opens_larger,
            "days_apart": self.days_apart,
            "briefs": self.briefs,
            "same_subject": self.same_subject,
            "common_figures": round(self.common_figures, 2),
        }

    @cached_property
    def small_is_alert(self) -> bool:
        """Whether the smaller can be an alert: a sentence long, without a day."""
        return self._is_alert(self._small)

    @cached_property
    def both_alerts(self) -> bool:
        """Whether both can be."""
        return self.small_is_alert and self._is_alert(self._large)

    def _is_alert(self, one: Fingerprint) -> bool:
        return len(one.words) <= self._t.alert and one.heading.day == UNKNOWN_DAY

    @cached_property
    def announced(self) -> bool:
        """Whether all that the smaller says, figures above all, is said at the beginning of the larger."""
        alert, opening = self._small, _beginning(self._large, self._t.alert_ends_within)
        first = alert.words[~alert.figures][:1]
        words = np.unique(alert.words)
        return (
            not self.other_subjects
            and count_absent(first, _beginning(self._large, self._t.alert_begins_within)) == 0
            and bool(count_absent(words, opening) <= self._t.alert_own_words * len(words))
            and count_absent(alert.words[alert.figures], opening) == 0
        )

    @cached_property
    def same_alert(self) -> bool:
        """Whether all words of one, its title included, stand in the other, or all but a few are reworded."""
        words, others = (_beginning(each, self._t.alert) for each in (self._small, self._large))
        return 0 in (count_absent(words, others), count_absent(others, words)) or self._is_reworded()

    def _is_reworded(self) -> bool:
        """Whether two alerts begin alike, with the same figures in order, and have nearly all words alike."""
        one, other = self._small, self._large
        if self.tables or not np.array_equal(one.words[:ALERT_SUBJECT], other.words[:ALERT_SUBJECT]):
            return False
        if not np.array_equal(one.heading.figures, other.heading.figures):
            return False
        sides = ((np.unique(one.words), other.words), (np.unique(other.words), one.words))
        return np.array_equal(one.words[one.figures], other.words[other.figures]) and all(
            count_absent(words, others) <= self._t.alert_own_words * len(words) for words, others in sides
        )

    @cached_property
    def particulars(self) -> tuple[Particulars, Particulars]:
        """What differs where both stand in one template, seen from the smaller and from the larger."""
        return compare_with_template(self._small, self._large), compare_with_template(self._large, self._small)

    @cached_property
    def have_figures(self) -> bool:
        """Whether both have a figure to compare."""
        return bool(self._small.figures.any() and self._large.figures.any())

    @cached_property
    def common_figures(self) -> float:
        """Share of figures, each counted once, that are alike, of the article that has fewer."""
        figures, others = (np.unique(each.words[each.figures]) for each in (self._small, self._large))
        fewer = min(len(figures), len(others))
        return (len(figures) - count_absent(figures, others)) / fewer if fewer else 1.0

    @cached_property
    def share_of_words(self) -> float:
        """Share of the smaller's words that stand in the larger in a shingle, passages or not."""
        return words_in_other(self._small, self._large)

    @cached_property
    def common_vocabulary(self) -> float:
        """Share of the smaller's distinct words that the larger has too, wherever they stand."""
        words = np.unique(self._small.words)
        return 1 - count_absent(words, self._large.words) / max(len(words), 1)

    @cached_property
    def other_figures(self) -> int:
        """Figures of one that the other lacks, each with the word before it; of the article with more such."""
        sides = ((self._small, self._large), (self._large, self._small))
        return max(
            count_absent(np.unique(labelled(one)[one.figures]), labelled(other)[other.figures]) for one, other in sides
        )


def _beginning(one: Fingerprint, words: int) -> Words:
    return np.concatenate((one.heading.words, one.heading.figures, one.words[:words]))
