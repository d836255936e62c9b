"""The verdict between two documents: editions of one story, reuse of a passage, or nothing."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from worker.judge.alert import announces, is_alert, is_same_alert
from worker.judge.fingerprint import Fingerprint
from worker.judge.formula import are_notices, are_one_notice, are_two_notices, is_form_filled_twice
from worker.judge.heading import days_apart
from worker.judge.item import is_item, opens
from worker.judge.overlap import Overlap, Passage, find_overlap, find_passages
from worker.judge.rewriting import is_told_anew

Kind = Literal["edition", "reuse"]

HALF: Final = 0.5
"""Share of the smaller's own words (those it does not quote) that makes an edition."""
REPUBLISHED: Final = 0.9
"""Share of all its words that does so too, however much of it is quotation."""
QUARTER: Final = 0.25
"""Share that makes an edition of a text cut and rewritten, when no one passage is most of it."""
MOST: Final = 2 / 3
"""Share of the words told alike that makes one passage most of them."""
QUARTER_WORDS: Final = 60
"""Words told alike that such a quarter has at least."""
REWRITTEN_WITHIN: Final = 5
"""Days between datelines from which that is no rewriting, but a column or review with its standing phrases."""
SAME_NOTICE: Final = "the same notice: subject, day, figures and names agree"
ALERT: Final = "an alert whose words and figures open the longer one"
SAME_ALERT: Final = "the same alert: all words of one stand in the other"
TWO_ALERTS: Final = "two alerts: each has words of its own"
TOO_LITTLE: Final = "hardly a phrase in common"
OTHER_ALERT: Final = "the shorter is an alert, and the longer does not open with what it says"
TOLD_ANEW: Final = "one company's news of one day, told in other words"
TWO_NOTICES: Final = "two notices in one form of words: subject, day, figures or names differ"
FORM: Final = "one form filled in twice: the figures and names differ"
LONGEST_IN_FORM: Final = 40
"""Words alike in a row that no two items of one form have: figures and names stand closer."""
REUSED_PASSAGE: Final = 28
"""Words told alike in one passage that make a reuse: a sentence or two."""
REUSED_WORDS: Final = 40
"""Words told alike in passages of REUSED_RUN or more that do so together: an edited paragraph."""
REUSED_RUN: Final = 8


