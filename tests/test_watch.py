"""The watcher, with real events and real folders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from worker.doorbell import Doorbell, Rings
from worker.watch import Watcher

PATIENCE = 10.0


@pytest.fixture
def doorbell() -> Doorbell:
    """A doorbell that nobody has rung."""
    return Doorbell()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder to watch."""
    path = tmp_path / "seeds"
    path.mkdir()
    return path


@pytest.fixture
def watcher(root: Path, doorbell: Doorbell) -> Iterator[Watcher]:
    """A watcher that has started."""
    watcher = Watcher(root, doorbell)
    assert watcher.start()
    yield watcher
    watcher.stop()


def rung_until(doorbell: Doorbell, path: str) -> Rings:
    """All rings up to the one for this path."""
    rings = Rings()
    while path not in rings.paths:
        more = doorbell.answer(PATIENCE)
        assert more.paths or more.everything, f"nobody rang for {path}"
        rings.paths |= more.paths
        rings.moved_in |= more.moved_in
    return rings


@pytest.mark.usefixtures("watcher")
def test_rings_for_what_happens(root: Path, doorbell: Doorbell) -> None:
    """A new, a renamed and a deleted file and a new folder each ring with their path."""
    (root / "a.txt").write_text("a")
    rung_until(doorbell, "a.txt")
    (root / "a.txt").rename(root / "b.txt")
    assert rung_until(doorbell, "b.txt").moved_in == {"b.txt"}
    (root / "b.txt").unlink()
    rung_until(doorbell, "b.txt")
    (root / "folder").mkdir()
    rung_until(doorbell, "folder")


@pytest.mark.usefixtures("watcher")
def test_does_not_ring_for_what_is_passed_over_or_read(root: Path, doorbell: Doorbell) -> None:
    """Our own manifest, temporary names and reading a file leave the doorbell alone."""
    (root / "INDEX.md").write_text("manifest")
    (root / ".INDEX.md.tmp").write_text("manifest")
    (root / "INDEX").mkdir()
    (root / "INDEX" / "2022-01.md").write_text("page")
    (root / "a.txt.part").write_text("half")
    (root / "INDEX.md").read_text()
    (root / "last.txt").write_text("x")
    assert rung_until(doorbell, "last.txt").paths == {"last.txt"}


def test_a_replaced_root_is_a_fault(root: Path, watcher: Watcher) -> None:
    """Another folder under the same name is not the one that is watched."""
    assert watcher.fault() == ""
    root.rename(root.with_name("old"))
    root.mkdir()
    assert watcher.fault() == "the seeds folder was replaced"


def test_a_dead_thread_is_a_fault(watcher: Watcher) -> None:
    """An observer that has ended is found out."""
    assert watcher._observer is not None
    watcher._observer.stop()
    watcher._observer.join()
    assert watcher.fault() == "a thread of the observer has died"


def test_no_events_to_be_had(root: Path, doorbell: Doorbell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no events the watcher says so instead of raising."""

    def refuse(_self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    watcher = Watcher(root, doorbell)
    assert not watcher.start()
    assert not watcher.watching
    assert watcher.fault() == ""
