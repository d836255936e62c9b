"""Where in its text each word of a document stands, to show people the passages that two documents share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worker.judge.words import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from worker.judge.overlap import Passage
    from worker.page.story import Story

_LAST_SPACE = 0x3000
# Whether a character parts words as `str.split` does; all beyond the last such character are taken as one.
_IS_SPACE: NDArray[np.bool_] = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the tokens of a story's prose stand: start and end in characters, and how many words come before each."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words_before: NDArray[np.int32]

    def words(self, numbers: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Starts and ends of words; several words of one token, as in Chinese, share it out evenly."""
        token = np.searchsorted(self.words_before, numbers, side="right") - 1
        start, length = self.starts[token], self.ends[token] - self.starts[token]
        nth, words = numbers - self.words_before[token], self.words_before[token + 1] - self.words_before[token]
        return start + length * nth // words, start + length * (nth + 1) // words


def word_places(text: str, story: Story) -> Places:
    """Where the words of the story's prose stand in the text, in reading order."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    gap = np.ones(len(codes) + 2, np.bool_)
    for start, end in story.spans:
        gap[start + 1 : end + 1] = _IS_SPACE[np.minimum(codes[start:end], _LAST_SPACE + 1)]
        gap[end + 1] = True
    edges = np.flatnonzero(gap[1:] != gap[:-1]).astype(np.int32)
    words = count_words(token for start, end in story.spans for token in text[start:end].split())
    return Places(edges[::2], edges[1::2], np.cumsum([0, *words], dtype=np.int32))


def passage_places(passages: Sequence[Passage], these: Places, others: Places) -> list[list[int]]:
    """Start and end of each passage in the first text, then in the second, in characters."""
    first, second, words = np.array([(one.first, one.second, one.words) for one in passages]).reshape(-1, 3).T
    columns = (
        *(these.words(first)[0], these.words(first + words - 1)[1]),
        *(others.words(second)[0], others.words(second + words - 1)[1]),
    )
    found: list[list[int]] = np.stack(columns, axis=1).tolist()
    return found
