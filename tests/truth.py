"""What a database must say of the files that came, by the definitions, and whether it says so."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from db.types import MatchKind
from tests.db import model
from tests.db.model import STORIES, Outcome, Pair, Reach, Story, Text
from worker.article.dates import with_year
from worker.inbox.ignore import rejection
from worker.matching.rules import Kind
from worker.matching.stories import stories as parted
from worker.matching.verdict import compare
from worker.pipeline import ingest, matcher, pool
from worker.pipeline.prepare import Content, Failure, Prepared, prepare
from worker.pipeline.rule_set import load_rule_set
from worker.pipeline.versions import READER_VERSION
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

MAX_BYTES = 50_000
WIDE, NARROW = Reach(16, 8), Reach(1, 1)

Rows = list[tuple[object, ...]]
Found = bytes | Reason
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
        """Path, document, state and reason by code, detail and words, by path."""
        read_as = {path: read(path, found) for path, found in self.present.items()}
        held = {
            path: (document, sha256(found).hexdigest())
            for path, found in self.present.items()
            if isinstance(found, bytes) and (document := read_as[path][0]) is not None
        }
        states = model.outcomes(held, self._relations().leads, self._relations().editions())
        states |= {
            path: Outcome("rejected", why.code, why.detail, str(why)) for path, (_, why) in read_as.items() if why
        }
        rows: Rows = [(path, document, *states[path]) for path, (document, _) in read_as.items()]
        missing = Outcome("missing", "gone", None, "no longer in the folder")
        rows += [(path, read(path, found)[0], *missing) for path, found in self.gone.items()]
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
        return [pair for pair, kind in self.matches.items() if kind is MatchKind.EDITION]


@lru_cache(maxsize=1024)
def relations(came: frozenset[bytes], reach: Reach) -> Relations:
    """How the documents in these contents hang together."""
    contents = {document: raw for raw in came if (document := read("", raw)[0]) is not None}
    texts = {document: _text(raw) for document, raw in contents.items()}
    matches = model.verdicts(texts, reach, lambda one, other: _kind(contents[one], contents[other]))
    parts = parted(texts, [pair for pair, kind in matches.items() if kind is MatchKind.EDITION])
    for part in parts:
        texts |= _dated({document: texts[document] for document in part}, contents)
    leads = {document: model.story(texts, part).lead for part in parts for document in part}
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
    (match,) = compare([(_made(one).fingerprint, _made(other).fingerprint)], load_rule_set().thresholds)
    if match is None:
        return None
    return MatchKind.EDITION if match.kind is Kind.EDITION else MatchKind.REUSE


def read(path: str, found: Found) -> tuple[int | None, Reason | None]:
    """The id of the document in a file, or why there is none."""
    if isinstance(found, Reason):
        return None, found
    if path and (why_not := rejection(path)):
        return None, why_not
    if len(found) > MAX_BYTES:
        return None, Reason(Rejection.TOO_LARGE, str(MAX_BYTES))
    made = prepared(found, ".txt")
    return (int(made.text.sha256[:16], 16) >> 1, None) if isinstance(made, Prepared) else (None, made.reason)


def check(connection: Connection, truth: Truth) -> None:
    """Compare the database with the truth, and with itself."""
    files = connection.execute(
        "SELECT path, document_id, state, reason_code, reason_detail, reason FROM files"
    ).fetchall()
    pairs = connection.execute("SELECT document_id, other_id, kind FROM matches").fetchall()

    assert truth.files() == sorted(files, key=str)
    assert truth.matches() == sorted(pairs)
    assert truth.stories() == connection.execute(STORIES).fetchall()
    check_articles(connection)
    check_passages(connection)
    check_tallies(connection)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")


def check_articles(connection: Connection) -> None:
    """A file with a document has one article, which stands as the file does; all were read and judged by this version.

    A file that is gone may have been read by an earlier one.
    """
    columns = "root, path, state, document_id, reason_code, reason_detail, reason"
    files = connection.execute(f"SELECT {columns} FROM files WHERE document_id IS NOT NULL ORDER BY path").fetchall()  # noqa: S608
    articles = connection.execute(f"SELECT {columns} FROM members ORDER BY path").fetchall()  # noqa: S608
    made_by = {(str(READER_VERSION), str(load_rule_set().version))}

    assert files == articles
    assert {(1,)} >= set(connection.execute("SELECT number FROM members"))
    assert [] == connection.execute("SELECT path FROM files WHERE members <> (document_id IS NOT NULL)").fetchall()
    assert made_by >= set(connection.execute("SELECT reader_version, rule_set FROM documents"))


def check_passages(connection: Connection) -> None:
    """A reuse has a row for each of its passages; an edition has none."""
    matches = connection.execute("SELECT document_id, other_id, passages FROM matches WHERE kind = 'reuse'").fetchall()
    told = {(one, other, *passage) for one, other, passages in matches for passage in json.loads(passages)}

    assert told == set(connection.execute("SELECT * FROM passages"))


def check_tallies(connection: Connection) -> None:
    """The tallies are what counting would give."""
    counted = connection.execute(
        "SELECT 'files', state, count(*) FROM files GROUP BY state UNION ALL "
        "SELECT 'stories', coalesce(substr(published, 1, 10), ''), count(*) FROM stories GROUP BY 2 ORDER BY 1, 2"
    ).fetchall()
    tallied = connection.execute("SELECT * FROM tallies WHERE number <> 0 ORDER BY subject, name").fetchall()

    assert counted == tallied
