"""What a verdict needs to know of an article: its words, their shingles and a few anchors to find it by."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from worker.article.article import Article
from worker.matching.headings import Heading, read_heading
from worker.matching.words import WordReader

SHINGLE: Final = 5
"""Words in a shingle."""
WINDOW: Final = 24
"""Shingles in a winnowing window: a shared passage of WINDOW + SHINGLE - 1 words shares an anchor."""
WINDOWS_IN_SHORT_TEXT: Final = 6
"""Windows at least, side by side, in a text however short: below 144 shingles windows shrink."""
OPENING: Final = 24
"""Shingles of a text's opening, where alerts and cut editions are alike."""
OPENING_WINDOW: Final = 2
"""Shingles in a window of the opening: OPENING_WINDOW + SHINGLE - 1 words alike there share an anchor."""
ANCHOR_BITS: Final = 46
"""Bits of an anchor, few enough for a short row in the index."""
MOST_NAMES: Final = 0.8
"""Share of words with a capital up to which a capital tells a name."""

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
class MaskedText:
    """A text with every run of figures and names made one blank; `place[i]` is where word i stands in it."""

    shingles: Shingles
    place: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """An article as it is compared.

    words: one hash a word of the body, in reading order; quoted, figures, names: marks on the words;
    heading: its title and day; anchors: sorted and distinct,
    0 <= anchor < 2 ** ANCHOR_BITS, at least one where there is a word. What only a comparison needs is made at the
    first one: most documents meet few others.
    """

    words: Words
    quoted: Marks
    figures: Marks
    names: Marks
    heading: Heading
    anchors: NDArray[np.int64]

    @cached_property
    def shingles(self) -> Shingles:
        """The article's shingles."""
        return _sorted(shingle(self.words))

    @cached_property
    def masked(self) -> MaskedText:
        """The article as a template to fill in."""
        return _masked(self.words, self.figures | self.names)


def fingerprint(article: Article, reader: WordReader) -> Fingerprint:
    """Return the fingerprint of an article, from the words of its body only."""
    read, lengths = reader.read(article.text[start:end] for start, end in article.body)
    words = read["hash"].astype(np.uint64)
    return Fingerprint(
        words=words,
        quoted=_quoted(read["opens"], read["closes"], lengths)
        | _single_quoted(read["opens_single"], read["closes_single"], lengths),
        figures=read["figure"],
        names=_telling(read["name"]),
        heading=read_heading(article, reader),
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

    An opening has smaller windows, and so has a short text: it is still found when a few of its words were changed.
    The low bits are kept: the high ones decided the choice and are near zero in all anchors.
    """
    if not len(shingles):
        return np.empty(0, np.int64)
    window = min(max(len(shingles) // WINDOWS_IN_SHORT_TEXT, 1), WINDOW)
    least = np.concatenate((_least(shingles, window), _least(shingles[:OPENING], min(window, OPENING_WINDOW))))
    return np.unique((least & np.uint64((1 << ANCHOR_BITS) - 1)).astype(np.int64))


def _least(shingles: Words, window: int) -> Words:
    """Return the least of each window: of two halves, each the least of its own two, and so on."""
    window = min(window, len(shingles))
    if window <= 1:
        return shingles
    half = _least(shingles, (window + 1) // 2)
    return np.minimum(half[: len(shingles) - window + 1], half[window // 2 :])


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


def _single_quoted(opens: Marks, closes: Marks, lengths: list[int]) -> Marks:
    """Mark the words between single marks: from the last that opens to one that closes, in the same paragraph."""
    quoted = np.zeros(len(opens), np.bool_)
    ends = np.flatnonzero(closes)
    if len(ends):
        borders = np.cumsum([0, *lengths])
        begins = np.maximum(borders[borders.searchsorted(ends, "right") - 1], np.concatenate(([0], ends[:-1] + 1)))
        opened = np.maximum.accumulate(np.where(opens, np.arange(len(opens)), -1))[ends]
        for first, last in zip(opened[opened >= begins], ends[opened >= begins], strict=True):
            quoted[first : last + 1] = True
    return quoted


def _masked(words: Words, particular: Marks) -> MaskedText:
    kept = ~particular
    kept[1:] |= ~particular[:-1]
    kept[:1] = True
    return MaskedText(_sorted(shingle(np.where(particular, _PARTICULAR, words)[kept])), np.cumsum(kept) - 1)


def _telling(names: Marks) -> Marks:
    """Return the marks on names, or none where nearly all words have a capital: there it tells nothing."""
    return names if np.count_nonzero(names) <= MOST_NAMES * len(names) else np.zeros_like(names)
