"""Two articles side by side, and what can be said of them: small questions, each answered once, when first asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.matching.headings import UNKNOWN_DAY, days_apart
from worker.matching.overlap import Overlap, count_absent, find_overlap, find_passages
from worker.matching.template import compare_with_template, labelled, words_in_other

if TYPE_CHECKING:
    from worker.matching.fingerprint import Fingerprint, Words
    from worker.matching.overlap import Passage
    from worker.matching.template import Particulars
    from worker.matching.thresholds import Thresholds

SUBJECT: Final = 2
"""Words that a heading's subject is known by, at its beginning."""
ALERT_SUBJECT: Final = 3
"""Words of an alert that name whom it is about: `Bank of France`."""


class PairFeatures:
    """The features of two articles, the smaller and the larger: numbers and facts, without a verdict.

    A value: equal articles have equal features, whenever they are asked for. Each is computed at most once, and only
    if a rule asks, since most pairs are decided by the first few.
    """

    def __init__(self, small: Fingerprint, large: Fingerprint, thresholds: Thresholds) -> None:
        """Nothing has been computed."""
        self._small = small
        self._large = large
        self._t = thresholds

    def facts(self) -> dict[str, object]:
        """The features that people are shown, by their names."""
        if self.overlap is None:
            return {"words": self.words, "days_apart": self.days_apart}
        return {
            "words": self.words,
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

    # What they have in common, word for word

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

    # Their sizes

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

    # Their headings

    @cached_property
    def days_apart(self) -> int:
        """Days between their datelines or publishing; 0 where one has no day."""
        return days_apart(self._small.heading, self._large.heading)

    @cached_property
    def same_day(self) -> bool:
        """Whether both have a day, and it is one."""
        return self._small.heading.day == self._large.heading.day != UNKNOWN_DAY

    @cached_property
    def sent_again(self) -> bool:
        """Whether a title says that its item is corrected, repeated or updated."""
        return self._small.heading.sent_again or self._large.heading.sent_again

    @cached_property
    def same_symbol(self) -> bool:
        """Whether both titles have the symbol of one company."""
        symbols = self._small.heading.symbols
        return count_absent(symbols, self._large.heading.symbols) < len(symbols)

    @cached_property
    def begin_alike(self) -> bool:
        """Whether both titles have the same first two words."""
        one, other = self._small.heading.words[:SUBJECT], self._large.heading.words[:SUBJECT]
        return len(one) == SUBJECT and np.array_equal(one, other)

    @cached_property
    def both_symbols(self) -> bool:
        """Whether both titles have symbols of companies."""
        return len(self._small.heading.symbols) > 0 and len(self._large.heading.symbols) > 0

    @cached_property
    def same_subject(self) -> bool:
        """Whether the titles have one symbol or, where either has none, begin alike."""
        return self.same_symbol if self.both_symbols else self.begin_alike

    @cached_property
    def other_symbols(self) -> bool:
        """Whether the titles have symbols of two companies, whose names are no spellings of one."""
        return self.both_symbols and not self.same_symbol and not self.begin_alike

    @cached_property
    def other_subjects(self) -> bool:
        """Whether the titles have different symbols or, where either has none, first words that the other item lacks.

        Over tables any such word tells. A title that says that its item was sent again may have mended one of the
        first two words, or the symbol, but not both words.
        """
        if self.same_subject:
            return False
        if self.sent_again:
            return self._both_lack(SUBJECT, every=True)
        return (self.tables and self._both_lack(None)) or self.other_symbols or self._both_lack(1)

    def _both_lack(self, first: int | None, *, every: bool = False) -> bool:
        """Whether each item lacks a word (or every word) of the `first` ones of the other's title."""
        sides = ((self._small, self._large), (self._large, self._small))
        lacking = [(_count_own(one.heading.words[:first], other), one.heading.words[:first]) for one, other in sides]
        return all(own == len(words) > 0 if every else own > 0 for own, words in lacking)

    @cached_property
    def same_title(self) -> bool:
        """Whether one title begins with the other, figures aside: a table's title may run on into its first row."""
        one, other = self._small.heading.words, self._large.heading.words
        fewer = min(len(one), len(other))
        return np.array_equal(one[:fewer], other[:fewer])

    @cached_property
    def other_title_figures(self) -> bool:
        """Whether each title has a figure of its own, such as the day, and they are alike else.

        Without a company's symbol it is enough that they begin alike: `MARKET GIVEN 90 MLN`, `MARKET GETS 30 MLN`.
        """
        named = len(self._small.heading.symbols) + len(self._large.heading.symbols) > 0
        if not (self.same_title or (not named and self.begin_alike)):
            return False
        mine, others = self._small.heading.figures, self._large.heading.figures
        return count_absent(mine, others) > 0 and count_absent(others, mine) > 0

    @cached_property
    def both_titled_in_capitals(self) -> bool:
        """Whether both have titles as newswires print them."""
        return self._small.heading.in_capitals and self._large.heading.in_capitals

    @cached_property
    def larger_titled_after_smaller(self) -> bool:
        """Whether half of the words of the larger's title stand in the smaller or its title."""
        words = np.unique(self._large.heading.words)
        return _count_own(words, self._small) <= len(words) / 2

    # Alerts

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

    # Templates

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


def _share_of_figures(one: Fingerprint) -> float:
    return float(np.count_nonzero(one.figures)) / max(len(one.words), 1)


def _count_own(heading: Words, other: Fingerprint) -> int:
    return count_absent(heading, np.concatenate((other.heading.words, other.words)))


def _beginning(one: Fingerprint, words: int) -> Words:
    return np.concatenate((one.heading.words, one.heading.figures, one.words[:words]))
