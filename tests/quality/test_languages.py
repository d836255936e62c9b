"""Stories in eight languages and five scripts: editions are joined, others stay apart, no column is made up."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.quality.scan import Said, scan_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

CUT = 2
"""The paragraph that the other house left out."""


class Story(NamedTuple):
    """A dispatch, what another house added to it, and an unrelated one."""

    title: str
    story: list[str]
    extra: str
    other_title: str
    other: list[str]


STORIES = {
    language: Story(**told)
    for language, told in tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")).items()
}


def page(title: str, paragraphs: Sequence[str]) -> str:
    """Title and paragraphs, and nothing that tells who wrote it, where or when."""
    return "\n\n".join((title, *paragraphs)) + "\n"


def pages() -> dict[str, str]:
    """Each language's story, its edition and the other story, by language and part."""
    printed = {}
    for language, (title, story, extra, other_title, other) in STORIES.items():
        edited = [*story[:CUT], *story[CUT + 1 : -1], extra, story[-1]]
        printed[f"{language}-edition.txt"] = page(title, edited)
        printed[f"{language}-other.txt"] = page(other_title, other)
        printed[f"{language}-story.txt"] = page(title, story)
    return printed


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What a scan of all pages says."""
    return scan_pages(pages(), tmp_path_factory.mktemp("languages"))


def test_editions_are_joined_and_all_others_apart(said: Said) -> None:
    """A story that was cut and extended is one; a second story of the same place shares nothing with it."""
    expected = {(f"{language}-edition.txt", f"{language}-story.txt") for language in STORIES}
    assert (said.editions, said.linked) == (expected, expected)


@pytest.mark.parametrize("language", STORIES)
def test_the_prose_is_all_paragraphs(said: Said, language: str) -> None:
    """Nothing of a story is taken for furniture, and the title is no prose."""
    assert said.columns[f"{language}-story.txt"]["prose"] == "\n\n".join(STORIES[language].story)


@pytest.mark.parametrize("language", STORIES)
def test_no_column_is_made_up(said: Said, language: str) -> None:
    """No author, agency, place or date stands on these pages, whatever names and weekdays the prose has."""
    told = [said.columns[f"{language}-{part}.txt"] for part in ("story", "edition", "other")]
    filled = {field: row[field] for row in told for field in ("byline", "agency", "place", "published") if row[field]}
    assert filled == {}


@pytest.mark.parametrize("language", STORIES)
def test_title_and_language_are_right_or_empty(said: Said, language: str) -> None:
    """A title is the line above the story, the language the one it is in."""
    row = said.columns[f"{language}-story.txt"]
    assert (row["title"] or STORIES[language].title, row["language"] or language) == (STORIES[language].title, language)
