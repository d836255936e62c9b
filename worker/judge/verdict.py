"""The verdict between two documents: editions of one story, reuse of a passage, or nothing."""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from worker.judge.fingerprint import Fingerprint
from worker.judge.formula import is_form_filled_twice, is_same_notice
from worker.judge.overlap import Overlap, Passage, find_overlap

HALF: Final = 0.45
"""Share of the smaller's own words that makes an edition: half of it, allowing for words edited here and there."""
REPUBLISHED: Final = 0.9
"""Share of all its words that does so too, however much of it is quotation."""
OPENING: Final = 80
"""Words in a document's opening."""
ITEM: Final = 1 / 8
"""Share of the larger below which the smaller is but an item of it, unless it opens it."""
QUARTER: Final = 0.25
"""Share that makes an edition of a text cut and rewritten, when no one passage is most of it."""
MOST: Final = 0.65
FEWEST_WORDS_OF_QUARTER: Final = 60
REUSED_PASSAGE: Final = 28
"""Words told alike in one passage that make a reuse: a sentence or two."""
REUSED_WORDS: Final = 40
"""Words told alike in passages of REUSED_RUN or more that do so together: an edited paragraph."""
REUSED_RUN: Final = 8


@dataclass(frozen=True, slots=True)
class Match:
    """The evidence between two documents.

    containment: share of the smaller's words that stand in the larger in passages; resemblance: shared among all
    distinct shingles (Broder 1997); passages in the order of the first document.
    """

    kind: Literal["edition", "reuse"]
    containment: float
    resemblance: float
    shared_words: int
    reason: str
    passages: tuple[Passage, ...]

    def mirrored(self) -> "Match":
        """Return the same evidence seen from the other document."""
        swapped = [replace(one, first=one.second, second=one.first) for one in self.passages]
        return replace(self, passages=tuple(sorted(swapped, key=lambda one: (one.first, one.second))))


def judge(a: Fingerprint, b: Fingerprint) -> Match | None:
    """Return the match between two documents, or None; `judge(b, a)` is its mirror."""
    if _stands_first(a, b):
        return _judge(a, b)
    found = _judge(b, a)
    return found.mirrored() if found else None


def _stands_first(a: Fingerprint, b: Fingerprint) -> bool:
    """Order the two by length, then by content, so that the verdict does not depend on which came first."""
    if len(a.words) != len(b.words):
        return len(a.words) < len(b.words)
    return _content(a) <= _content(b)


def _content(one: Fingerprint) -> tuple[bytes, ...]:
    return one.words.tobytes(), one.quoted.tobytes(), one.names.tobytes(), one.heading.tobytes()


def _judge(small: Fingerprint, large: Fingerprint) -> Match | None:
    overlap = find_overlap(small, large)
    if overlap is None:
        return None
    if is_same_notice(small, large):
        return _match("edition", overlap, "the same notice, nearly all figures and names alike")
    edition = _why_edition(overlap)
    reuse = "" if edition else _passages_in_common(overlap)
    if not (edition or reuse) or is_form_filled_twice(small, large):
        return None
    return _match("edition" if edition else "reuse", overlap, edition or reuse)


def _why_edition(overlap: Overlap) -> str:
    opens = bool(overlap.told_large[:OPENING].any())
    if not opens and overlap.share_of_large < ITEM:
        return ""
    if overlap.share >= HALF or overlap.containment >= REPUBLISHED:
        where = ", from its opening on" if opens else ""
        return f"{_percent(max(overlap.share, overlap.containment))} of the shorter stands in the longer{where}"
    if overlap.share >= QUARTER and _is_throughout(overlap):
        return f"{_percent(overlap.share)} of the shorter stands here and there throughout the longer"
    return ""


def _is_throughout(overlap: Overlap) -> bool:
    told = [passage.told for passage in overlap.passages]
    return overlap.told >= FEWEST_WORDS_OF_QUARTER and max(told) <= MOST * sum(told)


def _passages_in_common(overlap: Overlap) -> str:
    told = [passage.told for passage in overlap.passages if passage.told >= REUSED_RUN]
    if max(told, default=0) < REUSED_PASSAGE and sum(told) < REUSED_WORDS:
        return ""
    if len(told) == 1:
        return f"a passage of {told[0]} words in common"
    return f"{len(told)} passages of {sum(told)} words in common, {max(told)} in the longest"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _match(kind: Literal["edition", "reuse"], overlap: Overlap, reason: str) -> Match:
    return Match(
        kind=kind,
        containment=overlap.containment,
        resemblance=overlap.resemblance,
        shared_words=int(np.count_nonzero(overlap.shared_small)),
        reason=reason,
        passages=overlap.passages,
    )
