"""The decision table: the first rule that holds of two articles gives the verdict on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from worker.matching import conditions as are

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.matching.pairs import PairFeatures
    from worker.matching.thresholds import Thresholds


class Kind(StrEnum):
    """What two articles are to one another."""

    EDITION = "edition"
    REUSE = "reuse"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Two articles for which `when` holds are of `kind`; `reason` tells why, filled in by their features."""

    id: str
    kind: Kind
    when: Callable[[PairFeatures, Thresholds], bool]
    reason: str


def _two_briefs(id_: str, when: Callable[[PairFeatures, Thresholds], bool], what: str) -> Rule:
    """A rule that tells two market briefs apart, unless one is the other printed again."""

    def apart(f: PairFeatures, t: Thresholds) -> bool:
        return f.briefs and when(f, t) and not are.are_printed_again(f, t)

    return Rule(id_, Kind.NONE, apart, f"two notices in one form of words: {what}")


RULES: Final = (
    Rule("nothing-shared", Kind.NONE, lambda f, _: f.overlap is None, "hardly a phrase in common"),
    Rule(
        "same-alert",
        Kind.EDITION,
        lambda f, _: f.both_alerts and not f.sent_again and f.same_alert,
        "the same alert: all words of one stand in the other",
    ),
    Rule(
        "two-alerts",
        Kind.NONE,
        lambda f, _: f.both_alerts and not f.sent_again,
        "two alerts: each has words of its own",
    ),
    Rule(
        "alert-of-story",
        Kind.EDITION,
        lambda f, _: f.small_is_alert and f.announced,
        "an alert whose words and figures open the longer one",
    ),
    _two_briefs("briefs-days-apart", are.are_days_apart, "days lie between them"),
    _two_briefs("briefs-of-two-subjects", lambda f, _: f.other_subjects, "their subjects differ"),
    _two_briefs(
        "briefs-with-two-figures-in-title",
        lambda f, _: not f.sent_again and f.other_title_figures,
        "the figures of their titles differ",
    ),
    _two_briefs("briefs-of-two-days", are.are_of_other_days, "one title over the items of two days"),
    _two_briefs(
        "briefs-few-figures-alike", lambda f, t: f.common_figures < t.common_figures, "most of their figures differ"
    ),
    _two_briefs(
        "two-tables",
        lambda f, t: f.tables and not f.same_symbol and f.share_of_words < t.repeated,
        "two tables with too few words alike",
    ),
    _two_briefs(
        "briefs-with-two-particulars",
        lambda f, t: not are.is_reissued(f, t) and are.particulars_of_briefs_differ(f, t),
        "figures or names differ",
    ),
    Rule(
        "same-brief",
        Kind.EDITION,
        lambda f, t: f.briefs and are.are_one_brief(f, t),
        "the same notice: subject, day, figures and names agree",
    ),
    Rule("told-anew", Kind.EDITION, are.are_told_anew, "one company's news of one day, told in other words"),
    Rule(
        "another-alert",
        Kind.NONE,
        lambda f, _: f.small_is_alert,
        "the shorter is an alert, and the longer does not open with what it says",
    ),
    Rule(
        "too-little-shared",
        Kind.NONE,
        lambda f, t: not are.may_match(f, t),
        "{own_words} own words are alike, {share:.0f} % of the shorter's: "
        "not enough for an edition, nor in passages long enough for a reuse",
    ),
    Rule(
        "template-filled-in-twice",
        Kind.NONE,
        are.are_one_template_twice,
        "one template filled in twice: the figures and names differ",
    ),
    Rule(
        "opens-and-holds-most",
        Kind.EDITION,
        lambda f, t: are.is_most_of(f, t) and f.opens_larger and not are.is_item(f, t),
        "{containment:.0f} % of the shorter stands in the longer, from its opening on",
    ),
    Rule(
        "holds-most",
        Kind.EDITION,
        lambda f, t: are.is_most_of(f, t) and not are.is_item(f, t),
        "{containment:.0f} % of the shorter stands in the longer",
    ),
    Rule(
        "cut-and-rewritten",
        Kind.EDITION,
        lambda f, t: are.is_cut_and_rewritten(f, t) and not are.is_item(f, t),
        "{containment:.0f} % of the shorter stands here and there in the longer",
    ),
    Rule(
        "one-passage",
        Kind.REUSE,
        lambda f, t: len(f.reused_runs) == 1 and are.reuses_passages(f, t),
        "a passage of {longest_run} words in common",
    ),
    Rule(
        "several-passages",
        Kind.REUSE,
        are.reuses_passages,
        "{runs} passages of {words_in_runs} words in common, {longest_run} in the longest",
    ),
    Rule(
        "short-passages",
        Kind.NONE,
        lambda _, __: True,
        "{own_words} own words are alike, {share:.0f} % of the shorter's: "
        "not enough for an edition, nor in passages long enough for a reuse",
    ),
)


def reason_of(rule: Rule, f: PairFeatures) -> str:
    """The rule's reason, with the figures of the two articles."""
    if "{" not in rule.reason:
        return rule.reason
    return rule.reason.format(
        containment=f.containment * 100,
        share=f.share * 100,
        own_words=f.own_words,
        longest_run=max(f.reused_runs, default=0),
        runs=len(f.reused_runs),
        words_in_runs=sum(f.reused_runs),
    )
