"""Where in its text each word of an article stands, to show people the passages that two share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from worker.article.article import Article
    from worker.matching.overlap import Passage
    from worker.matching.words import WordReader

_LAST_SPACE = 0x3000
# Whether a character parts words as `str.split` does; all beyond the last such character are taken as one.
_IS_SPACE: NDArray[np.bool_] = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """Where the tokens of a body stand: start and end in characters, and how many words come before each."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words_before: NDArray[np.int32]

    def words(self, numbers: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Starts and ends of words; several words of one token, as in Chinese, share it out evenly."""
        token = np.searchsorted(self.words_before, numbers, side="right") - 1
        start, length = self.starts[token], self.ends[token] - self.starts[token]
        nth, words = numbers - self.words_before[token], self.words_before[token + 1] - self.words_before[token]
        return start + length * nth // words, start + length * (nth + 1) // words


def word_offsets(article: Article, reader: WordReader) -> Offsets:
    """Where the words of the body stand in the text, in reading order."""
    text = article.text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    gap = np.ones(len(codes) + 2, np.bool_)
    for start, end in article.body:
        gap[start + 1 : end + 1] = _IS_SPACE[np.minimum(codes[start:end], _LAST_SPACE + 1)]
        gap[end + 1] = True
    edges = np.flatnonzero(gap[1:] != gap[:-1]).astype(np.int32)
    words = reader.count(token for start, end in article.body for token in text[start:end].split())
    return Offsets(edges[::2], edges[1::2], np.cumsum([0, *words], dtype=np.int32))


def passage_offsets(passages: Sequence[Passage], these: Offsets, others: Offsets) -> list[list[int]]:
    """Start and end of each passage in the first text, then in the second, in characters."""
    first, second, words = np.array([(one.first, one.second, one.words) for one in passages]).reshape(-1, 3).T
    columns = (
        *(these.words(first)[0], these.words(first + words - 1)[1]),
        *(others.words(second)[0], others.words(second + words - 1)[1]),
    )
    found: list[list[int]] = np.stack(columns, axis=1).tolist()
    return found
