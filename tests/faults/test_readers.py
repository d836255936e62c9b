"""People who hold the database: a reader for long, a user with the write lock."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from db.connection import wal_bytes
from tests.faults.running import Running, pause, until
from tests.faults.watching import ARMED, TOLD_WITHIN, assert_sound, assert_true, health, item, status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.process.seedwatch import Place

MEGABYTE = 1024 * 1024
REAL_LIMIT = 128  # megabytes, worker.service.housekeeping.WAL_LARGE
ITEMS_IN_A_FILE = 400
FILES_AT_A_TIME = 20
FILES = "SELECT count(*) FROM files"
HOLDER = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute(sys.argv[2])
connection.execute({FILES!r}).fetchall()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(place: Place, begin: str) -> Iterator[None]:
    """Another process has a transaction in the database until the block ends."""
    command = [sys.executable, "-c", HOLDER, f"{place.db}", begin]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        assert b"held\n" == holder.stdout.readline()
        yield
        holder.stdin.close()


def drop(place: Place, name: object) -> None:
    """Put in a file of some 20 KB of which no word stands in another."""
    text = "".join(item(f"{name} {number}") for number in range(ITEMS_IN_A_FILE))
    (place.home / "part").write_text(text)
    (place.home / "part").rename(place.seeds / f"{name}.txt")


def store_until(enough: Callable[[], bool], place: Place) -> int:
    """Put in files, some at a time, until it is enough; returns how many were stored."""
    files = 0
    while not enough():
        for name in range(files, files + FILES_AT_A_TIME):
            drop(place, name)
        files += FILES_AT_A_TIME
        assert_true(place)
        pause(0.5)
    return files


def limited(megabytes: int) -> dict[str, str]:
    """All limits of a WAL in the proportion that they have, for one that is reported from so many megabytes on."""
    return {
        "PYTHONPATH": str(ARMED),
        "FAULT_SET": f"worker.service.housekeeping.WAL_LARGE={megabytes * MEGABYTE}",
        "FAULT_PRAGMAS": f"wal_autocheckpoint = {8000 * megabytes // REAL_LIMIT},"
        f"journal_size_limit = {megabytes * MEGABYTE // 2}",
    }


@pytest.mark.repeated(short=2, full=REAL_LIMIT)
def test_a_reader_holds_a_transaction(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """For seconds, until the WAL has as many megabytes: files are stored; that is told; it shrinks with the release."""
    with Running(place, **limited(times)) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        with held(place, "BEGIN"):
            began = time.monotonic()
            files = store_until(
                lambda: wal_bytes(place.db) > times * MEGABYTE and time.monotonic() - began > times, place
            )
            largest = wal_bytes(place.db)
            assert until(lambda: "database.wal_large" in health(place), TOLD_WITHIN), worker.log()
            assert largest <= status(place)["wal_bytes"]
            seconds = time.monotonic() - began
        assert until(lambda: wal_bytes(place.db) <= times * MEGABYTE // 2), worker.log()
        assert until(lambda: health(place) == "healthy", TOLD_WITHIN), worker.log()
        smallest = wal_bytes(place.db)
        assert 0 == worker.stop()
    assert_sound(place)
    figure(
        f"held for {seconds:.0f} s while {files:,} files were stored: a WAL of {largest / MEGABYTE:.0f} MB told, "
        f"{smallest / MEGABYTE:.0f} MB when the reader had gone"
    )


@pytest.mark.repeated(short=7, full=120)
def test_a_user_holds_the_write_lock(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """For so many seconds: the worker says that it can't go on, waits, and then stores what has come in."""
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started") and health(place) == "healthy"), worker.log()
        with held(place, "BEGIN IMMEDIATE"):
            released = time.monotonic() + times
            (place.seeds / "a.txt").write_text(item("a"))
            assert until(lambda: health(place).startswith("unhealthy"), TOLD_WITHIN), worker.log()
            while time.monotonic() < released:
                pause(0.1)
                assert not worker.ended, worker.log()
            assert worker.has_said("worker.trouble")
        released = time.monotonic()
        assert_true(place)
        waited = time.monotonic() - released
        assert until(lambda: health(place) == "healthy", TOLD_WITHIN), worker.log()
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"held for {times} s: told, and all stored {waited:.1f} s after the release")


@pytest.mark.repeated(short=1, full=10)
def test_asked_to_stop_while_a_user_holds_the_write_lock(
    place: Place, times: int, figure: Callable[[str], None]
) -> None:
    """The worker ends as it should as soon as the lock is released; a later start takes what waits."""
    slowest = 0.0
    for number in range(times):
        with Running(place) as worker:
            assert until(lambda: worker.has_said("watch.started") and health(place) == "healthy"), worker.log()
            with held(place, "BEGIN IMMEDIATE"):
                (place.seeds / f"{number}.txt").write_text(item(number))
                assert until(lambda: health(place).startswith("unhealthy"), TOLD_WITHIN), worker.log()
                worker.process.terminate()
            released = time.monotonic()
            assert 0 == worker.process.wait(TOLD_WITHIN * 2), worker.log()
            slowest = max(slowest, time.monotonic() - released)
    place.scan("--settle", "0")
    assert_true(place)
    figure(f"{times} times: ended with 0 after {slowest:.1f} s at the latest, nothing lost")
