"""Where in its text each word of a document stands, to show people the passages that two documents share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.judge.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.judge.overlap import Passage
    from worker.page.story import Story

Place = tuple[int, int]

_TOKEN = re.compile(r"\S+")


def word_places(text: str, story: Story) -> list[Place]:
    """Start and end, in characters of the text, of every word of the story's prose in reading order."""
    return [
        place
        for start, end in story.spans
        for token in _TOKEN.finditer(text, start, end)
        for place in _words_of(*token.span(), count_words(token[0]))
    ]


def passage_places(
    passages: Iterable[Passage], these: list[Place], others: list[Place]
) -> list[tuple[int, int, int, int]]:
    """Start and end of each passage in the first text, then in the second."""
    return [(*_run(these, each.first, each.words), *_run(others, each.second, each.words)) for each in passages]


def _words_of(start: int, end: int, words: int) -> Iterator[Place]:
    """Share a token out evenly: most are one word; a sentence of Chinese is many, of about the same length."""
    for word in range(words):
        yield start + (end - start) * word // words, start + (end - start) * (word + 1) // words


def _run(places: list[Place], first: int, words: int) -> Place:
    return places[first][0], places[first + words - 1][1]
