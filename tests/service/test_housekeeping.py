"""What the service does now and then."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import journal
from db.connection import open_reader, transaction
from db.rows import StatKey
from db.worker_state import last_beat
from tests.db.rows import journal_row
from tests.snapshot import rows
from worker.inbox.root import Root
from worker.inbox.snapshot import FileSnapshot
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline
from worker.service import housekeeping
from worker.service.conditions import Condition, Conditions
from worker.service.heartbeat import Heartbeat, first_row
from worker.service.housekeeping import (
    BEAT_EVERY,
    FOLD_AFTER,
    FOLD_AT_LATEST,
    MANIFEST_EVERY,
    PRUNE_EVERY,
    WAL_LARGE,
    Housekeeping,
)
from worker.service.schedule import Schedule
from worker.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from db.rows import WorkerRow
    from tests.conftest import HandMovedTime
    from worker.clock import Clock


class House:
    """A house that is kept whenever a test says so."""

    def __init__(self, connection: Connection, settings: Settings, clock: Clock) -> None:
        """Nothing is done yet."""
        self.conditions = Conditions(clock.utc)
        row = first_row(connection, settings, clock.utc())
        heartbeat = Heartbeat(connection, row, clock.utc, self.conditions, lambda: None)
        self.keeping = Housekeeping(connection, settings, clock, heartbeat, Schedule(clock.monotonic))
        self.work = Pipeline(connection, settings, clock)
        self.manifest = settings.seeds / "INDEX.md"
        self._root = Root(settings.seeds)
        self._connection = connection

    def keep(self) -> WorkerRow:
        """Do what is due; returns the heartbeat."""
        self.keeping.keep(self.work, self._root, "events")
        shown = last_beat(self._connection)
        assert shown
        return shown


@pytest.fixture
def house(connection: Connection, seeds: Path, clock: Clock) -> House:
    """A house of an empty folder."""
    return House(connection, Settings(seeds=seeds, db=seeds.with_name("seeds.db")), clock)


def test_a_heartbeat_every_two_seconds(house: House, time: HandMovedTime) -> None:
    """At once, and sooner if something is wrong."""
    first = house.keep()
    assert "events" == first.watching
    time.pass_by(BEAT_EVERY / 2)
    assert first.beat_at == house.keep().beat_at

    house.conditions.tell(Condition.WATCH_LOST, "gone")
    house.keeping.something_is_wrong()
    told = house.keep()
    assert ("watch.lost: gone", True) == (told.trouble, told.beat_at > first.beat_at)

    time.pass_by(BEAT_EVERY)
    assert house.keep().beat_at > told.beat_at


def test_the_manifest_at_most_once_a_second(house: House, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only after something has changed."""
    written: list[float] = []
    monkeypatch.setattr(Publisher, "publish", lambda *_, **__: written.append(time.now))
    house.keep()
    assert written == []

    for _ in range(4):
        house.keeping.something_changed()
        house.keep()
        time.pass_by(MANIFEST_EVERY / 2)
    assert [1000.0, 1000.0 + MANIFEST_EVERY] == written


@pytest.mark.parametrize("is_seen", [True, False])
def test_files_go_before_the_manifest(
    house: House, seeds: Path, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch, is_seen: bool
) -> None:
    """While files wait, or come in so that the next is not seen yet, it takes a tenth of the time; then it is due."""
    lengths: list[float] = []

    def publish(*_: object, **__: object) -> int:
        time.pass_by(3.0)
        lengths.append(3.0)
        return 1

    monkeypatch.setattr(Publisher, "publish", publish)
    house.keeping.publish()
    if is_seen:
        house.work.backlog.recheck([FileSnapshot("a.txt", seeds / "a.txt", StatKey(1, 1, 1))])
    begun = time.now
    while time.now < begun + 300:
        house.keeping.something_changed()
        house.keep()
        time.pass_by(0.2)
    assert 5 < len(lengths)
    assert sum(lengths[1:]) <= (time.now - begun) / 10

    written = len(lengths)
    house.work.backlog.take()
    house.keeping.something_changed()
    time.pass_by(MANIFEST_EVERY)
    house.keep()
    assert written + 1 == len(lengths)


