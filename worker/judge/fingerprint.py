"""What the verdict needs to know of a document: its words, their shingles and a few anchors to find it by."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from worker.judge.words import read_words
from worker.page.story import Story

SHINGLE: Final = 5
"""Words in a shingle."""
WINDOW: Final = 24
"""Shingles in a winnowing window: a shared passage of WINDOW + SHINGLE - 1 words shares an anchor."""
WINDOWS_IN_SHORT_TEXT: Final = 6
"""Windows at least, side by side, in a text however short: below 144 shingles windows shrink."""
ANCHOR_BITS: Final = 46
"""Bits of an anchor, few enough for a short row in the index."""
LONGEST_HEADING: Final = 400
"""Characters above a story that may be its heading."""
HEADING_LINES: Final = 3
"""Lines of a heading, counting the blank one between title and dateline."""

Words = NDArray[np.uint64]
Marks = NDArray[np.bool_]

BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_PARTICULAR: Final = np.uint64(0)


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """The hash of each run of SHINGLE words, in reading order and sorted (`ordered == hashes[order]`)."""

    hashes: Words
    order: NDArray[np.intp]
    ordered: Words


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A text with every run of figures and names made one blank; `place[i]` is where word i stands in it."""

    shingles: Shingles
    place: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """A document as the judge sees it.

    words: one hash a word of the story's prose, in reading order; quoted, figures, names: marks on the words;
    heading: the words right above the story that are no figures; anchors: sorted and distinct,
    0 <= anchor < 2 ** ANCHOR_BITS, at least one where there is a word. What only a comparison needs is made at the
    first one: most documents meet few others.
    """

    words: Words
    quoted: Marks
    figures: Marks
    names: Marks
    heading: Words
    anchors: NDArray[np.int64]

    @cached_property
    def shingles(self) -> Shingles:
        """The document's shingles."""
        return _sorted(shingle(self.words))

    @cached_property
    def frame(self) -> Frame:
        """The document as a form to fill in."""
        return _frame(self.words, self.figures | self.names)


def fingerprint(text: str, story: Story) -> Fingerprint:
    """Return the fingerprint of a text, from the words of its story's prose only."""
    read, lengths = read_words(text[start:end] for start, end in story.spans)
    words = read["hash"].astype(np.uint64)
    return Fingerprint(
        words=words,
        quoted=_quoted(read["opens"], read["closes"], lengths),
        figures=read["figure"],
        names=read["name"],
        heading=_heading(text, story.start),
        anchors=winnow(shingle(words)),
    )


def shingle(words: Words) -> Words:
    """Return one hash for each run of SHINGLE words (Broder 1997); of fewer words, one hash of them all."""
    width = min(SHINGLE, len(words))
    if not width:
        return words
    last = len(words) - width + 1
    return reduce(lambda hashed, at: hashed * BASE + words[at : at + last], range(1, width), words[:last])


def winnow(shingles: Words) -> NDArray[np.int64]:
    """Return the least shingle of each window, cut to ANCHOR_BITS (Schleimer, Wilkerson, Aiken 2003).

    A short text has smaller windows, so that it is still found when a few of its words were changed. The low
    bits are kept: the high ones decided the choice and are near zero in all anchors.
    """
    if not len(shingles):
        return np.empty(0, np.int64)
    window = min(max(len(shingles) // WINDOWS_IN_SHORT_TEXT, 1), WINDOW)
    least = sliding_window_view(shingles, window).min(axis=1)
    return np.unique((least & np.uint64((1 << ANCHOR_BITS) - 1)).astype(np.int64))


def _sorted(shingles: Words) -> Shingles:
    order = np.argsort(shingles, kind="stable")
    return Shingles(shingles, order, shingles[order])


def _quoted(opens: Marks, closes: Marks, lengths: list[int]) -> Marks:
    """Mark the words inside quotation marks; a quotation ends with its paragraph at the latest."""
    ends = np.zeros(len(opens) + 1, np.bool_)
    ends[1:] = closes
    ends[np.cumsum([0, *lengths])] = True
    at = np.arange(len(opens))
    last_open = np.maximum.accumulate(np.where(opens, at, -1))
    return last_open >= np.maximum.accumulate(np.where(ends[:-1], at, -1))


def _frame(words: Words, particular: Marks) -> Frame:
    kept = ~particular
    kept[1:] |= ~particular[:-1]
    kept[:1] = True
    return Frame(_sorted(shingle(np.where(particular, _PARTICULAR, words)[kept])), np.cumsum(kept) - 1)


def _heading(text: str, start: int) -> Words:
    """Read the lines right above the story, its title and dateline, or else the text's first line."""
    above = text[max(start - LONGEST_HEADING, 0) : start].strip().split("\n")[-HEADING_LINES:]
    words, _ = read_words(above if any(above) else text[:LONGEST_HEADING].lstrip().split("\n", 1)[:1])
    heading: Words = words["hash"][~words["figure"]].astype(np.uint64)
    return heading
