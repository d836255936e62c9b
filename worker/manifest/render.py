"""The manifest's pages as GitHub Markdown. Whatever a title or a path holds is shown as text."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from worker.inbox.snapshot import as_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.manifest import ListedFile, ListedStory

NOTICE = "<!-- Kept by seedwatch: what is written here by hand will be lost. -->"
OPENING_WORDS = 12
# However often one text is dropped, and however much is rejected, a page stays short.
STORY_FILES = 200
REJECTED_FILES = 1000
_STATES = ("stored", "edition", "duplicate", "rejected", "missing")

# Everything that can begin a Markdown or HTML construct within a line, and what makes GitHub link by itself.
_ACTIVE = re.compile(r"[\\`*_{}\[\]()<>#|~&!@$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


def as_text(value: str) -> str:
    """The value as one line of Markdown that shows just these characters; invisible ones are dropped."""
    line = "".join(each for each in " ".join(value.split()) if unicodedata.category(each) not in {"Cc", "Cf", "Cs"})
    return _BLOCK_START.sub(_escape_start, _ACTIVE.sub(r"\\\g<0>", line.strip()))


def one_page(states: Mapping[str, int], stories: Iterable[ListedStory], rejected: Iterable[ListedFile]) -> str:
    """The whole manifest of a small collection."""
    listed = list(stories)
    return _join(
        "# INDEX",
        NOTICE,
        _counts(states, len(listed)),
        *(["## Stories"] if listed else []),
        *(_story(story, "###", "") for story in listed),
        *_rejected(rejected, states.get("rejected", 0), "## Rejected", ""),
    )


def front_page(states: Mapping[str, int], pages: Iterable[str], stories: int) -> str:
    """The index of pages of a large collection."""
    rows = "\n".join(f"- [{page}](INDEX/{page}.md)" for page in pages)
    rejected = ["- [rejected](INDEX/rejected.md)"] if states.get("rejected") else []
    return _join("# INDEX", NOTICE, _counts(states, stories), "\n".join([rows, *rejected]))


def stories_page(name: str, stories: Iterable[ListedStory]) -> str:
    """One page of stories."""
    return _join(f"# {name}", NOTICE, "[INDEX](../INDEX.md)", *(_story(story, "##", "../") for story in stories))


def rejected_page(rejected: Iterable[ListedFile], total: int) -> str:
    """The page of rejected files, of which there are `total`."""
    return _join(NOTICE, "[INDEX](../INDEX.md)", *_rejected(rejected, total, "# Rejected", "../"))


def _story(story: ListedStory, heading: str, up: str) -> str:
    said = " · ".join(as_text(each) for each in (_when(story.published), story.agency) if each)
    files = [_file(file, up) for file in story.files[:STORY_FILES]] or ["- its text is in no file any more"]
    listed = "\n".join(files + _more(len(story.files) - STORY_FILES))
    title = as_text(story.title or "") or as_text(opening(story.opening))
    return f"{heading} {title}\n\n{said}\n\n{listed}"


def _when(published: str | None) -> str:
    """A date, and the time of day where there is one, for people."""
    return published.replace("T", " ").replace(":00Z", " UTC") if published else "no date"


def _rejected(files: Iterable[ListedFile], total: int, heading: str, up: str) -> list[str]:
    lines = [_file(file, up) for file in files]
    return [heading, "\n".join(lines + _more(total - len(lines)))] if lines else []


def _more(number: int) -> list[str]:
    return [f"- and {number:,} more, which the database lists"] if number > 0 else []


def _file(file: ListedFile, up: str) -> str:
    said = f"{file.state}: {file.reason}" if file.reason else file.state
    return f"- [{as_text(file.path)}]({up}{quote(os.fsencode(as_path(file.path)))}) — {as_text(said)}"


def _counts(states: Mapping[str, int], stories: int) -> str:
    files = sum(states.values())
    each = ", ".join(f"{states[state]:,} {state}" for state in _STATES if states.get(state))
    return f"{_many(files, 'file')} in {_many(stories, 'story', 'stories')}" + (f": {each}." if each else ".")


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def opening(text: str) -> str:
    """The first words of a text, which stand for a title where there is none."""
    words = text.split()
    return " ".join(words[:OPENING_WORDS]) + ("…" if len(words) > OPENING_WORDS else "")


def _escape_start(match: re.Match[str]) -> str:
    start = match.group(0)
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def _join(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"
