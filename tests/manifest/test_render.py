"""The manifest's pages: whatever a title or a path holds is shown as text, and every link leads to its file."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from db.manifest import ListedFile, ListedStory
from db.types import Outcome
from worker.manifest import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TOUCHY = [
    *"\\`*_{}[]()<>#|~&!@$:.+-= \t\n\r\u2028\u200b\ufeff\xa0\x00\x1f1'\"/^a",
    *[
        "http://a.b",
        "www.a.b",
        "a@b.cd",
        "&amp;",
        "&#35;",
        "<b>",
        "<!--",
        "](x)",
        "![",
        "```",
        "~~",
        "---",
        "1. ",
        "2) ",
    ],
    *["===", "- [ ] ", "> ", "    ", "| - |", "[^1]", "*a*", "__b__", "\\*", "mailto:", "<http://a>", "::", "#1"],
]
ANY_TITLE = st.text() | st.lists(st.sampled_from(TOUCHY), max_size=12).map("".join)
PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def inlines(markdown: str) -> Iterator[Token]:
    """What stands in the text's headings, paragraphs and list items."""
    for token in GITHUB.parse(markdown):
        if token.type == "inline":
            yield from token.children or ()


def shown(value: str) -> str:
    """The characters that a reader should see: one line, without what is invisible."""
    line = "".join(each for each in re.sub(r"\s+", " ", value) if unicodedata.category(each) not in {"Cc", "Cf", "Cs"})
    return line.strip()


def story(
    title: str | None = "Quay vote",
    files: tuple[ListedFile, ...] = (),
    *,
    opening: str = "The board met.",
    published: str | None = "2024-05-01",
    agency: str | None = "Reuters",
) -> ListedStory:
    """A listed story."""
    return ListedStory(1, title, opening, published, agency, files)


@given(ANY_TITLE)
@example("1. Quay")
@example("- Quay")
@example("Quay #")
@example("a \u200b")
def test_a_title_is_shown_as_it_is(title: str) -> None:
    """As a paragraph, a heading and an item it renders to its own characters: no tag, no link, no entity."""
    for markdown in (render.as_text(title), f"### {render.as_text(title)}", f"- {render.as_text(title)}"):
        tokens = list(inlines(markdown))

        assert {"text", "text_special"} >= {token.type for token in tokens}
        assert shown(title) == "".join(token.content for token in tokens)


@given(ANY_TITLE)
def test_a_title_stays_one_block(title: str) -> None:
    """No title makes a list, a quotation, a code block, a rule or a table of its line."""
    kinds = [token.type for token in GITHUB.parse(f"{render.as_text(title)}\n\nend")]

    assert (["paragraph_open", "inline", "paragraph_close"] * 2)[-len(kinds) :] == kinds


@pytest.mark.parametrize("title", ["see http://a.example", "at www.a.example now", "ask a@b.example", "WWW.A.example"])
def test_github_finds_nothing_to_link(title: str) -> None:
    """The marks by which GitHub makes links of bare addresses are escaped."""
    assert not re.search(r"(?<!\\)://|(?i:www)\.|[^\\]@", render.as_text(title))


@given(PATHS)
@example("a b/(c)[d].txt")
@example("50%25.txt")
@example("#1?x=y.txt")
def test_a_link_leads_to_its_file(path: str) -> None:
    """The link's target is the path itself, whatever characters a name has."""
    for page, up in ((render.one_page, ""), (render.rejected_page, "../")):
        listed = [ListedFile(path, Outcome.REJECTED, "empty")]
        text = page({}, [], listed) if page is render.one_page else render.rejected_page(listed, 1)
        links = [str(token.attrs["href"]) for token in inlines(text) if token.type == "link_open"]

        assert up + path == unquote(links[-1])


@given(title=ANY_TITLE, agency=ANY_TITLE, reason=ANY_TITLE)
def test_a_story_is_a_heading_a_line_and_its_files(title: str, agency: str, reason: str) -> None:
    """No text makes more blocks than there are, nor links other than to files."""
    files = (ListedFile("a.txt", Outcome.STORED, None), ListedFile("b.txt", Outcome.DUPLICATE, reason))
    text = render.stories_page("2024-05", [story(title, files, agency=agency)])
    blocks = [token.type for token in GITHUB.parse(text) if token.level == 0 and token.nesting >= 0]
    links = [token.attrs["href"] for token in inlines(text) if token.type == "link_open"]

    assert [
        "heading_open",
        "html_block",
        "paragraph_open",
        "heading_open",
        "paragraph_open",
        "bullet_list_open",
    ] == blocks
    assert links == ["../INDEX.md", "../a.txt", "../b.txt"]


def test_one_page_of_all() -> None:
    """A small collection: counts, stories with their files, rejected files."""
    files = (ListedFile("a.txt", Outcome.STORED, None), ListedFile("b.txt", Outcome.EDITION, "of a.txt"))
    text = render.one_page(
        {"stored": 1, "edition": 1, "rejected": 1},
        [story(files=files)],
        [ListedFile("scan.txt", Outcome.REJECTED, "binary")],
    )

    assert text == (
        "# INDEX\n\n"
        f"{render.NOTICE}\n\n"
        "3 files in 1 story: 1 stored, 1 edition, 1 rejected.\n\n"
        "## Stories\n\n"
        "### Quay vote\n\n"
        "2024-05-01 · Reuters\n\n"
        "- [a.txt](a.txt) — stored\n"
        "- [b.txt](b.txt) — edition: of a.txt\n\n"
        "## Rejected\n\n"
        "- [scan.txt](scan.txt) — rejected: binary\n"
    )


def test_an_empty_collection() -> None:
    """Nothing yet is a page too."""
    assert render.one_page({}, [], []) == f"# INDEX\n\n{render.NOTICE}\n\n0 files in 0 stories.\n"


def test_the_front_page_links_all_pages() -> None:
    """A large collection: an index of pages, with the rejected files last."""
    text = render.front_page({"stored": 3000, "rejected": 1}, ["2024-05", "undated"], 2900)

    assert text.splitlines()[4:] == [
        "3,001 files in 2,900 stories: 3,000 stored, 1 rejected.",
        "",
        "- [2024-05](INDEX/2024-05.md)",
        "- [undated](INDEX/undated.md)",
        "- [rejected](INDEX/rejected.md)",
    ]


def test_a_story_without_title_date_or_files() -> None:
    """Its opening words stand for the title, and what is lacking is said."""
    opening = " ".join(["word"] * 13)
    text = render.stories_page("undated", [story(None, opening=opening, published=None, agency=None)])

    assert text.endswith(f"## {'word ' * 11}word…\n\nno date\n\n- its text is in no file any more\n")


def test_a_page_stays_short_however_often_one_text_comes() -> None:
    """Of a story's files the first 200 are named, and the others counted."""
    files = tuple(ListedFile(f"{number:04}.txt", Outcome.DUPLICATE, None) for number in range(1234))
    text = render.stories_page("2024-05", [story(files=files)])

    assert text.count("— duplicate") == 200
    assert text.endswith("0199.txt) — duplicate\n- and 1,034 more, which the database lists\n")


def test_the_page_of_rejected_files_stays_short() -> None:
    """It names as many as it is given, and counts the others."""
    text = render.rejected_page([ListedFile("a.txt", Outcome.REJECTED, "empty")], 1001)

    assert text.endswith("- [a.txt](../a.txt) — rejected: empty\n- and 1,000 more, which the database lists\n")
