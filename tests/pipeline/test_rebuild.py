"""A rebuild: whatever rules a database was begun by, it ends as a fresh scan by the present ones."""

from __future__ import annotations

import re
import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db import ids
from db.connection import open_reader, open_writer, transaction
from db.errors import NewerDatabase
from db.rebuild import bytes_in_use
from db.versions import Subject, Version, store_version
from tests.dispatches.collection import labelled_collection
from tests.snapshot import Snapshot, rows, snapshot
from worker.lexicon.load import load_lexicon
from worker.matching.words import WordReader
from worker.pipeline import ingest, pipeline, pool, prepare, versions
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.rebuild import LARGE_SLICE, Step
from worker.pipeline.rule_set import NUMBER, RuleSet, load_rule_set
from worker.reasons import Rejection
from worker.settings import Settings
from worker.text.decode import Undecodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from worker.clock import Clock
    from worker.pipeline.prepare import Text

PRESENT = load_rule_set()
STRICT = replace(PRESENT, thresholds=replace(PRESENT.thresholds, half=0.9, reused_passage=12, quarter=0.8))
VIEWS = ("recent", "editions", "duplicates", "rejected", "reuse", "by_agency", "by_day")


@pytest.fixture(scope="module")
def own_words(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The rules with a lexicon by which many a paragraph is a notice."""
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "own.toml").write_text('[boilerplate]\nopens = ["the"]\n')
    lexicon = load_lexicon(folder)
    return RuleSet(lexicon, WordReader(lexicon))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Invented pages of some stories, with copies."""
    found = dict(labelled_collection(Random(7), 4).pages)  # noqa: S311 - not for secrets
    return found | {f"copy-{name}": text for name, text in list(found.items())[::9]}


@dataclass(slots=True)
class Desk:
    """A folder and its database."""

    home: Path
    clock: Clock

    @property
    def db(self) -> Path:
        """The database."""
        return self.home / "seeds.db"

    @property
    def seeds(self) -> Path:
        """The folder."""
        return self.home / "seeds"

    def write(self, pages: dict[str, str]) -> None:
        """Put files in the folder."""
        self.seeds.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (self.seeds / name).write_text(text)

    @contextmanager
    def at_work(self, rules: RuleSet) -> Iterator[Pipeline]:
        """A worker by those rules."""
        settings = Settings(seeds=self.seeds, db=self.db, settle=0)
        with pytest.MonkeyPatch.context() as patch, closing(open_writer(self.db)) as connection:
            for module in (pipeline, pool):
                patch.setattr(module, "load_rule_set", lambda _: rules)
            yield Pipeline(connection, settings, self.clock)

    def scan(self, rules: RuleSet) -> Snapshot:
        """Take what is there, and rebuild what is due."""
        with self.at_work(rules) as work:
            for _ in range(2):  # what was rejected by the former rules is taken after it
                take_all(work)
                finish(work)
        return snapshot(self.db)


def take_all(work: Pipeline) -> None:
    """Take what is in the folder, without a rebuild."""
    work.scan(lambda _: None, lambda: False)


def finish(work: Pipeline) -> None:
    """Do all of a rebuild that is due."""
    while work.step_rebuild(LARGE_SLICE):
        pass


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Callable[[str], Desk]:
    """Makes folders with databases."""
    return lambda name: Desk(tmp_path / name, clock)


def halves(pages: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Every other page."""
    return dict(list(pages.items())[::2]), dict(list(pages.items())[1::2])


@pytest.mark.parametrize("other", ["thresholds", "lexicon"])
def test_half_by_other_rules_equals_a_fresh_scan(
    desk: Callable[[str], Desk], pages: dict[str, str], own_words: RuleSet, other: str
) -> None:
    """Half of the files taken by one rule set and the rest by another: the same as all by the latter."""
    fresh, mixed = desk("fresh"), desk("mixed")
    fresh.write(pages)
    expected = fresh.scan(PRESENT)
    first, second = halves(pages)
    mixed.write(first)
    by_others = mixed.scan(STRICT if other == "thresholds" else own_words)
    mixed.write(second)
    with mixed.at_work(PRESENT) as work:
        take_all(work)

    assert without_versions(expected) != without_versions(snapshot(mixed.db))
    assert expected == mixed.scan(PRESENT)
    assert without_versions(by_others) != without_versions(expected)


def without_versions(found: Snapshot) -> Snapshot:
    """What a database says but for the rules that its documents are by: '1-' and twelve digits of a digest."""
    is_version = re.compile(rf"{NUMBER}-[0-9a-f]{{12}}").fullmatch
    documents = [tuple(value for value in row if not is_version(str(value))) for row in found["documents"]]
    return found | {"documents": documents}


def test_a_rebuild_leaves_the_same_schema(desk: Callable[[str], Desk], pages: dict[str, str]) -> None:
    """Tables, indexes, triggers and views are those of a new database, however often it was rebuilt."""
    one = desk("one")
    one.write(pages)
    one.scan(PRESENT)
    before = schema(one.db)
    for rules in (STRICT, PRESENT, STRICT):
        one.scan(rules)

        assert before == schema(one.db)


def schema(db: Path) -> list[tuple[str, ...]]:
    """All that is defined, as SQLite writes it, but for quotes."""
    found = rows(db, "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return sorted((kind, sql.replace('"', "").replace("'", "")) for kind, sql in found)


@pytest.mark.parametrize("seed", range(6))
def test_arrivals_amid_a_rebuild(desk: Callable[[str], Desk], pages: dict[str, str], seed: int) -> None:
    """Files come, change and go between its steps, and the worker is killed: the end is that of a fresh scan."""
    rng = Random(seed)  # noqa: S311 - not for secrets
    disturbed, quiet = desk("disturbed"), desk("quiet")
    first, second = halves(pages)
    for each, rules in ((disturbed, STRICT), (quiet, PRESENT)):
        each.write(first)
        each.scan(rules)
    while second:
        with disturbed.at_work(PRESENT) as work:
            for _ in range(rng.randrange(1, 12)):
                change = one_change(rng, first, second)
                for each in (disturbed, quiet):
                    each.write(change)
                    for name in [name for name, text in change.items() if not text]:
                        (each.seeds / name).unlink()
                take_all(work)
                for _ in range(rng.randrange(3)):
                    work.step_rebuild(20)
        quiet.scan(PRESENT)

    assert quiet.scan(PRESENT) == disturbed.scan(PRESENT)


def test_arrivals_after_a_rebuild(desk: Callable[[str], Desk], pages: dict[str, str], own_words: RuleSet) -> None:
    """The same worker goes on with what was derived anew, and with nothing that it remembers of before."""
    fresh, mixed = desk("fresh"), desk("mixed")
    fresh.write(pages)
    expected = fresh.scan(PRESENT)
    parts = [dict(list(pages.items())[start::3]) for start in range(3)]
    mixed.write(parts[0])
    mixed.scan(own_words)
    with mixed.at_work(PRESENT) as work:
        mixed.write(parts[1])
        take_all(work)
        finish(work)
        mixed.write(parts[2])
        take_all(work)

    assert expected == snapshot(mixed.db)


def one_change(rng: Random, first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    """A file that comes, or takes another text, or goes (''); what has come is taken out of `second`."""
    if second and rng.random() < 0.6:
        return dict([second.popitem()])
    name = rng.choice(sorted(first))
    return {name: rng.choice(["", *first.values()])}


def test_interrupted_at_any_statement(desk: Callable[[str], Desk], pages: dict[str, str]) -> None:
    """A step that fails midway has done nothing; the next one does it."""
    fresh, torn = desk("fresh"), desk("torn")
    for each, rules in ((fresh, PRESENT), (torn, STRICT)):
        each.write(pages)
        each.scan(rules)
    stop_at = 1
    with torn.at_work(PRESENT) as work:
        connection: Connection = work.rebuild._connection
        left: Step | None = Step.BEGUN
        while left:
            begun: list[str] = []
            connection.set_trace_callback(begun.append)
            connection.set_progress_handler(partial(has_begun, begun, stop_at), 1)
            try:
                left = work.step_rebuild(40)
                stop_at = 1
            except sqlite3.OperationalError:
                stop_at = int(stop_at * 1.7) + 1
            finally:
                connection.set_progress_handler(None, 0)
                connection.set_trace_callback(None)
                connection.rollback()

    assert snapshot(fresh.db) == snapshot(torn.db)


def has_begun(begun: list[str], statements: int) -> bool:
    """Whether so many statements were begun."""
    return len(begun) >= statements


def test_readers_see_the_one_or_the_other(desk: Callable[[str], Desk], pages: dict[str, str]) -> None:
    """Amid a rebuild all views answer, as before it; one that reads on through the exchange is not disturbed."""
    one = desk("one")
    one.write(pages)
    before = one.scan(STRICT)
    with one.at_work(PRESENT) as work, closing(open_reader(one.db)) as reader:
        reader.execute("BEGIN")
        stories = reader.execute("SELECT * FROM stories ORDER BY id").fetchall()
        seen = {len(before["stories"])}
        while work.step_rebuild():
            with closing(open_reader(one.db)) as another:
                for view in VIEWS:
                    another.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - our own names
                seen.add(another.execute("SELECT count(*) FROM stories").fetchone()[0])
                assert another.execute("SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'the'").fetchall()

        assert stories == reader.execute("SELECT * FROM stories ORDER BY id").fetchall()
    assert {len(before["stories"]), len(snapshot(one.db)["stories"])} == seen


def test_ids_that_clash_depend_on_the_set(
    desk: Callable[[str], Desk], pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ids of 8 bits many texts want one id: whatever the order of arrival, each has the same one in the end."""
    monkeypatch.setattr(ids, "ID_BITS", 8)
    made = []
    for seed in range(4):
        one = desk(f"order {seed}")
        order = list(pages.items())
        Random(seed).shuffle(order)  # noqa: S311 - not for secrets
        for start in range(0, len(order), 17):
            one.write(dict(order[start : start + 17]))
            with one.at_work(PRESENT) as work:
                take_all(work)
                work.step_rebuild()
        made.append(one.scan(PRESENT))

    assert any(document[0] != ids.home(document[1]) for document in made[0]["documents"])
    assert [made[0]] * 3 == made[1:]


def test_a_text_that_is_read_otherwise_now_is_dropped(
    desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new reader reads every file again: the text it reads takes the other's place, and former ids lead to it."""
    one, fresh = desk("one"), desk("fresh")
    for each in (one, fresh):
        each.write({"a.txt": "The bridge at Norhaven was closed on Monday.", "b.txt": "The board met for an hour."})
    before = one.scan(PRESENT)
    announce(one.db)
    for module in (ingest, versions):
        monkeypatch.setattr(module, "READER_VERSION", Version(versions.READER_VERSION.number + 1))
    monkeypatch.setattr("worker.pipeline.prepare.normalise", lambda text: text.strip().replace("Monday", "Tuesday"))
    after = one.scan(PRESENT)

    assert fresh.scan(PRESENT) == after
    former = {row[0] for row in before["documents"]} - {row[0] for row in after["documents"]}
    (new,) = {row[0] for row in after["documents"]} - {row[0] for row in before["documents"]}
    assert [(former.pop(), new)] == rows(one.db, "SELECT id, document_id FROM former_ids")
    assert [(row[0],) for row in after["documents"]] == rows(one.db, "SELECT document_id FROM announcements")


def announce(db: Path) -> None:
    """Say that subscribers were told of every document."""
    with closing(open_writer(db)) as connection:
        connection.execute("INSERT INTO announcements SELECT id, story_id, first_seen FROM documents")


def test_misread_texts_that_are_found_amid_a_rebuild(
    desk: Callable[[str], Desk], pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that was derived anew before it was found to be misread goes with a rebuild that follows."""
    one, fresh = desk("one"), desk("fresh")
    for each in (one, fresh):
        each.write(pages)
    one.scan(STRICT)
    with one.at_work(PRESENT) as work:
        assert (Step.BEGUN, Step.SLICE) == (work.step_rebuild(), work.step_rebuild(10_000))
    for module in (ingest, versions):
        monkeypatch.setattr(module, "READER_VERSION", Version(versions.READER_VERSION.number + 1))
    monkeypatch.setattr("worker.pipeline.prepare.normalise", lambda text: text.strip().replace("Monday", "Tuesday"))

    assert fresh.scan(PRESENT) == one.scan(PRESENT)
    assert [] == rows(one.db, "SELECT * FROM misread")


def test_a_page_without_words_by_the_new_rules_is_rejected(
    desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, pages: dict[str, str]
) -> None:
    """Its file is rejected, as in a fresh scan, and taken again when other rules find words in it."""
    one, fresh = desk("one"), desk("fresh")
    for each in (one, fresh):
        each.write(pages)
    expected = one.scan(PRESENT)
    made = prepare._prepared
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "_prepared", lambda text, *rest: made(with_words(text), *rest))
        announce(one.db)
        poorer = one.scan(STRICT)
        assert [] == rows(one.db, "PRAGMA foreign_key_check")
        assert fresh.scan(STRICT) == poorer
    rejected = [row for row in poorer["files"] if "no_words" in row]

    assert len(rejected) > 1
    assert len(poorer["documents"]) < len(expected["documents"])
    assert expected == one.scan(PRESENT)


@pytest.mark.parametrize("error", [ValueError("a fault of ours"), Undecodable(Rejection.NO_WORDS)])
def test_no_text_is_lost(desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A text whose file is gone stays as it was where the new rules, or we, get nothing out of it."""
    one = desk("one")
    one.write({"a.txt": "The bridge at Norhaven was closed on Monday.", "b.txt": "The board met for an hour."})
    before = one.scan(PRESENT)
    (one.seeds / "a.txt").unlink()

    def fail(*_: object) -> None:
        raise error

    with one.at_work(STRICT) as work:
        take_all(work)
        monkeypatch.setattr(prepare, "_prepared", fail)
        finish(work)
    left = rows(one.db, "SELECT text FROM documents ORDER BY id")

    assert ("The bridge at Norhaven was closed on Monday.",) in left
    assert isinstance(error, Undecodable) or len(before["documents"]) == len(left)
    assert rows(one.db, "SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'bridge'")
    assert [] == rows(one.db, "PRAGMA foreign_key_check")


def with_words(text: Text) -> Text:
    """Say of one text in eight that it has no words."""
    if text.sha256[0] in "01":
        raise Undecodable(Rejection.NO_WORDS)
    return text


@pytest.mark.parametrize("subject", list(Subject))
def test_an_older_program_refuses_a_newer_number(desk: Callable[[str], Desk], subject: Subject) -> None:
    """What a newer reader or newer rules have made is not touched."""
    one = desk("one")
    one.write({"a.txt": "The bridge was closed."})
    before = one.scan(PRESENT)
    with closing(open_writer(one.db)) as connection, transaction(connection):
        store_version(connection, subject, Version(99, "future"))
    with pytest.raises(NewerDatabase, match="newer seedwatch"):
        one.scan(PRESENT)

    assert before == snapshot(one.db)


def test_progress_is_told(desk: Callable[[str], Desk], pages: dict[str, str]) -> None:
    """While a rebuild is under way it is known how many texts have been derived, and of how many."""
    one = desk("one")
    one.write(pages)
    one.scan(STRICT)
    told = []
    with one.at_work(PRESENT) as work:
        assert work.rebuild.is_due()
        while work.step_rebuild():
            told.append(work.rebuild.progress())
        assert not work.rebuild.is_due()
    number = len(snapshot(one.db)["documents"])
    under_way = [each for each in told if each]

    assert (0, number) == under_way[0]
    assert (number, number) == under_way[-1]
    assert sorted(under_way) == under_way


def test_room_is_asked_for(desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    """There is room where the disk has half as much again as is in use."""
    one = desk("one")
    one.write({"a.txt": "The bridge was closed."})
    one.scan(PRESENT)
    with one.at_work(PRESENT) as work:
        in_use = bytes_in_use(work.rebuild._connection)
        for free, expected in ((int(1.5 * in_use) + 1, True), (in_use, False)):
            monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: Free(free))

            assert expected == work.rebuild.has_room(one.db)


@dataclass(frozen=True)
class Free:
    """What `shutil.disk_usage` says."""

    free: int
