"""Whether random ids slow a database's growth: `python -m tests.bench.ids --documents 20000 100000`.

Databases whose documents are keyed in three ways grow from the same invented documents, a batch at a time and in
turns, so that what else the machine does touches all; times are the processor's, and the files are in memory, where
that can be had. Figures are means a document, over the last 2,000 before each size and over all up to it: FTS5 merges
its segments now and then, which may fall among the last ones or not. WAL pages are counted in the WAL itself after each
commit, and told by table as `dbstat`, of the interpreter's own SQLite, has them at that size, so that "others" are
pages which have become free; "bytes written" is all that SQLite hands to the system, checkpoints included.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import psutil

from db.connection import open_writer
from tests.bench.collections import workspace
from worker.matching.fingerprint import ANCHOR_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from sqlite3 import Connection

    Row = Mapping[str, object]
    """A row's values by its columns; NULL in those left out."""

_BATCH = 200  # documents in a transaction
_LAST = 2000  # documents that are measured before each size
_VOCABULARY, _WORDS, _PARAGRAPH = 30_000, 500, 80  # words there are, in a document, in a paragraph
_SYLLABLES = [one + vowel + last for one in "bdfgklmnrs" for vowel in "aeiou" for last in "nt"]
_FRAME = np.dtype([("page", ">u4"), ("size", ">u4"), ("salt", ">u8"), ("sums", ">u8"), ("data", "V4096")])
_TIMED = ("documents, stories", "full text", "anchors", "matches, files", "commit")
_TABLES = ("documents", "stories", "full text", "anchors", "matches", "files", "members", "others")
_KNOWN = "SELECT d.id FROM json_each(?) JOIN documents d ON d.text_sha256 = value"
_HELD = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM anchors WHERE hash = value)"
_INDEX = "INSERT INTO documents_fts (rowid, title, body) SELECT {key}, title, body FROM documents WHERE id = ?"
_NOW = "2026-01-05T06:07:08Z"


class Layout(NamedTuple):
    """How documents are keyed: by an id of so many random bits, or, if it is numbered, by a number beside the id."""

    name: str
    bits: int
    is_numbered: bool


LAYOUTS = (Layout("48 bits", 48, False), Layout("63 bits", 63, False), Layout("63 bits, numbered", 63, True))


class Invented(NamedTuple):
    """A document without its ids; `like` is the hash of the earlier one that it is matched with, '' for most."""

    row: Row
    anchors: list[int]
    like: str


class Inventor:
    """Makes documents up: words as frequent as Zipf has it, texts of uneven length."""

    def __init__(self, words_an_anchor: float) -> None:
        """The documents are the same in every run."""
        self._rng = np.random.default_rng(1)
        self._words_an_anchor = words_an_anchor
        self._words = np.array([_word(rank) for rank in range(_VOCABULARY)], object)
        weights = 1 / np.arange(1, _VOCABULARY + 1)
        self._frequency = weights / weights.sum()
        self._hashes: list[str] = []

    def batch(self) -> list[Invented]:
        """The next documents."""
        lengths = self._rng.lognormal(np.log(_WORDS) - 0.125, 0.5, _BATCH).astype(int) + 10
        words = self._rng.choice(self._words, lengths.sum(), p=self._frequency)
        return [self._document(list(each)) for each in np.split(words, lengths.cumsum()[:-1])]

    def _document(self, words: list[str]) -> Invented:
        row = _row(len(self._hashes), words)
        is_matched = bool(self._hashes) and self._rng.random() < 1 / 3
        like = self._hashes[self._rng.integers(len(self._hashes))] if is_matched else ""
        self._hashes.append(str(row["text_sha256"]))
        anchors = self._rng.integers(0, 1 << ANCHOR_BITS, round(len(words) / self._words_an_anchor))
        return Invented(row, np.unique(anchors).tolist(), like)


