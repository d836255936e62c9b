"""More files at once than the kernel's queue of events can hold."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.faults.running import Running, until
from tests.faults.watching import assert_sound, is_true, status
from tests.snapshot import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.process.seedwatch import Place

QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")
SMALL = 64
SECONDS = 15.0  # until all is seen
SOURCE = Path(__file__).with_name("writer.c")
# What was stored when the worker last told how many files wait, and those.
SEEN = "SELECT waiting + (SELECT count(*) FROM files WHERE first_seen <= beat_at) FROM worker"


@contextmanager
def small_queue() -> Iterator[None]:
    """Give watches that are set up within the block a queue of few events; this holds for the whole machine."""
    with FileLock(Path(tempfile.gettempdir()) / "kernel-settings.lock"):
        try:
            usual = QUEUE.read_text(encoding="ascii")
            QUEUE.write_text(f"{SMALL}", encoding="ascii")
        except OSError as error:
            pytest.skip(f"needs the right to shorten the kernel's queue of events: {error}")
        try:
            yield
        finally:
            QUEUE.write_text(usual, encoding="ascii")


@pytest.fixture
def writer(tmp_path: Path) -> Path:
    """A program that makes files as fast as the machine can."""
    if shutil.which("cc") is None:
        pytest.skip("needs a C compiler")
    subprocess.run(["cc", "-O2", "-o", tmp_path / "writer", SOURCE], check=True)
    return tmp_path / "writer"


def watching_with_small_queue(place: Place) -> Running:
    """A worker that watches."""
    with small_queue():
        worker = Running(place)
        if not until(lambda: worker.has_said("watch.started")):
            worker.kill()
            pytest.fail(worker.log())
    return worker


@pytest.mark.repeated(short=2000, full=50_000)
def test_a_storm_of_files(place: Place, writer: Path, times: int, figure: Callable[[str], None]) -> None:
    """The queue overflows, which is counted; all files are seen within seconds of the last, and then stored."""
    with watching_with_small_queue(place) as worker:
        began = time.monotonic()
        subprocess.run([writer, place.seeds, f"{times}"], check=True)
        written = time.monotonic()
        assert until(lambda: rows(place.db, SEEN)[0][0] >= times, SECONDS), worker.log()
        seen = time.monotonic()
        assert until(lambda: rows(place.db, "SELECT count(*) FROM files WHERE document_id > 0") == [(times,)], 1800)
        stored = time.monotonic()
        assert status(place)["overflows"] > 0
        assert worker.has_said("watch.overflowed")
        assert 0 == worker.stop()
    assert is_true(place)
    assert_sound(place)
    figure(
        f"{times:,} files written in {written - began:.1f} s with a queue of {SMALL} events: "
        f"all seen {seen - written:.1f} s later, all stored {stored - written:.1f} s later, the overflow told"
    )
