"""Injection: what titles, names and questions hold is text to INDEX.md, to SQL and to full text search."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import closing
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from db import reading
from db.connection import open_reader
from db.manifest import ListedFile, ListedStory
from db.types import Outcome
from tests.faults.wire import ten_files
from tests.snapshot import rows, snapshot
from worker.manifest.render import one_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.process.seedwatch import Place

RUN = "document.body.id='owned'"
HOSTILE = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'<svg/onload="{RUN}">',
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"[press](javascript:{RUN})",
    f"![x](x) ![x](javascript:{RUN})",
    "<a href='https://out.example'>out</a> <https://out.example> https://out.example www.out.example a@out.example",
    "[out]: https://out.example",
    "[out] [out][out] [^1] [x](https://out.example 'title')",
    "--> <b>bold</b> <!-- <h1>comment</h1> -->",
    "<!--",
    "<![CDATA[ <b>x</b> ]]> <?php echo 1 ?> <!DOCTYPE html>",
    "&lt;script&gt; &#60;b&#62; &amp;lt;i&gt; &quot;",
    "```\ncode\n``` `tick` ``two`` ~~gone~~ **bold** _thin_ __both__ $x$ :smile:",
    "# head\n## head\n===\n---\n***\n> said\n- item\n1. item\n- [ ] task",
    "| a | b |\n|---|---|\n| c | d |",
    "a\\<b> \\` \\[x](y) \\\\<b>",
    "</h3></li></ul></p><b>after</b>",
    "    indented <b>x</b>\n\n<style>*{display:none}</style>",
    "@team #1 GH-1 mailto:a@out.example ftp://out.example",
    "\u202e<b>\u2066 \x1b]8;;https://out.example\x07link\x1b]8;;\x07",
    "{{ 7*7 }} {% raw %} <%= 7*7 %> ${7*7}",
)
PLAIN_ELEMENTS = {"html", "head", "body", "title", "meta", "h1", "h2", "h3", "p", "ul", "li", "a"}
SIGN_OF_LIFE = "<script>document.body.className = 'ran'</script>"  # our own: a browser that runs none proves nothing
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TEXTS = "SELECT id, title, text FROM documents"
QUESTIONS = (
    *('"', '""', "'", "''", '" OR "', 'a" OR "b', "a OR b", "a AND", "NOT a", "NEAR(", "NEAR(a b, 5)", "a NEAR b"),
    *("ferry*", "^ferry", "title:ferry", "{title text}:ferry", "-title:ferry", "+", "(", ")", "a + b", "*", ":", "-"),
    *("'; DROP TABLE documents; --", "x' UNION SELECT sql FROM sqlite_master --", "?1", ":words", "@x", "$x", "%", "_"),
    *(
        "\0",
        "a\0b",
        "\ud800",
        "\x1b[31m",
        "\u202e",
        "“”",
        " ",
        "é" * 5000,
        "x" * 1_000_000,
        " ".join(map(str, range(1000))),
    ),
)


class Seen(HTMLParser):
    """The elements, links and texts of a page as a browser has built it."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str] = []
        self.body: dict[str, str | None] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add(tag)
        if tag == "body":
            self.body = dict(attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def index_of_hostile_texts() -> tuple[str, list[str]]:
    """A manifest whose titles, agencies, paths and reasons all are hostile, and the paths that it lists."""
    paths = [f"{number} {text.replace('/', '_')}.txt" for number, text in enumerate(HOSTILE)]
    stories = [
        ListedStory(number, text, text, "2024-05-01", text, (ListedFile(path, Outcome.EDITION, text),))
        for number, (text, path) in enumerate(zip(HOSTILE, paths, strict=True))
    ]
    return one_page(
        {"edition": len(paths)}, stories, [ListedFile(path, Outcome.REJECTED, path) for path in paths]
    ), paths


def in_browser(markdown: str, home: Path) -> Seen:
    """The manifest as Markdown makes HTML of it and chromium a page of that, after its scripts have run."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    page = home / "index.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{html}{SIGN_OF_LIFE}", encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home / 'profile'}"]
    done = subprocess.run(
        [str(CHROMIUM), *flags, "--virtual-time-budget=2000", "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=60,
        check=True,
    )
    seen = Seen()
    seen.feed(done.stdout.decode("utf-8"))
    return seen


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to show INDEX.md in")
def test_a_browser_shows_hostile_titles_as_text(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """In a real browser no script of theirs runs, no element of theirs stands, all links lead to files."""
    markdown, paths = index_of_hostile_texts()
    seen = in_browser(markdown, tmp_path)

    assert {"class": "ran"} == seen.body
    assert seen.elements <= PLAIN_ELEMENTS | {"script"}
    assert len(paths) * 2 == len(seen.links)
    assert all(link.endswith(".txt") and not link.partition("%")[0].strip("0123456789") for link in seen.links)
    assert all(f"<{name}" in seen.text for name in ("script>", "img ", "svg/", "iframe ", "b>", "style>", "!--"))
    figure(f"{len(HOSTILE)} hostile texts as title, agency, path and reason: all shown as text by chromium")


def test_the_manifest_of_hostile_names_is_true_to_them(place: Place) -> None:
    """Files so named are taken in, and every link leads to its file."""
    _, paths = index_of_hostile_texts()
    for number, path in enumerate(paths):
        (place.seeds / path).write_text(f"{HOSTILE[number]}\n\nThe {'quay ' * number} was closed on Monday.")
    place.scan("--settle", "0")

    assert len(paths) == rows(place.db, "SELECT count(*) FROM files WHERE state <> 'rejected'")[0][0]
    assert 0 == place.call("index", "--check").returncode


def test_no_question_is_read_as_a_query(place: Place, figure: Callable[[str], None]) -> None:
    """Whatever is asked for, it is looked for as words: no error, nothing changed, nothing found without the words."""
    for name, content in ten_files().items():
        (place.seeds / name).write_bytes(content)
    place.scan("--settle", "0")
    before = snapshot(place.db)
    with closing(open_reader(place.db)) as connection:
        found = [(question, hit) for question in QUESTIONS for hit in reading.search(connection, question, 20)]
    texts = {document: f"{title} {text}".casefold() for document, title, text in rows(place.db, TEXTS)}

    assert [] == [hit for question, hit in found if not all(word in texts[hit.id] for word in words_of(question))]
    assert before == snapshot(place.db)
    figure(f"{len(QUESTIONS)} hostile questions: each looked for as words")


def words_of(question: str) -> list[str]:
    """What a reader would call the words of a question."""
    return re.findall(r"[^\W_]+", question.casefold())