def in_the_file_alone(db: Path) -> int:
    """How many journal entries a copy of the database's one file holds."""
    copy = db.with_name("copy.db")
    shutil.copy(db, copy)
    return int(rows(copy, "SELECT count(*) FROM journal")[0][0])


def note_one(house: House, connection: Connection) -> None:
    """Change the database as a batch does."""
    with transaction(connection):
        journal.note(connection, [journal_row("a.txt", "2999-01-01T00:00:00.000Z")])
    house.keeping.something_changed()
    house.keep()


def test_the_wal_is_folded_when_it_is_quiet(
    house: House, connection: Connection, seeds: Path, time: HandMovedTime
) -> None:
    """Within ten seconds of the last change; amid a dribble of changes every minute."""
    db = seeds.with_name("seeds.db")
    note_one(house, connection)
    time.pass_by(FOLD_AFTER)
    house.keep()
    assert (True, 1) == (FOLD_AFTER < 10, in_the_file_alone(db))

    for _ in range(int(FOLD_AT_LATEST) + 2):
        time.pass_by(1.0)
        note_one(house, connection)
    assert in_the_file_alone(db) > FOLD_AT_LATEST - 5


def test_a_reader_that_holds_the_wal_back_is_waited_for(
    house: House, connection: Connection, seeds: Path, time: HandMovedTime
) -> None:
    """Nobody is blocked by it, and when it has gone the rest is folded."""
    db = seeds.with_name("seeds.db")
    house.keep()
    with closing(open_reader(db)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchall()
        note_one(house, connection)
        time.pass_by(FOLD_AFTER)
        house.keep()
        assert 0 == in_the_file_alone(db)
        reader.execute("COMMIT")
        time.pass_by(FOLD_AFTER)
        house.keep()
        assert 1 == in_the_file_alone(db)


def test_a_manifest_that_cannot_be_written(house: House, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is told, and it is tried again until it can."""

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Publisher, "publish", fail)
        house.keeping.publish()
        assert Condition.MANIFEST_UNWRITTEN in house.conditions
    house.keep()
    assert Condition.MANIFEST_UNWRITTEN in house.conditions

    time.pass_by(MANIFEST_EVERY)
    house.keep()
    assert "" == str(house.conditions)


def test_no_manifest_where_the_folder_is_away(house: House) -> None:
    """It would be written into whatever is there instead."""
    house.conditions.tell(Condition.SEEDS_UNREADABLE, "gone")
    house.keeping.publish()

    assert not house.manifest.exists()


def test_a_large_wal_is_told(house: House, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it is large."""
    monkeypatch.setattr(housekeeping, "wal_bytes", lambda _: WAL_LARGE + 1)
    assert (house.keep().trouble or "").startswith("database.wal_large: ")

    monkeypatch.setattr(housekeeping, "wal_bytes", lambda _: WAL_LARGE)
    time.pass_by(BEAT_EVERY)
    assert house.keep().trouble is None


def test_files_that_cannot_be_read_are_told(house: House, seeds: Path, time: HandMovedTime) -> None:
    """How many they are, as long as they wait."""
    tried = FileSnapshot("a.txt", seeds / "a.txt", StatKey(1, 1, 1), tries=1)
    house.work.backlog.recheck([tried, replace(tried, path="b.txt", tries=0)])
    assert "files.unread: 1 can't be read yet" == house.keep().trouble

    time.pass_by(BEAT_EVERY)
    house.work.backlog.take()
    assert house.keep().trouble is None


def test_the_journal_is_pruned_daily(house: House, connection: Connection, clock: Clock, time: HandMovedTime) -> None:
    """What is older than its days goes."""
    house.keep()
    with transaction(connection):
        journal.note(connection, [journal_row("a.txt", clock.utc())])
    time.pass_by(Settings().journal_days * PRUNE_EVERY + 1)
    house.keep()

    assert [] == connection.execute("SELECT path FROM journal").fetchall()
