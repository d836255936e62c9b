"""Any order, same result: what the database says follows from the files that came, not from how they came."""

from __future__ import annotations

from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import open_writer
from db.types import ONLY_ROOT
from tests.conftest import HandMovedTime
from tests.db.rows import NOW
from tests.dispatches import seeded
from tests.dispatches.collection import labelled_collection
from tests.truth import MAX_BYTES, NARROW, WIDE, Found, Truth, check, reaching
from worker.clock import Clock
from worker.inbox.snapshot import look
from worker.pipeline import ingest, matcher, pool
from worker.pipeline.ingest import Ingest
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.pool import Preparer
from worker.pipeline.rule_set import load_rule_set
from worker.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from tests.db.model import Reach

JUNK = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "marks": b"*** --- ***\n",
    "large": b"The ferry was late. " * 3000,
}
PATHS = ("b.txt", "a.txt", "c/d.md", "c/e.txt", "scan.pdf")


@pytest.fixture(scope="module")
def contents() -> list[bytes]:
    """Stories with editions, borrowed passages and notices; the same text in other bytes; junk. All sizes differ."""
    pages = labelled_collection(seeded(11), 2).pages.values()
    texts = [page.encode() for page in pages]
    texts += [texts[0] + b"\n" * 9, texts[1].replace(b"\n", b"\r\n"), *JUNK.values()]
    return list({len(text): text for text in texts}.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> Path:
    """A folder with each content, and some of them twice."""
    root = tmp_path_factory.mktemp("folder")
    for number, raw in enumerate([*contents, *contents[::3]]):
        (root / f"{number:02}.txt").write_bytes(raw)
    return root


@pytest.mark.parametrize(("reach", "remembered"), [(WIDE, matcher.REMEMBERED), (NARROW, 2)])
@settings(max_examples=8)
@given(draw=st.data())
def test_any_order_and_batching_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, folder: Path, reach: Reach, remembered: int, draw: st.DataObject
) -> None:
    """Copies, editions, reuse and junk, in any order and any batches: documents, stories, matches, states, reasons.

    It holds too where anchors reach so little that documents are pushed apart again, and where fingerprints have to
    be made again from the stored texts.
    """
    snapshots = look(folder).files
    truth = Truth(reach)
    truth.look({path: (folder / path).read_bytes() for path in snapshots})
    order = draw.draw(st.permutations(sorted(snapshots)))
    cuts = draw.draw(st.lists(st.integers(1, len(order) - 1), max_size=4))
    database = tmp_path_factory.mktemp("order") / "seeds.db"
    with reaching(reach, remembered), closing(open_writer(database)) as connection:
        taking = Ingest(connection, ONLY_ROOT, MAX_BYTES, load_rule_set(), lambda: NOW)
        for start, end in pairwise(sorted({0, *cuts, len(order)})):
            batch = [snapshots[path] for path in order[start:end]]
            assert taking.finish(taking.begin(batch, Preparer())).unsettled == []
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
    truth, there = Truth(reach), dict[str, Found]()
    with reaching(reach), closing(open_writer(place / "seeds.db")) as connection:
        work = Pipeline(connection, Settings(seeds=place / "seeds", settle=0, max_bytes=MAX_BYTES), clock)
        for step in [*steps, None]:
            if step is None:
                work.scan(lambda _: None, lambda: False)
                truth.look(there)
                check(connection, truth)
            elif step[1] is None:
                there.pop(step[0], None)
                (place / "seeds" / step[0]).unlink(missing_ok=True)
            else:
                raw = there[step[0]] = contents[step[1] % len(contents)]
                (place / "seeds" / step[0]).write_bytes(raw)


def take(connection: Connection, seeds: Path) -> ingest.Report:
    """Take all that is in the folder."""
    snapshots = list(look(seeds).files.values())
    taking = Ingest(connection, ONLY_ROOT, MAX_BYTES, load_rule_set(), lambda: NOW)
    return taking.finish(taking.begin(snapshots, Preparer()))


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
    snapshots = list(look(seeds).files.values())
    (seeds / "a.txt").write_bytes(contents[2])
    taking = Ingest(connection, ONLY_ROOT, MAX_BYTES, load_rule_set(), lambda: NOW)
    report = taking.finish(taking.begin(snapshots, Preparer()))

    assert [each.path for each in report.unsettled] == ["a.txt"]
    assert [each.path for each in report.settled] == ["b.txt"]


def test_a_read_error_is_handed_back(
    connection: Connection, seeds: Path, contents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails for a moment rejects no file."""
    (seeds / "a.txt").write_bytes(contents[0])
    with monkeypatch.context() as broken:
        broken.setattr("worker.inbox.read.os.open", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        report = take(connection, seeds)

    assert ([], ["a.txt"]) == (report.settled, [each.path for each in report.unsettled])


def test_known_bytes_are_not_prepared_again(
    connection: Connection, seeds: Path, contents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a file that was taken before costs no more than its hash."""
    (seeds / "a.txt").write_bytes(contents[0])
    take(connection, seeds)
    (seeds / "b.txt").write_bytes(contents[0])
    monkeypatch.setattr(pool, "prepare", lambda contents, _: pytest.fail("prepared again") if contents else [])

    outcomes = {each.path: each.state for each in take(connection, seeds).settled}
    assert outcomes == {"a.txt": "stored", "b.txt": "duplicate"}


def test_the_journal_tells_the_former_document(connection: Connection, seeds: Path, contents: list[bytes]) -> None:
    """A changed file points at its new document; its journal entry names the one before."""
    for raw in contents[:2]:
        (seeds / "a.txt").write_bytes(raw)
        take(connection, seeds)
    first, second = connection.execute("SELECT document_id, previous_document_id FROM journal ORDER BY id").fetchall()

    assert first[1] is None
    assert second[1] == first[0] != second[0]
