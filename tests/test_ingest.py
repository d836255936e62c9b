"""Any order, same result: what the database says follows from the files that came, not from how they came."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.anchors import AnchorIndex
from db.connection import open_writer
from tests.conftest import HandMovedTime
from tests.db import model
from tests.db.model import Reach, Text
from tests.dispatches import seeded
from tests.dispatches.collection import labelled_collection
from worker import crew, ingest, kin
from worker.backlog import Clock
from worker.crew import Crew
from worker.folder import look
from worker.ingest import Ingest
from worker.intake import refusal
from worker.judge.verdict import judge
from worker.prepare import Content, Failure, Prepared, prepare
from worker.settings import Settings
from worker.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from db.rows import MatchKind

MAX_BYTES = 50_000
WIDE, NARROW = Reach(16, 4), Reach(1, 1)
JUNK = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "marks": b"*** --- ***\n",
    "large": b"The ferry was late. " * 3000,
}
PATHS = ("b.txt", "a.txt", "c/d.md", "c/e.txt", "scan.pdf")
Rows = list[tuple[object, ...]]


@cache
def prepared(raw: bytes, suffix: str) -> Prepared | Failure:
    """What is made of one content, made once in all examples."""
    return prepare([Content(raw, suffix)])[0]


@pytest.fixture(scope="module")
def contents() -> list[bytes]:
    """Stories with editions, borrowed passages and notices; the same text in other bytes; junk. All sizes differ."""
    pages = labelled_collection(seeded(11), 2).pages.values()
    texts = [page.encode() for page in pages]
    texts += [texts[0] + b"\n" * 9, texts[1].replace(b"\n", b"\r\n"), *JUNK.values()]
    return list({len(text): text for text in texts}.values())


@contextmanager
def reaching(reach: Reach, remembered: int = kin.REMEMBERED) -> Iterator[None]:
    """Make the reach of an anchor and the memory for fingerprints small; prepare each text once for all examples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kin, "AnchorIndex", partial(AnchorIndex, reach=reach.together, near=reach.alone))
        patch.setattr(kin, "REMEMBERED", remembered)
        patch.setattr(crew, "prepare", lambda contents: [prepared(each.raw, each.suffix) for each in contents])
        yield


@dataclass
class Truth:
    """What a database must say of these files: those in the folder, those that are gone, and all texts that came."""

    reach: Reach
    present: dict[str, bytes] = field(default_factory=dict)
    gone: dict[str, bytes] = field(default_factory=dict)
    came: dict[int, Prepared] = field(default_factory=dict)

    def look(self, folder: dict[str, bytes]) -> None:
        """The folder was looked at, and all in it was taken."""
        self.gone = {path: raw for path, raw in (self.gone | self.present).items() if path not in folder}
        self.present = dict(folder)
        for path, raw in folder.items():
            document, _ = read(path, raw)
            if document is not None:
                self.came[document] = cast("Prepared", prepared(raw, ".txt"))

    def files(self) -> Rows:
        """Path, state, document and reason, by path."""
        leads = {document: lead for lead, part in self._parts() for document in part}
        found = {path: read(path, raw) for path, raw in self.present.items()}
        held = {path: (one, sha256(self.present[path]).hexdigest()) for path, (one, _) in found.items() if one}
        states = model.outcomes(held, leads)
        rows: Rows = [(path, *states.get(path, ("rejected", why)), one) for path, (one, why) in found.items()]
        rows += [(path, "missing", "no longer in the folder", read(path, raw)[0]) for path, raw in self.gone.items()]
        return sorted(rows, key=str)

    def matches(self) -> Rows:
        """Pair and kind, by pair."""
        return sorted((*pair, kind) for pair, kind in self._verdicts().items())

    def stories(self) -> Rows:
        """Rows of stories, by id."""
        return list(model.stories(self._texts(), self._verdicts()))

    def _texts(self) -> dict[int, Text]:
        return {
            document: Text(
                len(each.fingerprint.words), each.columns.published, frozenset(each.fingerprint.anchors.tolist())
            )
            for document, each in self.came.items()
        }

    def _verdicts(self) -> dict[model.Pair, MatchKind]:
        return model.verdicts(self._texts(), self.reach, self._judge)

    def _judge(self, one: int, other: int) -> MatchKind | None:
        match = judge(self.came[one].fingerprint, self.came[other].fingerprint)
        return match.kind if match else None

    def _parts(self) -> list[tuple[int, frozenset[int]]]:
        editions = [pair for pair, kind in self._verdicts().items() if kind == "edition"]
        texts = self._texts()
        return [(model.story(texts, part)[1], part) for part in model.closures(texts, editions)]


def read(path: str, raw: bytes) -> tuple[int | None, str]:
    """The id of the document in a file, or why there is none."""
    if why_not := refusal(path):
        return None, why_not
    if len(raw) > MAX_BYTES:
        return None, f"larger than {MAX_BYTES:,} bytes"
    found = prepared(raw, ".txt")
    return (int(found.text_sha256[:12], 16), "") if isinstance(found, Prepared) else (None, found.reason)


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> Path:
    """A folder with each content, and some of them twice."""
    root = tmp_path_factory.mktemp("folder")
    for number, raw in enumerate([*contents, *contents[::3]]):
        (root / f"{number:02}.txt").write_bytes(raw)
    return root


