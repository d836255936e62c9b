"""`seedwatch run`: catching up, watching, ending."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.process.seedwatch import Place, Worker
from tests.snapshot import rows


def is_quiet(place: Place) -> bool:
    """Whether a scan finds nothing to do and the manifest is true."""
    return place.scan()["outcomes"] == {} and place.call("index", "--check").returncode == 0


@contextmanager
def passed_on(number: signal.Signals, handler: signal.Handlers) -> Iterator[None]:
    """Processes that are started within the block have the signal ignored, as by nohup, or not."""
    kept = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, kept)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_catches_up_watches_and_ends_cleanly(place: Place, samples: list[Path], number: signal.Signals) -> None:
    """Files from before the start and from after it are stored; a signal ends the worker with 0 and a true manifest."""
    early, late = samples[:5], samples[5:]
    for sample in early:
        place.put(sample)
    with passed_on(number, signal.SIG_DFL):
        started = Worker(place)
    with started as worker:
        worker.expect_files(len(early))
        for sample in late:
            place.put(sample)
        worker.expect_files(len(late))
        assert worker.stop(number) == 0
    assert rows(place.db, "SELECT count(*) FROM files") == [(len(samples),)]
    assert is_quiet(place)


def test_a_worker_started_by_nohup_outlives_its_terminal(place: Place) -> None:
    """Where SIGHUP is ignored already, it stays so."""
    with passed_on(signal.SIGHUP, signal.SIG_IGN):
        started = Worker(place, "--settle", "0")
    with started as worker:
        worker.process.send_signal(signal.SIGHUP)
        (place.seeds / "a.txt").write_text("A bridge was closed on Monday after a lorry struck it.\n")
        worker.expect("file.stored", path="a.txt")
        assert worker.stop() == 0


def test_follows_what_happens_to_files(place: Place, samples: list[Path]) -> None:
    """Changed, renamed, deleted, restored files and moved folders are each followed."""
    with Worker(place, "--settle", "0") as worker:
        place.put(samples[0], "a.txt")
        worker.expect("file.stored", path="a.txt")
        (place.seeds / "a.txt").write_text("Another text altogether, about a bridge.\n")
        first = worker.expect("file.stored", path="a.txt")
        (place.seeds / "a.txt").rename(place.seeds / "b.txt")
        worker.expect("file.stored", path="b.txt", document=first["document"])
        (place.seeds / "b.txt").unlink()
        worker.expect("file.missing", path="b.txt")
        (place.seeds / "b.txt").write_text("Another text altogether, about a bridge.\n")
        worker.expect("file.stored", path="b.txt", document=first["document"])
        outside = place.home / "outside"
        outside.mkdir()
        shutil.copyfile(samples[0], outside / "c.txt")
        outside.rename(place.seeds / "inside")
        worker.expect("file.stored", path="inside/c.txt")
        (place.seeds / "inside").rename(outside)
        worker.expect("file.missing", path="inside/c.txt")
        assert worker.stop() == 0
    assert rows(place.db, "SELECT path, state FROM files ORDER BY path") == [
        ("a.txt", "missing"),
        ("b.txt", "stored"),
        ("inside/c.txt", "missing"),
    ]
    assert is_quiet(place)


def test_only_one_worker_a_database(place: Place) -> None:
    """A second worker ends with a code of its own and says who holds the database."""
    with Worker(place) as worker:
        second = place.call("run")
        assert second.returncode == 4
        assert second.stderr.count("\n") == 1
        assert f"process {worker.process.pid}" in second.stderr
        assert place.call("scan").returncode == 4
        assert worker.stop() == 0
    assert place.scan()["outcomes"] == {}


def test_status_tells_whether_a_worker_is_alive(place: Place) -> None:
    """`status` reads beside a running worker, and is not taken in by one that was killed."""
    with Worker(place) as worker:
        assert '"worker": "alive"' in place.call("status", "--json").stdout
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
    status = place.call("status", "--json")
    assert (1, True) == (status.returncode, '"worker": "killed"' in status.stdout)
    assert {} == place.scan()["outcomes"]
    assert 0 == place.call("status").returncode
