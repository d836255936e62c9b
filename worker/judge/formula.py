"""Whether two documents are one form filled in twice: dividends, results, money market help, ships loading.

In such notices the wording says nothing, the subject, the day, the figures and names all. Figures and names are
compared where they stand in the same frame of words (see `Frame`): a reissue or a correction has nearly all alike,
another item has not.
"""

from typing import Final

import numpy as np

from worker.judge.fingerprint import BASE, Fingerprint, Marks, Words
from worker.judge.heading import UNKNOWN_DAY, days_apart
from worker.judge.overlap import count_absent, cover, stands_in
from worker.judge.subject import (
    are_tables,
    have_other_subjects,
    have_other_symbols,
    have_other_title_figures,
    have_same_subject,
    have_same_symbol,
    have_same_title,
    share_of_figures,
)

LONGEST_NOTICE: Final = 150
"""Words of a notice at most."""
FIGURES_IN_NOTICE: Final = 0.07
"""Share of figures among a notice's words at least."""
SOME_DAYS: Final = 5
"""Days between datelines from which two items in one form are two: reissues and corrections follow sooner."""
NEXT_DAY: Final = 1
"""Days between datelines up to which they may be one though neither symbol nor title says that one was sent again."""
SAME_FRAME: Final = 0.6
"""Share of a text's words in a frame of both that makes the two one form of words."""
REPEATED: Final = 0.8
"""Share of an item's words in the other that makes the two one, when day and subject or all particulars agree."""
FEWEST_TOLD_AGAIN: Final = 40
"""Words of an item at least that can be told again under another title: shorter ones may agree by chance."""
COMMON_FIGURES: Final = 0.4
"""Share of figures alike, of the notice with fewer, below which two are two items."""
OTHER_PARTICULARS: Final = 0.2
"""Share of differing figures, or figures and names, above which notices are two items."""
OTHER_FIGURES: Final = 1 / 3
"""Share of differing figures above which two longer texts are two items."""
OTHER_FIGURES_AMONG_WORDS: Final = 0.04
"""The same as a share of all words in the frame: a story that is updated stays below it."""
OTHER_NAMES: Final = 0.4
"""Share of differing names above which two longer texts are two items."""