@pytest.mark.parametrize(("reach", "remembered"), [(WIDE, kin.REMEMBERED), (NARROW, 2)])
@settings(max_examples=8)
@given(draw=st.data())
def test_any_order_and_batching_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, folder: Path, reach: Reach, remembered: int, draw: st.DataObject
) -> None:
    """Copies, editions, reuse and junk, in any order and any batches: documents, stories, matches, states, reasons.

    It holds too where anchors reach so little that documents are pushed apart again, and where fingerprints have to
    be made again from the stored texts.
    """
    sightings = look(folder).sightings
    truth = Truth(reach)
    truth.look({path: (folder / path).read_bytes() for path in sightings})
    order = draw.draw(st.permutations(sorted(sightings)))
    cuts = draw.draw(st.lists(st.integers(1, len(order) - 1), max_size=4))
    database = tmp_path_factory.mktemp("order") / "seeds.db"
    with reaching(reach, remembered), closing(open_writer(database)) as connection:
        taking = Ingest(connection, MAX_BYTES, lambda: "2024-05-01T12:00:00.000Z")
        for start, end in pairwise(sorted({0, *cuts, len(order)})):
            assert taking.finish(taking.begin([sightings[path] for path in order[start:end]], Crew())).unsettled == []
        check(connection, truth)


@settings(max_examples=50)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.sampled_from(PATHS), st.integers(0, 100)),
            st.tuples(st.sampled_from(PATHS), st.none()),
            st.none(),
        ),
        max_size=15,
    ),
    reach=st.sampled_from([NARROW, WIDE]),
)
def test_the_database_follows_the_folder(
    tmp_path_factory: pytest.TempPathFactory,
    contents: list[bytes],
    steps: list[tuple[str, int | None] | None],
    reach: Reach,
) -> None:
    """Files that come, change, go and come back, looked at now and then: every state and reason is true each time."""
    place = tmp_path_factory.mktemp("history")
    (place / "seeds" / "c").mkdir(parents=True)
    time = HandMovedTime()
    clock = Clock(lambda: time.now, lambda: time.now, time.pass_by)
    truth, there = Truth(reach), dict[str, bytes]()
    with reaching(reach), closing(open_writer(place / "seeds.db")) as connection:
        work = Work(connection, Settings(seeds=place / "seeds", settle=0, max_bytes=MAX_BYTES), clock)
        for step in [*steps, None]:
            if step is None:
                work.scan(lambda _: None, lambda: False)
                truth.look(there)
                check(connection, truth)
            elif step[1] is None:
                there.pop(step[0], None)
                (place / "seeds" / step[0]).unlink(missing_ok=True)
            else:
                there[step[0]] = contents[step[1] % len(contents)]
                (place / "seeds" / step[0]).write_bytes(there[step[0]])


def take(connection: Connection, seeds: Path) -> ingest.Report:
    """Take all that is in the folder."""
    sightings = list(look(seeds).sightings.values())
    taking = Ingest(connection, MAX_BYTES, lambda: "2024-05-01T12:00:00.000Z")
    return taking.finish(taking.begin(sightings, Crew()))


def test_a_failed_batch_leaves_nothing(
    connection: Connection, seeds: Path, contents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If storing fails in the middle, all of the batch is taken back, and can be taken later."""
    for number, raw in enumerate(contents[:4]):
        (seeds / f"{number}.txt").write_bytes(raw)
    with monkeypatch.context() as broken:
        broken.setattr(ingest, "index_for_search", lambda *_: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            take(connection, seeds)

    assert connection.execute("SELECT count(*) FROM files").fetchone() == (0,)
    assert len(take(connection, seeds).settled) == 4


def test_a_file_that_changed_is_handed_back(connection: Connection, seeds: Path, contents: list[bytes]) -> None:
    """A file that is no longer what was sighted gets no row; the rest of the batch is taken."""
    (seeds / "a.txt").write_bytes(contents[0])
    (seeds / "b.txt").write_bytes(contents[1])
    sightings = list(look(seeds).sightings.values())
    (seeds / "a.txt").write_bytes(contents[2])
    taking = Ingest(connection, MAX_BYTES, lambda: "")
    report = taking.finish(taking.begin(sightings, Crew()))

    assert [each.path for each in report.unsettled] == ["a.txt"]
    assert [each.path for each in report.settled] == ["b.txt"]


def test_a_read_error_is_handed_back(
    connection: Connection, seeds: Path, contents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails for a moment rejects no file."""
    (seeds / "a.txt").write_bytes(contents[0])
    with monkeypatch.context() as broken:
        broken.setattr("worker.read.os.open", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        report = take(connection, seeds)

    assert ([], ["a.txt"]) == (report.settled, [each.path for each in report.unsettled])


def test_known_bytes_are_not_prepared_again(
    connection: Connection, seeds: Path, contents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a file that was taken before costs no more than its hash."""
    (seeds / "a.txt").write_bytes(contents[0])
    take(connection, seeds)
    (seeds / "b.txt").write_bytes(contents[0])
    monkeypatch.setattr(crew, "prepare", lambda contents: pytest.fail("prepared again") if contents else [])

    outcomes = {each.path: each.outcome for each in take(connection, seeds).settled}
    assert outcomes == {"a.txt": "stored", "b.txt": "duplicate"}


def test_the_journal_tells_the_former_document(connection: Connection, seeds: Path, contents: list[bytes]) -> None:
    """A changed file points at its new document; its journal entry names the one before."""
    for raw in contents[:2]:
        (seeds / "a.txt").write_bytes(raw)
        take(connection, seeds)
    first, second = connection.execute("SELECT document_id, previous_document_id FROM journal ORDER BY id").fetchall()

    assert first[1] is None
    assert second[1] == first[0] != second[0]
