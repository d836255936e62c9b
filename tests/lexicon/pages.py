"""An invented saved page in each language of the lexicon, and what is right of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.article.article import Label
from worker.article.read import read_article, read_blocks
from worker.lexicon.load import Source, lexicon_of, shipped
from worker.matching.fingerprint import fingerprint
from worker.matching.words import WordReader
from worker.text.normalise import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.lexicon.compiled import Lexicon
    from worker.matching.fingerprint import Fingerprint

PAGES: Final = Path(__file__).with_name("pages")
SHARED_BY_ALL: Final = ("agencies", "common")
"""The files of the lexicon that are of no language."""


_OF_PICTURES: Final = (Label.CAPTION, Label.CREDIT)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with menu, byline, dates, caption and credit, teaser and notices around an article."""

    text: str
    title: str
    byline: list[str]
    agency: str
    published: str
    number_words: list[str]
    quoted: str
    body: list[str]


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a page, and whether its number words are marked as figures, its quotation as quoted."""

    title: str
    byline: tuple[str, ...]
    agency: str
    published: str
    body: tuple[str, ...]
    captions: tuple[str, ...]
    figures: tuple[bool, ...]
    quoted: bool


def languages() -> list[str]:
    """The codes of all languages that the lexicon has a file of."""
    return sorted(source.name for source in shipped() if source.name not in SHARED_BY_ALL)


def page(language: str) -> Page:
    """The page in a language."""
    return Page(**tomllib.loads((PAGES / f"{language}.toml").read_text(encoding="utf-8")))


@cache
def sources() -> dict[str, Source]:
    """The shipped files by their names."""
    return {source.name: source for source in shipped()}


def lexicon_with(language: Source) -> Lexicon:
    """A lexicon of one language alone, with the files that are of none."""
    return lexicon_of([language, *(sources()[name] for name in SHARED_BY_ALL)])


def read(printed: Page, lexicon: Lexicon) -> Read:
    """Read a page by a lexicon."""
    article = read_article(normalise(printed.text), lexicon)
    reader = WordReader(lexicon)
    marks = fingerprint(article, reader)
    blocks = read_blocks(article.text, lexicon)
    numbers = (reader.read([word])[0] for word in printed.number_words)
    return Read(
        title=article.title,
        byline=article.byline,
        agency=article.agency,
        published=article.published[:10],
        body=tuple(article.text[start:end] for start, end in article.body),
        captions=tuple(article.text[slice(*each.span)] for each in blocks if each.label in _OF_PICTURES),
        figures=tuple(bool(word["figure"].all()) for word in numbers),
        quoted=_is_quoted(reader.read([printed.quoted])[0]["hash"], marks),
    )


def _is_quoted(quotation: NDArray[np.uint64], marks: Fingerprint) -> bool:
    """Whether the words of the quotation stand in a row in a body, and are all marked as quoted."""
    size = len(quotation)
    places = range(len(marks.words) - size + 1)
    at = next((place for place in places if np.array_equal(marks.words[place : place + size], quotation)), None)
    return at is not None and bool(marks.quoted[at : at + size].all())
