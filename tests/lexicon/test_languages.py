"""Each language of the lexicon reads its page, and needs every section of its file for it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from tests.lexicon.pages import Page, Read, languages, lexicon_with, page, read, sources
from worker.lexicon.load import Source, lexicon_of, load_lexicon
from worker.text.normalise import normalise

SECTIONS = ("interface", "boilerplate", "credit", "byline", "header", "words", "script")
EXPECTED = {
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "cs", "ru", "uk", "el", "tr"),
    *("ar", "fa", "hi", "zh", "ja", "ko", "th", "id", "vi", "da", "fi"),
}


def right(printed: Page) -> Read:
    """What is to be read of a page."""
    blocks = [normalise(block) for block in printed.text.split("\n\n")]
    first = blocks.index(normalise(printed.body[0]))
    return Read(
        title=printed.title,
        byline=tuple(printed.byline),
        agency=printed.agency,
        published=printed.published,
        body=tuple(map(normalise, printed.body)),
        captions=tuple(blocks[first - 2 : first]),
        figures=(True,) * len(printed.number_words),
        quoted=True,
    )


@cache
def read_alone(language: str) -> Read:
    """What is read of a language's page by its own file."""
    return read(page(language), lexicon_with(sources()[language]))


def without(source: Source, section: str) -> Source:
    """The file with one of its sections emptied."""
    start = source.text.index(f"[{section}]")
    rest = re.search(r"^\[[a-z]+\]$", source.text[start + len(section) :], re.MULTILINE)
    end = start + len(section) + rest.start() if rest else len(source.text)
    return replace(source, text=source.text[:start] + source.text[end:])


def test_the_languages_are_there() -> None:
    """The languages that the project names have a file."""
    assert EXPECTED <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_page_is_read_by_its_language_alone_and_among_all(language: str) -> None:
    """Title, byline, agency, day, body, figures and quotations are right, whatever other languages are known."""
    printed = page(language)
    assert (read_alone(language), read(printed, load_lexicon())) == (right(printed), right(printed))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", languages())
def test_each_section_is_needed(language: str, section: str) -> None:
    """With one section of the language's file emptied, something of its page is read wrongly."""
    printed = page(language)
    assert read_alone(language) == right(printed)
    assert read(printed, lexicon_with(without(sources()[language], section))) != right(printed)


def test_the_agencies_are_needed() -> None:
    """Without their file a page names none."""
    printed = page("en")
    assert read(printed, lexicon_of([sources()["en"]])).agency == ""
    assert read(printed, lexicon_with(sources()["en"])).agency == printed.agency
