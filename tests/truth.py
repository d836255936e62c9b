"""What a database must say of the files that came, by the definitions, and whether it says so."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.db import model
from tests.db.model import Pair, Reach, Story, Text
from worker.article.dates import with_year
from worker.inbox.ignore import refusal
from worker.matching.rules import Kind
from worker.matching.stories import stories as parted
from worker.matching.verdict import compare
from worker.pipeline import ingest, matcher, pool
from worker.pipeline.prepare import Content, Failure, Prepared, prepare
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from db.rows import MatchKind

MAX_BYTES = 50_000
WIDE, NARROW = Reach(16, 8), Reach(1, 1)

Rows = list[tuple[object, ...]]
Found = bytes | str
"""A file's bytes, or why they can't be read."""


@lru_cache(maxsize=2048)
def prepared(raw: bytes, suffix: str) -> Prepared | Failure:
    """What is made of one content, made once in all examples."""
    return prepare([Content(raw, suffix)], load_rule_set())[0]


@contextmanager
def reaching(reach: Reach, remembered: int = matcher.REMEMBERED) -> Iterator[None]:
    """Make the reach of an anchor and the memory for fingerprints small; prepare each text once for all examples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "Matcher", partial(matcher.Matcher, reach=reach))
        patch.setattr(matcher, "REMEMBERED", remembered)
        patch.setattr(pool, "prepare", lambda contents, _: [prepared(each.raw, each.suffix) for each in contents])
        yield


@dataclass
class Truth:
    """What a database must say of these files: those in the folder, those that are gone, and all texts that came."""

    reach: Reach
    present: dict[str, Found] = field(default_factory=dict)
    gone: dict[str, Found] = field(default_factory=dict)
    came: set[bytes] = field(default_factory=set)

    def look(self, folder: dict[str, Found]) -> None:
        """The folder was looked at, and all in it was taken."""
        self.gone = {path: found for path, found in (self.gone | self.present).items() if path not in folder}
        self.present = dict(folder)
        self.came |= {
            found for path, found in folder.items() if isinstance(found, bytes) and read(path, found)[0] is not None
        }

    def files(self) -> Rows:
        """Path, state, reason and document, by path."""
        read_as = {path: read(path, found) for path, found in self.present.items()}
        held = {
            path: (document, sha256(found).hexdigest())
            for path, found in self.present.items()
            if isinstance(found, bytes) and (document := read_as[path][0]) is not None
        }
        states = model.outcomes(held, self._relations().leads, self._relations().editions())
        rows: Rows = [(path, *states.get(path, ("rejected", why)), one) for path, (one, why) in read_as.items()]
        rows += [(path, "missing", "no longer in the folder", read(path, it)[0]) for path, it in self.gone.items()]
        return sorted(rows, key=str)

    def matches(self) -> Rows:
        """Pair and kind, by pair."""
        return sorted((*pair, kind) for pair, kind in self._relations().matches.items())

    def stories(self) -> list[Story]:
        """Rows of stories, by id."""
        return self._relations().stories

    def _relations(self) -> Relations:
        return relations(frozenset(self.came), self.reach)


@dataclass(frozen=True, slots=True)
class Relations:
    """The matches among documents, their stories, and the lead of each document's story."""

    matches: dict[Pair, MatchKind]
    stories: list[Story]
    leads: dict[int, int]

    def editions(self) -> list[Pair]:
        """The pairs that are editions of one story."""
        return [pair for pair, kind in self.matches.items() if kind == "edition"]


@lru_cache(maxsize=1024)
def relations(came: frozenset[bytes], reach: Reach) -> Relations:
    """How the documents in these contents hang together."""
    contents = {document: raw for raw in came if (document := read("", raw)[0]) is not None}
    texts = {document: _text(raw) for document, raw in contents.items()}
    matches = model.verdicts(texts, reach, lambda one, other: _kind(contents[one], contents[other]))
    parts = parted(texts, [pair for pair, kind in matches.items() if kind == "edition"])
    for part in parts:
        texts |= _dated({document: texts[document] for document in part}, contents)
    leads = {document: model.story(texts, part)[1] for part in parts for document in part}
    return Relations(matches, list(model.stories(texts, matches)), leads)


def _made(raw: bytes) -> Prepared:
    found = prepared(raw, ".txt")
    assert isinstance(found, Prepared)
    return found


def _text(raw: bytes) -> Text:
    made = _made(raw)
    return Text(len(made.fingerprint.words), made.article.published, frozenset(made.fingerprint.anchors.tolist()))


def _month_day(made: Prepared) -> str:
    return "" if made.article.published else made.article.day


def _dated(story: dict[int, Text], contents: dict[int, bytes]) -> dict[int, Text]:
    """A story's texts, those that print no year dated by the others."""
    days = {document: _month_day(_made(contents[document])) for document in story}
    printed = [text.published for document, text in story.items() if not days[document] and text.published]
    return {
        document: replace(text, published=with_year(days[document], printed)) if days[document] else text
        for document, text in story.items()
    }


@cache
def _kind(one: bytes, other: bytes) -> MatchKind | None:
    (match,) = compare([(_made(one).fingerprint, _made(other).fingerprint)])
    return None if match is None else "edition" if match.kind is Kind.EDITION else "reuse"


def read(path: str, found: Found) -> tuple[int | None, str]:
    """The id of the document in a file, or why there is none."""
    if isinstance(found, str):
        return None, found
    if path and (why_not := refusal(path)):
        return None, why_not
    if len(found) > MAX_BYTES:
        return None, f"larger than {MAX_BYTES:,} bytes"
    made = prepared(found, ".txt")
    return (int(made.text_sha256[:12], 16), "") if isinstance(made, Prepared) else (None, made.reason)


def check(connection: Connection, truth: Truth) -> None:
    """Compare the database with the truth, and with itself."""
    files = connection.execute("SELECT path, state, reason, document_id FROM files").fetchall()
    pairs = connection.execute("SELECT document_id, other_id, kind FROM matches").fetchall()
    stories = connection.execute("SELECT id, lead_document_id, documents, published FROM stories").fetchall()

    assert truth.files() == sorted(files, key=str)
    assert truth.matches() == sorted(pairs)
    assert truth.stories() == sorted(stories)
    check_tallies(connection)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")


def check_tallies(connection: Connection) -> None:
    """The tallies are what counting would give."""
    counted = connection.execute(
        "SELECT 'files', state, count(*) FROM files GROUP BY state UNION ALL "
        "SELECT 'stories', substr(published, 1, 10), count(*) FROM stories GROUP BY 2 ORDER BY 1, 2"
    ).fetchall()
    tallied = connection.execute("SELECT * FROM tallies WHERE number <> 0 ORDER BY subject, name").fetchall()

    assert counted == tallied
