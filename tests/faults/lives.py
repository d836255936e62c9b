"""The life of a worker on ten files, what should come of it, and whether that is what is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from tests.faults.running import ManifestReader, Running, until
from tests.faults.shim import Call, Shim
from tests.faults.wire import drop_early, drop_late
from tests.process.seedwatch import Place
from tests.snapshot import QUERIES, Snapshot, rows, snapshot
from worker.cli.index import index
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

EACH = 1_000_000  # as a number of repetitions: more than there are cases
_TWICE = "SELECT path FROM journal WHERE outcome <> 'rejected' GROUP BY path HAVING count(*) > 1"


class Lived(NamedTuple):
    """How a worker ended, and what it said."""

    code: int
    log: str


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What comes of the ten files when nothing goes wrong, and how many system calls of each kind it takes."""

    truth: Snapshot
    of_run: dict[Call, int]
    of_scan: dict[Call, int]


def undisturbed(home: Path, shim: Shim) -> Undisturbed:
    """Measure a scan and a run in which nothing fails."""
    scanned, watched = Place(home / "scan"), Place(home / "run")
    drop_early(scanned)
    drop_late(scanned)
    shim.count(scanned.home)
    assert 0 == scanned.call("scan", "--settle", "0", **shim.environment).returncode
    of_scan = {call: shim.calls(call) for call in Call}
    expected = snapshot(scanned.db)
    shim.count(watched.home)
    assert 0 == take_ten_files(watched, expected, **shim.environment).code
    of_run = {call: shim.calls(call) for call in Call}
    assert all(of_run.values()), "calls of every kind go through the library, SQLite's too"
    return Undisturbed(expected, of_run, of_scan)


def take_ten_files(place: Place, expected: Snapshot, **environment: str) -> Lived:
    """Put in the ten files before and after a worker's start; when it has listed them all, it is stopped.

    It may end before, but not of itself once it has started.
    """
    drop_early(place)
    with Running(place, **environment) as worker, ManifestReader(place) as reader:
        assert until(lambda: worker.ended or worker.has_said("watch.started")), worker.log()
        drop_late(place)
        assert until(lambda: worker.ended or is_up_to_date(place, expected)), worker.log()
        if worker.ended:
            code = worker.process.wait()
            assert code == -SIGKILL or not worker.has_said("worker.started"), worker.log()
        else:
            code = worker.stop()
        assert [] == reader.torn
        return Lived(code, worker.log())


def catch_up(place: Place, expected: Snapshot) -> None:
    """Start a worker again, undisturbed, until all is as it should be."""
    with Running(place) as worker:
        assert until(lambda: worker.has_said("worker.started") and is_up_to_date(place, expected)), worker.log()
        assert 0 == worker.stop()


def is_up_to_date(place: Place, expected: Snapshot) -> bool:
    """Whether each file is stored as it should be, and listed; not every moment can tell."""
    try:
        is_stored = rows(place.db, QUERIES["files"]) == expected["files"]
        return is_stored and f"\n{len(expected['files'])} files in" in place.manifest()
    except (sqlite3.OperationalError, FileNotFoundError):
        return False


def truth(place: Place) -> Snapshot:
    """What a fresh scan of the same files finds."""
    with TemporaryDirectory(dir=place.home) as home:
        fresh = Place(Path(home) / "fresh")
        shutil.copytree(place.seeds, fresh.seeds, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*INDEX.md*"))
        fresh.scan("--settle", "0")
        return snapshot(fresh.db)


def assert_all_is_well(place: Place, expected: Snapshot) -> None:
    """Nothing is lost, nothing double, the database sound, the manifest true."""
    assert expected == snapshot(place.db)
    assert [("ok",)] == rows(place.db, "PRAGMA integrity_check")
    assert [] == rows(place.db, _TWICE)
    index(Settings(seeds=place.seeds, db=place.db), check=True)


def clear(place: Place) -> None:
    """Make the place empty again."""
    shutil.rmtree(place.home)
    place.seeds.mkdir(parents=True)


def spread(cases: Sequence[T], count: int) -> Sequence[T]:
    """So many of the cases, evenly from all over; all if there are no more."""
    if count >= len(cases):
        return cases
    return [cases[(2 * at + 1) * len(cases) // (2 * count)] for at in range(count)]