def are_notices(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two documents are short with many figures, in either, or two tables."""
    if _are_short(one, other) and max(share_of_figures(one), share_of_figures(other)) >= FIGURES_IN_NOTICE:
        return True
    return are_tables(one, other)


def are_one_notice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two notices that are not two items are one: in the same form of words, or of one company.

    One without a figure to compare is left to the rules for stories.
    """
    if not (small.figures.any() and large.figures.any()):
        return False
    if have_same_symbol(small, large) and days_apart(small.heading, large.heading) <= NEXT_DAY:
        return True
    if _sent_again(small, large) and have_same_subject(small, large):
        return True
    return bool(min(_in_frame(small, large).mean(), _in_frame(large, small).mean()) >= SAME_FRAME)


def are_two_notices(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two notices are two items."""
    if _is_told_again(small, large):
        return False
    if _headings_tell_apart(small, large):
        return True
    if _share_of_common_figures(small, large) < COMMON_FIGURES:
        return True
    if are_tables(small, large) and not have_same_symbol(small, large) and _share_of_words(small, large) < REPEATED:
        return True
    if have_same_subject(small, large) and _is_reissued(small, large):
        return False
    return _notice_particulars_differ(small, large) or _notice_particulars_differ(large, small)


def is_form_filled_twice(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether two documents that are no notices are still two items in one form of words."""
    if _is_told_again(small, large):
        return False
    if len(small.words) <= LONGEST_NOTICE and (_are_days_apart(small, large) or have_other_symbols(small, large)):
        return True
    if _are_short(small, large) and have_other_subjects(small, large):
        return True
    return _particulars_differ(small, large) or _particulars_differ(large, small)


def _is_told_again(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether most of an item stands in another of the next days, with all figures and all names but one.

    So many particulars in common are no chance: a title with other words is then a new one, or a misprint.
    """
    if days_apart(small.heading, large.heading) >= SOME_DAYS or len(small.words) < FEWEST_TOLD_AGAIN:
        return False
    if are_tables(small, large) and have_other_title_figures(small, large):
        return False
    return _share_of_words(small, large) >= REPEATED and all(
        other_figures == 0 and other_names <= 1
        for _, other_figures, _, other_names in (
            _count_particulars(one, other, _in_frame(one, other)) for one, other in ((small, large), (large, small))
        )
    )


def _is_reissued(small: Fingerprint, large: Fingerprint) -> bool:
    """Tell whether a subject's notice is sent again: it says so, or has its symbol, or its day and words or figures."""
    if _sent_again(small, large) or have_same_symbol(small, large):
        return True
    if not _are_of_one_day(small, large):
        return False
    return _share_of_common_figures(small, large) == 1 or _share_of_words(small, large) >= REPEATED


def _headings_tell_apart(one: Fingerprint, other: Fingerprint) -> bool:
    if _are_days_apart(one, other) or have_other_subjects(one, other):
        return True
    return not _sent_again(one, other) and (have_other_title_figures(one, other) or _are_of_other_days(one, other))


def _are_of_other_days(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether one title stands over the items of two days, or the next day over other figures (the day is one)."""
    apart = days_apart(one.heading, other.heading)
    if not apart or not have_same_title(one, other):
        return False
    return apart > NEXT_DAY or max(_count_other_figures(one, other), _count_other_figures(other, one)) > 1


def _are_days_apart(one: Fingerprint, other: Fingerprint) -> bool:
    apart = days_apart(one.heading, other.heading)
    if _sent_again(one, other) or have_same_symbol(one, other):
        return apart >= SOME_DAYS
    return apart > NEXT_DAY


def _are_of_one_day(one: Fingerprint, other: Fingerprint) -> bool:
    return one.heading.day == other.heading.day != UNKNOWN_DAY


def _sent_again(one: Fingerprint, other: Fingerprint) -> bool:
    return one.heading.sent_again or other.heading.sent_again


def _are_short(one: Fingerprint, other: Fingerprint) -> bool:
    return max(len(one.words), len(other.words)) <= LONGEST_NOTICE


def _share_of_common_figures(one: Fingerprint, other: Fingerprint) -> float:
    """Share of figures, each counted once, that are alike, of the document that has fewer."""
    figures, others = np.unique(one.words[one.figures]), np.unique(other.words[other.figures])
    fewer = min(len(figures), len(others))
    return (len(figures) - count_absent(figures, others)) / fewer if fewer else 1.0


def _share_of_words(small: Fingerprint, large: Fingerprint) -> float:
    found = stands_in(small.shingles.hashes, large.shingles.ordered)
    return float(cover(found, len(small.words)).mean())


def _in_frame(one: Fingerprint, other: Fingerprint) -> Marks:
    """Mark the words of one whose surroundings, figures and names aside, stand in the other too."""
    found = stands_in(one.frame.shingles.hashes, other.frame.shingles.ordered)
    return cover(found, int(one.frame.place[-1]) + 1)[one.frame.place]


def _count_other_figures(one: Fingerprint, other: Fingerprint) -> int:
    return count_absent(np.unique(_labelled(one)[one.figures]), _labelled(other)[other.figures])


def _notice_particulars_differ(one: Fingerprint, other: Fingerprint) -> bool:
    figures, other_figures, names, other_names = _count_particulars(one, other, _in_frame(one, other))
    return other_figures > OTHER_PARTICULARS * figures or (
        other_figures + other_names > max(1, OTHER_PARTICULARS * (figures + names))
    )


def _particulars_differ(one: Fingerprint, other: Fingerprint) -> bool:
    in_frame = _in_frame(one, other)
    if in_frame.mean() < SAME_FRAME:
        return False
    figures, other_figures, names, other_names = _count_particulars(one, other, in_frame)
    told_of = OTHER_FIGURES_AMONG_WORDS * np.count_nonzero(in_frame)
    return other_names > max(1, OTHER_NAMES * names) or bool(other_figures > max(1, OTHER_FIGURES * figures, told_of))


def _count_particulars(one: Fingerprint, other: Fingerprint, in_frame: Marks) -> tuple[int, int, int, int]:
    """Count one's figures in the frame, how many of them the other lacks, and the same of names."""
    figures = np.unique(_labelled(one)[one.figures & in_frame])
    names = np.unique(one.words[one.names & ~one.figures & in_frame])
    other_figures = count_absent(figures, _labelled(other)[other.figures])
    return len(figures), other_figures, len(names), count_absent(names, other.words)


def _labelled(one: Fingerprint) -> Words:
    """Return each word hashed with the last word before it that is no figure: `net 34` is not `shr 34`."""
    label = np.maximum.accumulate(np.where(one.figures, 0, np.arange(len(one.words))))
    return one.words[label] * BASE + one.words
