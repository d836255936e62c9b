"""Alerts: one sentence sent ahead of the story."""

from typing import Final

import numpy as np

from worker.judge.fingerprint import Fingerprint, Words
from worker.judge.heading import UNKNOWN_DAY
from worker.judge.overlap import count_absent
from worker.judge.subject import are_tables, have_other_subjects

LONGEST_ALERT: Final = 25
"""Words of an alert at most."""
BEGINNING: Final = 20
"""Words of a story, below its heading, by which the alert's first word has to stand."""
OPENING: Final = 50
"""Words of a story in which all of its alert has to stand."""
OWN_WORDS: Final = 0.2
"""Share of its words that an alert may have for itself."""
SUBJECT: Final = 3
"""Words of an alert that name whom it is about: `Bank of France`."""


def is_alert(one: Fingerprint) -> bool:
    """Tell whether a text can be an alert: a sentence long, without a dateline."""
    return len(one.words) <= LONGEST_ALERT and one.heading.day == UNKNOWN_DAY


def announces(alert: Fingerprint, story: Fingerprint) -> bool:
    """Tell whether all that an alert tells, figures above all, is told at the beginning of a story."""
    return (
        not have_other_subjects(alert, story)
        and _is_told(alert, story)
        and count_absent(alert.words[alert.figures], _beginning(story, OPENING)) == 0
    )


def is_same_alert(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether all words of one alert, its heading included, stand in the other, or all but a few are reworded."""
    words, others = (_beginning(each, LONGEST_ALERT) for each in (one, other))
    return 0 in (count_absent(words, others), count_absent(others, words)) or _is_reworded(one, other)


def _is_reworded(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two alerts begin alike, with the same figures in the same order, and have nearly all words alike."""
    if are_tables(one, other) or not np.array_equal(one.words[:SUBJECT], other.words[:SUBJECT]):
        return False
    if not np.array_equal(one.heading.figures, other.heading.figures):
        return False
    return np.array_equal(one.words[one.figures], other.words[other.figures]) and all(
        count_absent(words, others) <= OWN_WORDS * len(words)
        for words, others in ((np.unique(one.words), other.words), (np.unique(other.words), one.words))
    )


def _is_told(alert: Fingerprint, story: Fingerprint) -> bool:
    first, words = alert.words[~alert.figures][:1], np.unique(alert.words)
    return count_absent(first, _beginning(story, BEGINNING)) == 0 and bool(
        count_absent(words, _beginning(story, OPENING)) <= OWN_WORDS * len(words)
    )


def _beginning(story: Fingerprint, words: int) -> Words:
    return np.concatenate((story.heading.words, story.heading.figures, story.words[:words]))
