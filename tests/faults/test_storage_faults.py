"""System calls that fail under a worker: full disks, broken disks, forbidden files, too many open files."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.faults.lives import (
    EACH,
    Undisturbed,
    assert_all_is_well,
    catch_up,
    clear,
    is_up_to_date,
    spread,
    take_ten_files,
)
from tests.faults.running import ManifestReader, Running, until
from tests.faults.shim import Call, Shim
from tests.faults.wire import drop_early, drop_late, stage_late
from tests.process.seedwatch import Place
from worker.cli.status import health
from worker.errors import SeedwatchError
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = 4096  # bytes
TOLD_WITHIN = 5.0  # seconds
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE)


def cases(calls: int) -> list[tuple[int, int]]:
    """Each call with each error."""
    return [(number, error) for number in range(1, calls + 1) for error in ERRORS]


def fail_once(shim: Shim, call: Call, number: int, error: int) -> None:
    """Let one call fail; a write for want of room writes half at first, as on a disk that fills up."""
    halve = call is Call.WRITE and error == errno.ENOSPC
    shim.fail(call, error=error, first=number, last=number + halve, halve=halve)


def assert_one_line(said: str) -> None:
    """Why the command ended is one line: an event of its own, or one of ours before there is a log."""
    lines = [line for line in said.splitlines() if not line.startswith("{") or '"event": "command.failed"' in line]
    assert len(lines) == 1, said
    assert lines[0].startswith(("{", "seedwatch: ")), said


@pytest.mark.repeated(short=1, full=EACH)
@pytest.mark.parametrize("call", Call, ids=lambda call: call.name.lower())
def test_a_call_of_a_worker_fails(
    place: Place, shim: Shim, call: Call, usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """The n-th call fails: the worker goes on by itself, or says in one line why it can't start, or end well."""
    hit = told = ended = 0
    for number, error in spread(cases(usual.of_run[call]), times):
        shim.count(place.home)
        fail_once(shim, call, number, error)
        code, log = take_ten_files(place, usual.truth, **shim.environment)
        hit += shim.failed > 0
        told += any(f'"level": "{level}"' in log for level in ("warning", "error"))
        ended += code != 0
        if code:
            assert_one_line(log)
            catch_up(place, usual.truth)
        assert_all_is_well(place, usual.truth)
        clear(place)
    figure(f"{call.name.lower()}: {hit} faults, {ended} ended a start or a stop with one line, {told} told in the log")


@pytest.mark.repeated(short=1, full=EACH)
@pytest.mark.parametrize("call", Call, ids=lambda call: call.name.lower())
def test_a_call_of_a_scan_fails(
    place: Place, shim: Shim, call: Call, usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """From the n-th call on all fail: a scan ends as it should or says in one line why not; the next one is right."""
    hit = ended = 0
    for number, error in spread(cases(usual.of_scan[call]), times):
        drop_early(place)
        drop_late(place)
        shim.count(place.home)
        shim.fail(call, error=error, first=number)
        done = place.call("scan", "--settle", "0", **shim.environment)
        hit += shim.failed > 0
        ended += done.returncode != 0
        if done.returncode:
            assert_one_line(done.stderr)
            place.scan("--settle", "0")
        assert_all_is_well(place, usual.truth)
        clear(place)
    figure(f"{call.name.lower()}: {hit} faults, {ended} of them ended the scan with one line")


LASTING = {
    "no room": ((Call.WRITE, Call.TRUNCATE), errno.ENOSPC, "full"),
    "a broken disk": ((Call.READ, Call.WRITE, Call.FSYNC), errno.EIO, "I/O error|Input/output error"),
    "forbidden": ((Call.OPEN,), errno.EACCES, "Permission denied"),
    "too many open files": ((Call.OPEN,), errno.EMFILE, "Too many open files"),
}


@pytest.mark.repeated(short=1, full=20)
@pytest.mark.parametrize("fault", LASTING)
def test_a_fault_lasts(
    place: Place, shim: Shim, fault: str, usual: Undisturbed, times: int, figure: Callable[[str], None]
) -> None:
    """All calls of some kinds fail for a while: the worker stays up, says why, and goes on by itself afterwards."""
    calls, error, reason = LASTING[fault]
    for _ in range(times):
        drop_early(place)
        shim.count(place.home)
        with Running(place, **shim.environment) as worker, ManifestReader(place) as reader:
            assert until(lambda: worker.has_said("manifest.written")), worker.log()
            shim.fail(*calls, error=error)
            drop_late(place)
            assert_tells(place, worker)
            assert re.search(reason, worker.log())
            shim.relent()
            go_on(place, worker, usual)
            assert [] == reader.torn
        assert_all_is_well(place, usual.truth)
        clear(place)
    figure(f"{fault}: {times} times")


@pytest.mark.repeated(short=1, full=50)
def test_a_disk_is_full(small_disk: Path, usual: Undisturbed, times: int, figure: Callable[[str], None]) -> None:
    """On a real disk without room, its log on it too, the worker stays up, and goes on when there is room."""
    for number in range(times):
        place = Place(small_disk / "place")
        drop_early(place)
        fill_and_empty(place, usual, room=number * PAGE)
        assert_all_is_well(place, usual.truth)
        shutil.rmtree(place.home)
    figure(f"{times} times, with 0 to {times - 1} pages of room")


def fill_and_empty(place: Place, usual: Undisturbed, room: int) -> None:
    """Let only so much room be left, in bytes, when files come in; give it back when the worker complains."""
    late = stage_late(place)
    with Running(place) as worker, ManifestReader(place) as reader:
        assert until(lambda: worker.has_said("manifest.written")), worker.log()
        ballast = fill(place.home, room)
        for part in late:
            part.rename(place.seeds / part.name)
        assert_tells(place, worker)
        ballast.unlink()
        go_on(place, worker, usual)
        assert [] == reader.torn


def assert_tells(place: Place, worker: Running) -> None:
    """Soon `seedwatch health` says what is wrong."""
    assert until(lambda: not is_healthy(place), TOLD_WITHIN), worker.log()
    done = place.call("health")
    assert (1, True) == (done.returncode, done.stdout.startswith("what to do: "))
    assert done.stderr.startswith("seedwatch: unhealthy: ")


def go_on(place: Place, worker: Running, usual: Undisturbed) -> None:
    """The worker that was in trouble makes everything right by itself, and ends when it is told to."""
    assert until(lambda: worker.ended or is_up_to_date(place, usual.truth)), worker.log()
    assert until(lambda: is_healthy(place)), worker.log()
    assert 0 == worker.stop()


def is_healthy(place: Place) -> bool:
    """What `seedwatch health` says, asked without a process."""
    try:
        health(Settings(db=place.db))
    except SeedwatchError:
        return False
    return True


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "seedwatch-test", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"needs the right to mount: {mounted.stderr}")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(folder: Path, room: int) -> Path:
    """A file that leaves only so much room, in bytes, on its disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(PAGE))
    os.truncate(ballast, max(0, ballast.stat().st_size - room))
    return ballast
