"""Features of two articles: what their titles and days say of whom they are about."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.matching.headings import UNKNOWN_DAY, days_apart
from worker.matching.overlap import count_absent
from worker.matching.shared import SharedFeatures

if TYPE_CHECKING:
    from worker.matching.fingerprint import Fingerprint, Words

SUBJECT: Final = 2
"""Words that a heading's subject is known by, at its beginning."""


class TitleFeatures(SharedFeatures):
    """What their headings say."""

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
    def titles_begin_alike(self) -> bool:
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
        if not (self.titles_begin_alike or (not named and self.begin_alike)):
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


def _count_own(heading: Words, other: Fingerprint) -> int:
    return count_absent(heading, np.concatenate((other.heading.words, other.words)))