@dataclass(slots=True)
class Costs:
    """What some documents cost: seconds by what they were spent on, how often each page went to the WAL, and bytes."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(_TIMED, 0.0))
    pages: Counter[int] = field(default_factory=Counter)
    written: int = 0

    def add(self, other: Costs) -> None:
        """Add what other documents cost."""
        for name, seconds in other.seconds.items():
            self.seconds[name] += seconds
        self.pages.update(other.pages)
        self.written += other.written


class Growing:
    """A database of one layout, and what its last documents and all of them cost."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        """Make it, empty."""
        self.layout = layout
        self._path = folder / f"{layout.name}.db"
        self._connection = open_writer(self._path)
        if layout.is_numbered:
            _number_documents(self._connection)
        self._connection.execute("INSERT OR IGNORE INTO roots (label) VALUES ('seeds')")
        self.last, self.all = Costs(), Costs()

    def add(self, batch: Sequence[Invented]) -> None:
        """Store a batch in one transaction, in the order of `worker.pipeline.ingest`."""
        rows = [self._with_ids(each.row) for each in batch]
        ids = [self._id(str(row["text_sha256"])) for row in rows]
        matches = [_match(new, self._id(each.like)) for new, each in zip(ids, batch, strict=True) if each.like]
        written, (salt, before) = _written(), self._wal()
        self._connection.execute("BEGIN IMMEDIATE")
        self._add_documents(rows)
        self._add_anchors(ids, [each.anchors for each in batch])
        self._index_for_search(ids)
        self._add_files([_file(new, row) for new, row in zip(ids, rows, strict=True)], matches)
        with self._timed("commit"):
            self._connection.execute("COMMIT")
        self.last.written += _written() - written
        salt_now, pages = self._wal()
        self.last.pages.update(pages[len(before) :] if salt == salt_now else pages)

    def _add_documents(self, rows: Sequence[Row]) -> None:
        stories = [_story(row) for row in rows]
        with self._timed("documents, stories"):
            self._connection.execute(_KNOWN, (json.dumps([row["text_sha256"] for row in rows]),)).fetchall()
            _insert(self._connection, "stories", stories)
            _insert(self._connection, "documents", rows)

    def _add_anchors(self, ids: Sequence[int], anchors: Sequence[list[int]]) -> None:
        with self._timed("anchors"):
            for document, held in zip(ids, anchors, strict=True):
                self._connection.execute(_HELD, (json.dumps(held),)).fetchall()
                self._connection.executemany("INSERT INTO anchors VALUES (?, ?)", ((each, document) for each in held))

    def _index_for_search(self, ids: Sequence[int]) -> None:
        """Enter documents in the order of their keys: those that are numbered came in that order."""
        numbered = self.layout.is_numbered
        with self._timed("full text"):
            ordered = ids if numbered else sorted(ids)
            self._connection.executemany(
                _INDEX.format(key="number" if numbered else "id"), ((document,) for document in ordered)
            )

    def _add_files(self, files: Sequence[Row], matches: Sequence[Row]) -> None:
        members = [_member(file) for file in files]
        with self._timed("matches, files"):
            for table, rows in (("matches", matches), ("files", files), ("members", members)):
                if rows:
                    _insert(self._connection, table, rows)

    def tables(self) -> dict[int, str]:
        """The table to which each page belongs, itself or by an index."""
        self._connection.close()
        with closing(sqlite3.connect(self._path)) as connection:
            found = connection.execute("SELECT pageno, tbl_name FROM dbstat LEFT JOIN sqlite_schema USING (name)")
            table = {page: _group(name or "") for page, name in found}
        self._connection = open_writer(self._path)
        return table

    def _with_ids(self, row: Row) -> Row:
        document = self._id(str(row["text_sha256"]))
        return {**row, "id": document, "story_id": document}

    def _id(self, text_sha256: str) -> int:
        return int(text_sha256[:16], 16) >> (64 - self.layout.bits)

    def _wal(self) -> tuple[int, list[int]]:
        """The salt of the WAL, another one whenever it is begun anew, and the numbers of the pages in it."""
        wal = Path(f"{self._path}-wal")
        if not wal.exists() or not wal.stat().st_size:
            return 0, []
        salt = int(np.fromfile(wal, ">u8", 1, offset=16)[0])
        whole = (wal.stat().st_size - 32) // _FRAME.itemsize  # what `journal_size_limit` cuts may end in a part of one
        frames = np.memmap(wal, _FRAME, "r", offset=32, shape=(whole,))
        return salt, frames["page"][frames["salt"] == salt].tolist()

    @contextmanager
    def _timed(self, group: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self.last.seconds[group] += time.process_time() - started


def main() -> None:
    """Grow the databases, and print a table at each size."""
    arguments = _arguments()
    with workspace() as folder:
        inventor, growing = Inventor(arguments.words_an_anchor), [Growing(folder, each) for each in LAYOUTS]
        for stored in range(_LAST, max(arguments.documents) + 1, _LAST):
            _grow(growing, inventor)
            sys.stderr.write(f"{stored:,}\n")
            if stored in arguments.documents:
                sys.stdout.write(_table(growing, stored))
                sys.stdout.flush()


def _grow(growing: Sequence[Growing], inventor: Inventor) -> None:
    """Grow all by the documents that are measured together."""
    for each in growing:
        each.last = Costs()
    for number in range(_LAST // _BATCH):
        batch = inventor.batch()
        for turn in range(len(growing)):
            growing[(number + turn) % len(growing)].add(batch)
    for each in growing:
        each.all.add(each.last)


def _table(growing: Sequence[Growing], stored: int) -> str:
    tables = [each.tables() for each in growing]
    lines = [f"\n| {stored:,} documents | {' | '.join(each.layout.name for each in growing)} |\n"]
    lines.append(f"| --- |{' ---: |' * len(growing)}\n")
    lines += _costs("last", [each.last for each in growing], tables, _LAST)
    lines += _costs("all", [each.all for each in growing], tables, stored)
    lines += _by_table("bytes in the file", [Counter(each.values()) for each in tables], 4096 / stored)
    return "".join(lines)


def _costs(which: str, costs: Sequence[Costs], tables: Sequence[Mapping[int, str]], count: int) -> Iterator[str]:
    for name in _TIMED:
        yield _line(f"{which}: µs, {name}", [each.seconds[name] / count * 1e6 for each in costs])
    yield _line(f"{which}: µs in all", [sum(each.seconds.values()) / count * 1e6 for each in costs])
    in_wal = [_in_wal(each, table) for each, table in zip(costs, tables, strict=True)]
    yield from _by_table(f"{which}: WAL bytes", in_wal, _FRAME.itemsize / count)
    yield _line(f"{which}: bytes written", [each.written / count for each in costs])


def _in_wal(costs: Costs, table: Mapping[int, str]) -> Counter[str]:
    in_wal: Counter[str] = Counter()
    for page, times in costs.pages.items():
        in_wal[table.get(page, "others")] += times
    return in_wal


def _by_table(what: str, pages: Sequence[Counter[str]], factor: float) -> Iterator[str]:
    for name in _TABLES:
        yield _line(f"{what}, {name}", [each[name] * factor for each in pages])
    yield _line(f"{what} in all", [each.total() * factor for each in pages])


def _line(name: str, figures: Sequence[float]) -> str:
    """A line of figures a document, those after the first with their ratio to it."""
    ratios = ("", *(f" ({figure / (figures[0] or 1):.2f})" for figure in figures[1:]))
    return f"| {name} | {' | '.join(f'{each:,.0f}{ratio}' for each, ratio in zip(figures, ratios, strict=True))} |\n"


def _number_documents(connection: Connection) -> None:
    """Key `documents`, which is empty, by a number beside the id, and the full text index by that number."""
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('documents', 'documents_fts') AND sql <> '' ORDER BY rowid"
    ).fetchall()
    connection.execute("DROP TABLE documents_fts")
    connection.execute("DROP TABLE documents")
    for (sql,) in made:
        keyed = sql.replace(" id INTEGER PRIMARY KEY,", " number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,")
        for old, new in (('rowid="id"', 'rowid="number"'), ("old.id", "old.number"), ("new.id", "new.number")):
            keyed = keyed.replace(old, new)
        connection.execute(keyed)


def _insert(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    names = list(rows[0])
    values = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)  # noqa: S608 - ours


def _row(number: int, words: list[str]) -> Row:
    """A document's row without its ids."""
    title, furniture = " ".join(words[:8]), " ".join(words[-20:])
    paragraphs = [" ".join(words[start : start + _PARAGRAPH]) for start in range(0, len(words), _PARAGRAPH)]
    body = "\n\n".join(paragraphs)
    ends = np.cumsum([len(paragraph) + 2 for paragraph in paragraphs]) + len(title)
    return {
        "text_sha256": sha256(f"{number} {body}".encode()).hexdigest(),
        "title": title,
        "byline": " ".join(words[8:10]),
        "agency": words[0],
        "place": words[1],
        "published": f"2026-{number // 28_000 % 12 + 1:02}-{number // 1000 % 28 + 1:02}",
        "language": "en",
        "words": len(words),
        "prose_start": len(title) + 2,
        "prose_end": len(title) + 2 + len(body),
        "spans": json.dumps([[int(end) - len(each), int(end)] for end, each in zip(ends, paragraphs, strict=True)]),
        "first_seen": _NOW,
        "body": body,
        "text": f"{title}\n\n{body}\n\n{furniture}",
    }


