"""A power cut: of what was written since the last fsync, any part may be missing or torn."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.faults.lives import Undisturbed, assert_all_is_well, catch_up, clear, is_up_to_date
from tests.faults.running import Running, pause, until
from tests.faults.wire import drop_early, drop_late

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.process.seedwatch import Place

DB = "seeds.db"
WAL = "seeds.db-wal"
SECTOR = 512  # bytes, which a disk writes as a whole
FRAME = 4096 + 24  # a page in the WAL, with its header
WORK = 0.3  # seconds in which the ten files are stored


def on_disk(place: Place) -> dict[str, bytes]:
    """The database and what SQLite keeps beside it; its shared memory doesn't outlive the system."""
    return {path.name: path.read_bytes() for path in place.home.glob("seeds.db*") if not path.name.endswith("-shm")}


def restore(place: Place, files: dict[str, bytes]) -> None:
    """Put back what is found after a power cut."""
    for path in place.home.glob("seeds.db*"):
        path.unlink()
    for name, content in files.items():
        (place.home / name).write_bytes(content)


def cut(wal: bytes, rng: Random) -> bytes:
    """The WAL up to anywhere; of its last page, sectors are missing."""
    kept = bytearray(wal[: rng.randint(0, len(wal))])
    for start in range(max(0, len(kept) - FRAME), len(kept), SECTOR):
        if rng.random() < 0.3:
            end = min(start + SECTOR, len(kept))
            kept[start:end] = bytes(end - start)
    return bytes(kept)


def mixed(before: bytes, after: bytes, rng: Random) -> bytes:
    """A file of which some sectors have been written and others have not."""
    length = rng.randrange(len(before), len(after) + 1, SECTOR)
    sectors = (rng.choice((before, after))[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, length, SECTOR))
    return b"".join(sectors)


@pytest.fixture
def full_wal(place: Place, usual: Undisturbed) -> dict[str, bytes]:
    """All of the ten files' rows, and the schema, in the WAL and not in the database file yet."""
    drop_early(place)
    drop_late(place)
    with Running(place) as worker:
        assert until(lambda: is_up_to_date(place, usual.truth)), worker.log()
        worker.kill()
    return on_disk(place)


@pytest.mark.repeated(short=3, full=500)
def test_the_wal_is_cut_anywhere(
    place: Place, full_wal: dict[str, bytes], usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """Whatever of the WAL has reached the disk: the database opens, and a scan takes in again what is missing."""
    lost = 0
    for number in range(times):
        restore(place, full_wal | {WAL: cut(full_wal[WAL], seeded(number))})
        lost += place.scan("--settle", "0")["outcomes"] != {}
        assert_all_is_well(place, usual.truth)
    figure(f"{times} cuts, {lost} of which undid something; all taken in again")


@pytest.mark.repeated(short=1, full=200)
def test_the_power_fails_amid_a_checkpoint(
    place: Place, full_wal: dict[str, bytes], usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """The WAL was synced before; whichever sectors of the database file were written, nothing is lost."""
    with closing(sqlite3.connect(place.db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after = place.db.read_bytes()
    for number in range(times):
        restore(place, full_wal | {DB: mixed(full_wal[DB], after, seeded(number))})
        assert {} == place.scan("--settle", "0")["outcomes"]
        assert_all_is_well(place, usual.truth)
    figure(f"{times} cuts: nothing lost")


@pytest.mark.repeated(short=1, full=200)
def test_the_power_fails_while_it_works(
    place: Place, usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """At a random moment of its work, with part of the WAL gone: the next start makes everything right."""
    for number in range(times):
        rng = seeded(number)
        drop_early(place)
        drop_late(place)
        with Running(place) as worker:
            assert until(lambda: worker.has_said("worker.started")), worker.log()
            pause(rng.uniform(0, WORK))
            worker.process.send_signal(signal.SIGSTOP)
            found = on_disk(place)
            worker.kill()
        restore(place, found | {WAL: cut(found.get(WAL, b""), rng)})
        catch_up(place, usual.truth)
        assert_all_is_well(place, usual.truth)
        clear(place)
    figure(f"{times} cuts: nothing lost, nothing double")
