"""What the rules ask: facts of two articles set against the thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.matching.pairs import PairFeatures
    from worker.matching.template import Particulars
    from worker.matching.thresholds import Thresholds


def are_printed_again(f: PairFeatures, t: Thresholds) -> bool:
    """Whether most of an item stands in another of the next days, with all figures and all names but one.

    So many particulars in common are no chance: a title with other words is then a new one, or a misprint.
    """
    if f.days_apart >= t.some_days or f.words[0] < t.fewest_told_again or (f.tables and f.other_title_figures):
        return False
    alike = all(each.other_figures == 0 and each.other_names <= 1 for each in f.particulars)
    return f.share_of_words >= t.repeated and alike


def are_days_apart(f: PairFeatures, t: Thresholds) -> bool:
    """Whether so many days lie between them that they are two; more where one may be the other sent again."""
    again = f.sent_again or f.same_symbol
    return f.days_apart >= t.some_days if again else f.days_apart > t.next_day


def are_of_other_days(f: PairFeatures, t: Thresholds) -> bool:
    """Whether one title stands over the items of two days, or of the next day with other figures (the day is one)."""
    if f.sent_again or not f.days_apart or not f.titles_begin_alike:
        return False
    return f.days_apart > t.next_day or f.other_figures > 1


def is_reissued(f: PairFeatures, t: Thresholds) -> bool:
    """Whether a subject's item is sent again: it says so, or has its symbol, or its day and words or figures."""
    if not f.same_subject:
        return False
    if f.sent_again or f.same_symbol:
        return True
    return f.same_day and (f.common_figures == 1 or f.share_of_words >= t.repeated)


def particulars_of_briefs_differ(f: PairFeatures, t: Thresholds) -> bool:
    """Whether too many figures, or figures and names, of two briefs differ where they stand in one template."""
    return any(_brief_differs(each, t) for each in f.particulars)


def _brief_differs(one: Particulars, t: Thresholds) -> bool:
    others = one.other_figures + one.other_names
    most = max(1, t.other_particulars * (one.figures + one.names))
    return one.other_figures > t.other_particulars * one.figures or others > most


def particulars_of_texts_differ(f: PairFeatures, t: Thresholds) -> bool:
    """Whether two longer texts are mostly one template, and too many of its figures or names differ."""
    return any(_text_differs(each, t) for each in f.particulars)


def _text_differs(one: Particulars, t: Thresholds) -> bool:
    if one.share < t.same_template:
        return False
    most_figures = max(1, t.other_figures * one.figures, t.other_figures_among_words * one.words)
    return one.other_names > max(1, t.other_names * one.names) or one.other_figures > most_figures


def are_one_template_twice(f: PairFeatures, t: Thresholds) -> bool:
    """Whether two articles that are no briefs are still one template filled in twice."""
    if f.longest_passage >= t.longest_in_template or are_printed_again(f, t):
        return False
    if f.words[0] <= t.brief and (are_days_apart(f, t) or f.other_symbols):
        return True
    return (f.both_short and f.other_subjects) or particulars_of_texts_differ(f, t)


def are_one_brief(f: PairFeatures, t: Thresholds) -> bool:
    """Whether two briefs that nothing tells apart are one: of one company, sent again, or in the same template."""
    if not f.have_figures:
        return False
    if (f.same_symbol and f.days_apart <= t.next_day) or (f.sent_again and f.same_subject):
        return True
    return min(each.share for each in f.particulars) >= t.same_template


def are_told_anew(f: PairFeatures, t: Thresholds) -> bool:
    """Whether two short items of one company and one day have most words in common, in whatever order."""
    return f.both_short and f.same_symbol and f.same_day and f.common_vocabulary >= t.same_words


def may_match(f: PairFeatures, t: Thresholds) -> bool:
    """Whether so much is alike that a rule may join the two."""
    return f.own_words >= t.reused_passage or f.share >= t.half or f.containment >= t.republished


def is_item(f: PairFeatures, t: Thresholds) -> bool:
    """Whether the smaller is but one of several that the larger carries, as a round-up does.

    Of briefs titles tell, else what opens the larger.
    """
    if f.words[0] <= t.brief and f.both_titled_in_capitals:
        return f.share_of_large < t.item_among_briefs and not f.larger_titled_after_smaller
    return not f.opens_larger and (f.share_of_large < t.item or f.stretch < t.stretch)


def is_most_of(f: PairFeatures, t: Thresholds) -> bool:
    """Whether most of the smaller stands in the larger."""
    return f.share >= t.half or f.containment >= t.republished


def is_cut_and_rewritten(f: PairFeatures, t: Thresholds) -> bool:
    """Whether a quarter of the smaller stands here and there in the larger, which is of the same days."""
    enough = f.share >= t.quarter and f.own_words >= t.quarter_words
    scattered = f.longest_own_passage <= t.most * f.own_words_in_passages
    return enough and scattered and f.days_apart < t.rewritten_within


def reuses_passages(f: PairFeatures, t: Thresholds) -> bool:
    """Whether a passage, or several together, is long enough for a reuse."""
    return max(f.reused_runs, default=0) >= t.reused_passage or sum(f.reused_runs) >= t.reused_words
