"""Finds the phrases of the lexicon in a page, all at once (Aho and Corasick 1975)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REACH = 80  # characters at most for which '…' stands
_OPENING_MARKS = "*•►▶–—- (["  # may stand before the first word of a line
_COLONS = (":", "：", "–", "—", "|", "｜")
_FINAL_MARKS = " .:…!?:"
_GLUED_TO_WHAT_FOLLOWS = frozenset({Sense.BYLINE, Sense.CAPTION})  # 'byAnn Lee', 'Media captionThe wall'
_GLUED = frozenset({Sense.PUBLISHED, Sense.UPDATED})  # 'Ann LeePosted at'


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for: its `parts` in order, each within REACH of the one before it.

    `colon`: a colon or dash must follow; `final`: the line must end there; `stem`: the last word may go on. Of a name,
    `sense` is None and `name` what it is a form of; `cased` is how it must be written, where that matters. One that
    is `anchored` is looked for at the beginning of lines alone.
    """

    parts: tuple[str, ...]
    sense: Sense | None
    colon: bool = False
    final: bool = False
    stem: bool = False
    cased: str = ""
    name: str = ""

    anchored: bool = False


class Hit(NamedTuple):
    """A phrase found at `line[start:end]`."""

    start: int
    end: int
    phrase: Phrase


class Marked(NamedTuple):
    """A line with what the lexicon knows of it: `opens` the longest phrase of each sense that it begins with."""

    text: str
    opens: Mapping[Sense, Hit]
    holds: Mapping[Sense, tuple[Hit, ...]]
    names: tuple[Hit, ...] = ()


def parse(text: str, sense: Sense) -> Phrase:
    """A phrase as files of the lexicon write it: 'follow … @', 'source:', 'abonn*', 'in brief$'."""
    plain = text.strip()
    colon, final, stem = (plain.endswith(mark) for mark in ":$*")
    plain = plain.rstrip(":$*").rstrip()
    parts = tuple(part.strip() for part in plain.split("…"))
    return Phrase(
        parts=tuple(part for part in parts if part) or (text,),
        sense=sense,
        colon=colon,
        final=final,
        stem=stem,
        anchored=sense.opens,
    )


def fold(text: str) -> str:
    """`text` as phrases are looked for in it, of the same length: in small letters, with straight apostrophes."""
    small = (text.replace("İ", "i") if "İ" in text else text).lower()  # one letter, which `lower` makes two of
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.replace("’", "'")


_NONE: Mapping[Any, Any] = MappingProxyType({})


class _Table:
    """An automaton of the first parts of phrases, and the phrases that begin with each."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        by_start: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            by_start.setdefault(phrase.cased or "\n" * phrase.anchored + phrase.parts[0], []).append(phrase)
        self.phrases = list(by_start.values())
        self._automaton = AhoCorasick(list(by_start)) if by_start else None

    def found(self, haystack: str) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(haystack, overlapping=True) if self._automaton else []


class Finder:
    """Two automata of the first parts of all phrases; what else a phrase asks for is looked at where one is found.

    Names that must be written in capitals have one of their own, since their letters stand in many words.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Compile the phrases."""
        self._folded = _Table(phrase for phrase in phrases if not phrase.cased)
        self._cased = _Table(phrase for phrase in phrases if phrase.cased)

    def mark(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Marked]:
        """The parts `text[start:end]`, in order, with their phrases."""
        lines = [text[start:end] for start, end in spans]
        openings = [len(line) - len(line.lstrip(_OPENING_MARKS)) for line in lines]
        folded = fold(text)
        small = [folded[start:end] for start, end in spans]
        # Each line without its opening marks behind a line break: phrases that open lines are found behind one.
        haystack = "".join([f"\n{line[opening:]}" for line, opening in zip(small, openings, strict=True)])
        hits: list[list[Hit]] = [[] for _ in spans]
        found = self._folded.found(haystack)
        if found:
            sizes = (1 + len(line) - opening for line, opening in zip(lines, openings, strict=True))
            bounds = list(accumulate(sizes, initial=0))
            for pattern, start, end in found:
                at = bisect_right(bounds, start) - 1
                shift = openings[at] - bounds[at] - 1
                for phrase in self._folded.phrases[pattern]:
                    first = start + shift + phrase.anchored
                    last = _end(phrase, lines[at], small[at], first, end + shift)
                    if last:
                        hits[at].append(Hit(first, last, phrase))
        self._mark_cased(text, spans, lines, hits)
        return list(map(_marked, lines, openings, hits))

    def _mark_cased(
        self, text: str, spans: Sequence[tuple[int, int]], lines: Sequence[str], hits: Sequence[list[Hit]]
    ) -> None:
        """Add names that must be written in capitals."""
        found = self._cased.found(text)
        starts = [start for start, _ in spans] if found else []
        for pattern, start, end in found:
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= spans[at][1]:
                first, last = start - starts[at], end - starts[at]
                for phrase in self._cased.phrases[pattern]:
                    if _may_begin(phrase, lines[at], first) and _is_whole(phrase, lines[at], last, last=True):
                        hits[at].append(Hit(first, last, phrase))


def _end(phrase: Phrase, line: str, small: str, start: int, end: int) -> int:
    """Where the phrase whose first part stands at `small[start:end]` ends; 0 if it does not stand there."""
    if not _may_begin(phrase, line, start):
        return 0
    for part in phrase.parts[1:]:
        at = small.find(part, end, end + REACH + len(part)) if _is_whole(phrase, line, end, last=False) else -1
        if at < 0:
            return 0
        end = at + len(part)
    if not _is_whole(phrase, line, end, last=True):
        return 0
    if phrase.colon and not line[end:].lstrip().startswith(_COLONS):
        return 0
    return 0 if phrase.final and line[end:].strip(_FINAL_MARKS) else end


def _may_begin(phrase: Phrase, text: str, start: int) -> bool:
    if not start or not text[start].isalnum() or not text[start - 1].isalnum():
        return True
    if _is_unspaced(text[start]):
        return True
    glued = not text[start - 1].isupper() and text[start].isupper()
    return glued and (phrase.sense in _GLUED or (phrase.sense is None and not phrase.cased))


def _is_whole(phrase: Phrase, text: str, end: int, *, last: bool) -> bool:
    """Whether no word is cut at `end`; 'by' may be glued to the name behind it: 'byAnn Lee'."""
    if end >= len(text) or not text[end - 1].isalnum() or not text[end].isalnum():
        return True
    if (last and phrase.stem) or _is_unspaced(text[end - 1]):
        return True
    return phrase.sense in _GLUED_TO_WHAT_FOLLOWS and text[end].isupper() and text[end - 1].islower()


def _is_unspaced(letter: str) -> bool:
    return letter > "\u0e00" and not "\uac00" <= letter <= "\ud7af"


def _marked(line: str, opening: int, hits: list[Hit]) -> Marked:
    if not hits:
        return Marked(line, _NONE, _NONE)
    opens: dict[Sense, Hit] = {}
    holds: dict[Sense, tuple[Hit, ...]] = {}
    for hit in hits:
        sense = hit.phrase.sense
        if sense is None:
            continue
        if hit.start == opening and (sense not in opens or hit.end > opens[sense].end):
            opens[sense] = hit
        if not sense.opens:
            holds[sense] = (*holds.get(sense, ()), hit)
    return Marked(line, opens, holds, _longest([hit for hit in hits if hit.phrase.sense is None]))


def _longest(names: list[Hit]) -> tuple[Hit, ...]:
    """The names in their order, those within others left out."""
    kept: list[Hit] = []
    for hit in sorted(names, key=lambda each: (each.start, -each.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
