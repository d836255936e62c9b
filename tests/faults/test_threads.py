"""Threads and processes of the worker that die, raise or hang, and events that can't be had."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.faults import running
from tests.faults.lives import clear
from tests.faults.running import Running, until
from tests.faults.watching import (
    ARMED,
    MENDED_WITHIN,
    TOLD_WITHIN,
    assert_sound,
    assert_true,
    health,
    is_true,
    item,
    status,
)
from tests.process.seedwatch import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.process.seedwatch import Place

THREADS = ("InotifyFD", "InotifyEmitter", "InotifyObserver")
ERRORS = ("SystemExit", "RuntimeError")
ENOUGH_FOR_A_POOL = 1200
LIMIT = "/proc/sys/user/max_inotify_watches"  # of the user namespace


def armed(place: Place) -> Running:
    """A worker in which `strike` can make threads raise, once it watches."""
    worker = Running(place, PYTHONPATH=str(ARMED), FAULT_ORDER=str(place.home / "order"))
    assert until(lambda: worker.has_said("watch.started")), worker.log()
    return worker


def strike(place: Place, worker: Running, thread: str, error: str) -> None:
    """Raise in a thread of that class as soon as it does anything."""
    (place.home / "order").write_text(f"{thread} {error}", encoding="utf-8")
    worker.process.send_signal(signal.SIGUSR1)


@pytest.mark.skipif(sys.platform != "linux", reason="the threads are those that watchdog has on Linux")
@pytest.mark.repeated(short=3, full=60)
def test_threads_of_the_observer_die(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Each is killed, or made to raise, by an event: health tells it, events are set up anew, nothing is lost."""
    slowest = 0.0
    with armed(place) as worker:
        for number in range(times):
            began = time.monotonic()
            strike(place, worker, THREADS[number % len(THREADS)], ERRORS[number % len(ERRORS)])
            (place.seeds / f"{number}.txt").write_text(item(number))
            assert until(lambda: health(place).startswith("unhealthy: watch.lost: a thread"), TOLD_WITHIN), worker.log()
            assert_true(place)
            assert until(lambda: health(place) == "healthy", TOLD_WITHIN), worker.log()
            slowest = max(slowest, time.monotonic() - began)
        assert "a thread of the observer has died" in status(place)["last_trouble"]
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"{times} threads ended: all well again, the slowest after {slowest:.1f} s")


@pytest.mark.repeated(short=1, full=50)
def test_the_main_thread_raises(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """An error of our own ends the worker with code 70 and the reason in the log; the next start finds what waits."""
    for number in range(times):
        with armed(place) as worker:
            assert_true(place)  # an error in the preparation of a file would be that file's
            strike(place, worker, "_MainThread", "RuntimeError")
            assert until(lambda: worker.ended, MENDED_WITHIN), worker.log()
            assert 70 == worker.process.returncode
            assert worker.has_said("worker.failed")
            assert "RuntimeError" in worker.log()
        assert "unhealthy: no worker is running: the last one did not end as it should" == health(place)
        (place.seeds / f"{number}.txt").write_text(item(number))
    with Running(place) as worker:
        assert_true(place)
        assert 0 == worker.stop()
    figure(f"{times} faults of our own: each with exit code 70 and its reason in the log")


@pytest.mark.repeated(short=1, full=20)
def test_the_main_thread_hangs(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """A worker that does nothing more is unhealthy within five seconds; when it goes on, all is well again."""
    slowest = 0.0
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        for number in range(times):
            assert until(lambda: health(place) == "healthy", TOLD_WITHIN)
            worker.process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            (place.seeds / f"{number}.txt").write_text(item(number))
            assert until(lambda: health(place).startswith("unhealthy: no heartbeat"), TOLD_WITHIN)
            slowest = max(slowest, time.monotonic() - began)
            worker.process.send_signal(signal.SIGCONT)
            assert_true(place)
        assert until(lambda: health(place) == "healthy", TOLD_WITHIN)
        assert 0 == worker.stop()
    figure(f"{times} times stopped: unhealthy after {slowest:.1f} s at the latest, all stored afterwards")


@pytest.mark.repeated(short=1, full=20)
def test_a_process_of_the_pool_is_killed(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """While it prepares a large backlog: its work is done by the worker itself, nothing is lost."""
    for _ in range(times):
        for number in range(ENOUGH_FOR_A_POOL):
            (place.seeds / f"{number}.txt").write_text(item(number))
        with Running(place) as worker:
            assert until(lambda: kill_pool(worker.process.pid)), worker.log()
            assert until(lambda: is_true(place)), worker.log()
            assert 0 == worker.stop()
            assert worker.has_said("pool.lost")
        assert_sound(place)
        clear(place)
    figure(f"{times} pools killed: {times * ENOUGH_FOR_A_POOL:,} files, none lost")


def kill_pool(worker: int) -> bool:
    """Kill the worker's processes that prepare files; returns whether there were any."""
    processes = [each for each in psutil.Process(worker).children() if "spawn_main" in " ".join(each.cmdline())]
    for process in processes:
        process.kill()
    return bool(processes)


@pytest.fixture
def limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers get a user namespace of their own, in which the kernel gives them a single watch."""
    enter = ["unshare", "--map-root-user", "sh", "-c", f'echo 1 > {LIMIT} && exec "$@"', "sh"]
    if shutil.which("unshare") is None or subprocess.run([*enter, "true"], check=False).returncode:
        pytest.skip("needs unshare, and to be allowed a user namespace")
    command = tmp_path / "seedwatch"
    command.write_text(f'#!/bin/sh\nexec {shlex.join(enter)} {COMMAND} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setattr(running, "COMMAND", command)


def allow(worker: Running, watches: int) -> None:
    """Change how many watches a running worker may have."""
    enter = ["nsenter", "--preserve-credentials", "--user", "--target", str(worker.process.pid)]
    subprocess.run([*enter, "sh", "-c", f"echo {watches} > {LIMIT}"], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is inotify's")
@pytest.mark.usefixtures("limited")
@pytest.mark.repeated(short=1, full=20)
def test_the_watch_limit_is_reached(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """At the start or by a new folder: polling takes over and is told; with more watches there are events again."""
    (place.seeds / "first").mkdir()
    slowest = 0.0
    with Running(place, PYTHONPATH=str(ARMED), FAULT_SET="worker.service.service.WATCH_RETRY=1") as worker:
        assert until(lambda: worker.has_said("watch.polling")), worker.log()
        for number in range(times):
            assert until(lambda: "watch.failed: inotify watch limit" in health(place), TOLD_WITHIN), worker.log()
            assert "polling" == status(place)["watching"]
            slowest = max(slowest, store(place, f"first/{number}.txt"))
            allow(worker, 10)
            assert until(lambda: health(place) == "healthy", MENDED_WITHIN), worker.log()
            assert "events" == status(place)["watching"]
            for folder in range(10):
                (place.seeds / f"{number}/{folder}").mkdir(parents=True)
            slowest = max(slowest, store(place, f"{number}/9/late.txt"))
            assert until(lambda: "watch limit" in health(place), TOLD_WITHIN), worker.log()
            allow(worker, 1)
            shutil.rmtree(place.seeds / f"{number}")
        assert 0 == worker.stop()
    assert_sound(place)
    figure(
        f"{2 * times} times: told and polled, the slowest file stored after {slowest:.1f} s; events again afterwards"
    )


def store(place: Place, path: str) -> float:
    """Put in a file; returns after how many seconds it was stored."""
    began = time.monotonic()
    (place.seeds / path).write_text(item(path))
    assert_true(place)
    return time.monotonic() - began