@dataclass(frozen=True, slots=True)
class Match:
    """The evidence between two documents.

    containment: share of the smaller's words that stand in the larger; resemblance: share of the distinct shingles
    of either that are in both (Broder 1997); shared_words: how many of the smaller's words stand in the larger;
    passages: the longer runs of such words, in the order of the first document.
    """

    kind: Kind
    containment: float
    resemblance: float
    shared_words: int
    reason: str
    passages: tuple[Passage, ...]

    def mirrored(self) -> "Match":
        """Return the same evidence seen from the other document."""
        swapped = [replace(one, first=one.second, second=one.first) for one in self.passages]
        return replace(self, passages=tuple(sorted(swapped, key=lambda one: (one.first, one.second))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found between two documents: a kind, or '' for nothing, and why in words."""

    kind: Kind | Literal[""]
    reason: str
    overlap: Overlap | None = None
    passages: tuple[Passage, ...] = ()


def judge(a: Fingerprint, b: Fingerprint) -> Match | None:
    """Return the match between two documents, or None; `judge(b, a)` is its mirror."""
    found = _match(weigh(a, b))
    return found if found is None or _stands_first(a, b) else found.mirrored()


def weigh(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Return the verdict on two documents, in whichever order, also where it is that they share nothing."""
    return _weigh(a, b) if _stands_first(a, b) else _weigh(b, a)


def _stands_first(a: Fingerprint, b: Fingerprint) -> bool:
    """Order the two by length, then by content, so that the verdict does not depend on which came first."""
    if len(a.words) != len(b.words):
        return len(a.words) < len(b.words)
    return _content(a) <= _content(b)


def _content(one: Fingerprint) -> tuple[bytes | int, ...]:
    heading = one.heading
    parts = (one.words, one.quoted, one.names, heading.words, heading.figures, heading.symbols)
    return *(part.tobytes() for part in parts), heading.day, heading.sent_again, heading.in_capitals


def _weigh(small: Fingerprint, large: Fingerprint) -> Verdict:
    overlap = find_overlap(small, large)
    if overlap is None:
        return Verdict("", TOO_LITTLE)
    if is_alert(small) and is_alert(large) and not _is_sent_again(small, large):
        return _weigh_alerts(overlap)
    if is_alert(small) and announces(small, large):
        return Verdict("edition", ALERT, overlap, find_passages(overlap))
    if are_notices(small, large):
        return _weigh_notices(overlap)
    return _weigh_stories(overlap)


def _is_sent_again(small: Fingerprint, large: Fingerprint) -> bool:
    return small.heading.sent_again or large.heading.sent_again


def _weigh_alerts(overlap: Overlap) -> Verdict:
    if not is_same_alert(overlap.small, overlap.large):
        return Verdict("", TWO_ALERTS, overlap)
    return Verdict("edition", SAME_ALERT, overlap, find_passages(overlap))


def _weigh_notices(overlap: Overlap) -> Verdict:
    if are_two_notices(overlap.small, overlap.large):
        return Verdict("", TWO_NOTICES, overlap)
    if are_one_notice(overlap.small, overlap.large):
        passages = find_passages(overlap)
        return Verdict("edition", _why_edition(overlap, passages) or SAME_NOTICE, overlap, passages)
    return _weigh_stories(overlap)


def _weigh_stories(overlap: Overlap) -> Verdict:
    if is_told_anew(overlap.small, overlap.large):
        passages = find_passages(overlap)
        return Verdict("edition", _why_edition(overlap, passages) or TOLD_ANEW, overlap, passages)
    if not _may_match(overlap):
        return Verdict("", _why_apart(overlap), overlap)
    passages = find_passages(overlap)
    edition = _why_edition(overlap, passages)
    reason = edition or _why_reuse(passages)
    if not reason:
        return Verdict("", _why_apart(overlap), overlap, passages)
    if _is_form(overlap, passages):
        return Verdict("", FORM, overlap, passages)
    return Verdict("edition" if edition else "reuse", reason, overlap, passages)


def _why_apart(overlap: Overlap) -> str:
    """Put in words by how much they fall short."""
    if is_alert(overlap.small):
        return OTHER_ALERT
    told = f"{overlap.told} words are told alike, {_percent(overlap.share)} of the shorter's own"
    return f"{told}: not enough for an edition, nor in passages long enough for a reuse"


def _may_match(overlap: Overlap) -> bool:
    """Spare the closer look to pairs that no rule below can join, and to alerts of something else."""
    if is_alert(overlap.small):
        return False
    return overlap.told >= REUSED_PASSAGE or overlap.share >= HALF or overlap.containment >= REPUBLISHED


def _why_edition(overlap: Overlap, passages: tuple[Passage, ...]) -> str:
    if is_item(overlap):
        return ""
    if overlap.share >= HALF or overlap.containment >= REPUBLISHED:
        where = ", from its opening on" if opens(overlap) else ""
        return f"{_percent(overlap.containment)} of the shorter stands in the longer{where}"
    if overlap.share >= QUARTER and overlap.told >= QUARTER_WORDS and _is_rewritten(overlap, passages):
        return f"{_percent(overlap.containment)} of the shorter stands here and there in the longer"
    return ""


def _is_rewritten(overlap: Overlap, passages: tuple[Passage, ...]) -> bool:
    """Tell whether what is alike is many passages, and both are of the same days."""
    told = [passage.told for passage in passages]
    days = days_apart(overlap.small.heading, overlap.large.heading)
    return days < REWRITTEN_WITHIN and max(told, default=0) <= MOST * sum(told)


def _why_reuse(passages: tuple[Passage, ...]) -> str:
    told = [passage.told for passage in passages if passage.told >= REUSED_RUN]
    if max(told, default=0) < REUSED_PASSAGE and sum(told) < REUSED_WORDS:
        return ""
    if len(told) == 1:
        return f"a passage of {told[0]} words in common"
    return f"{len(told)} passages of {sum(told)} words in common, {max(told)} in the longest"


def _is_form(overlap: Overlap, passages: tuple[Passage, ...]) -> bool:
    longest = max((passage.words for passage in passages), default=0)
    return longest < LONGEST_IN_FORM and is_form_filled_twice(overlap.small, overlap.large)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _match(verdict: Verdict) -> Match | None:
    overlap = verdict.overlap
    if not verdict.kind or overlap is None:
        return None
    return Match(
        kind=verdict.kind,
        containment=overlap.containment,
        resemblance=overlap.resemblance,
        shared_words=overlap.shared_words,
        reason=verdict.reason,
        passages=verdict.passages,
    )