def _story(row: Row) -> Row:
    published = ("published", "first_published", "last_published")
    documents = ("id", "lead_document_id", "first_document_id", "latest_document_id")
    dates, ids = dict.fromkeys(published, row["published"]), dict.fromkeys(documents, row["id"])
    return {"title": row["title"], "documents": 1, **dates, **ids}


def _match(one: int, other: int) -> Row:
    return {
        "document_id": min(one, other),
        "other_id": max(one, other),
        "kind": "reuse",
        "containment": 0.25,
        "resemblance": 0.125,
        "shared_words": 90,
        "reason": "90 words in 2 passages",
        "passages": "[[150, 900, 170, 930], [1200, 1500, 1100, 1400]]",
    }


def _file(document: int, row: Row) -> Row:
    """The file of a document, its path in its day's folder."""
    content = sha256(str(row["text_sha256"]).encode()).hexdigest()
    return {
        "root": "seeds",
        "path": f"{row['published']}/{content[:12]}.txt",
        "state": "stored",
        "document_id": document,
        "members": 1,
        "size": len(str(row["text"])),
        "mtime_ns": 1_767_593_228_000_000_000,
        "ctime_ns": 1_767_593_228_000_000_000,
        "sha256": content,
        "encoding": "utf-8",
        **dict.fromkeys(("first_seen", "last_seen", "checked_at"), _NOW),
    }


def _member(file: Row) -> Row:
    return {"number": 1, **{name: file[name] for name in ("root", "path", "state", "document_id")}}


def _word(rank: int) -> str:
    return (_word(rank // 100 - 1) if rank >= 100 else "") + _SYLLABLES[rank % 100]


def _group(table: str) -> str:
    if table.startswith("documents_fts"):
        return "full text"
    return table if table in _TABLES else "others"


def _written() -> int:
    return int(psutil.Process().io_counters().write_chars)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ids")
    parser.add_argument("--documents", type=int, nargs="+", default=[20_000], help=f"sizes, in steps of {_LAST:,}")
    parser.add_argument("--words-an-anchor", type=float, default=4, help="words of a document for each of its anchors")
    arguments = parser.parse_args()
    if any(size <= 0 or size % _LAST for size in arguments.documents):
        parser.error(f"--documents takes multiples of {_LAST}")
    return arguments


if __name__ == "__main__":
    main()
