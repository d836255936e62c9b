"""The watcher, with real events and real folders."""

import errno
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from watchdog.observers import inotify_c

from worker.inbox import watcher as watch
from worker.inbox.observer import Observer
from worker.inbox.wake_queue import Hints, WakeQueue
from worker.inbox.watcher import Watcher, network_file_system

PATIENCE = 10.0


@pytest.fixture
def wake_queue() -> WakeQueue:
    """A queue without hints."""
    return WakeQueue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder to watch."""
    path = tmp_path / "seeds"
    path.mkdir()
    return path


@pytest.fixture
def watcher(root: Path, wake_queue: WakeQueue) -> Iterator[Watcher]:
    """A watcher that has started."""
    watcher = Watcher(root, wake_queue)
    watcher.start()
    yield watcher
    watcher.stop()


def hinted_until(wake_queue: WakeQueue, path: str) -> Hints:
    """All hints up to the one at this path."""
    paths: set[str] = set()
    moved_in: set[str] = set()
    while path not in paths:
        more = wake_queue.take(PATIENCE)
        assert more.paths or more.everything, f"no hint at {path}"
        paths |= more.paths
        moved_in |= more.moved_in
    return Hints(frozenset(paths), frozenset(moved_in))


@pytest.mark.usefixtures("watcher")
def test_hints_at_what_happens(root: Path, wake_queue: WakeQueue) -> None:
    """A new, a renamed and a deleted file and a new folder each wake the worker with their path."""
    (root / "a.txt").write_text("a")
    hinted_until(wake_queue, "a.txt")
    (root / "a.txt").rename(root / "b.txt")
    assert hinted_until(wake_queue, "b.txt").moved_in == set()
    (root / "b.txt").unlink()
    hinted_until(wake_queue, "b.txt")
    (root / "folder").mkdir()
    hinted_until(wake_queue, "folder")


@pytest.mark.usefixtures("watcher")
def test_does_not_wake_for_what_is_ignored_or_read(root: Path, wake_queue: WakeQueue) -> None:
    """Our own manifest, temporary names and reading a file wake nobody."""
    (root / "INDEX.md").write_text("manifest")
    (root / ".INDEX.md.tmp").write_text("manifest")
    (root / "INDEX").mkdir()
    (root / "INDEX" / "2022-01.md").write_text("page")
    (root / "a.txt.part").write_text("half")
    (root / "INDEX.md").read_text()
    (root / "last.txt").write_text("x")
    assert hinted_until(wake_queue, "last.txt").paths == {"last.txt"}


def test_a_replaced_root_is_a_fault(root: Path, watcher: Watcher) -> None:
    """Another folder under the same name is not the one that is watched."""
    assert watcher.fault() == ""
    root.rename(root.with_name("old"))
    root.mkdir()
    assert watcher.fault() == "the seeds folder was replaced"


def test_a_link_to_a_folder_is_watched_as_that_folder(tmp_path: Path, root: Path, wake_queue: WakeQueue) -> None:
    """The kernel sends no events for a link itself."""
    (tmp_path / "link").symlink_to(root)
    watcher = Watcher(tmp_path / "link", wake_queue)
    watcher.start()
    (root / "a.txt").write_text("a")
    hinted_until(wake_queue, "a.txt")
    watcher.stop()


def test_a_folder_that_cannot_be_watched(
    root: Path, wake_queue: WakeQueue, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no watch is left for a sub-folder, the watch is in doubt, and can't be had anew."""

    def limited(_: object, path: bytes, *__: object) -> int:
        if path == os.fsencode(root):
            return 1
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(inotify_c.InotifyFD, "add_callback", limited)
    (root / "folder").mkdir()
    while not watcher.fault():
        wake_queue.take(PATIENCE)
    assert watcher.fault() == "inotify watch limit reached"
    watcher.stop()
    with pytest.raises(OSError, match="watch limit"):
        watcher.start()
    assert not watcher.watching


def test_a_watch_that_cannot_be_stopped_is_left_alone(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of it may have died with a lock in its hand."""
    died = threading.Event()
    monkeypatch.setattr(watch, "STOP_PATIENCE", 0.01)
    monkeypatch.setattr(Observer, "stop", lambda _: died.wait())
    watcher.stop()
    assert not watcher.watching
    died.set()


@pytest.mark.parametrize("kind", ["InotifyFD", "InotifyEmitter", "InotifyObserver"])
def test_every_thread_of_the_observer_is_kept_an_eye_on(watcher: Watcher, kind: str) -> None:
    """The one that reads the kernel's queue, the one that makes events, the one that hands them out."""
    threads = {type(thread).__name__: thread for thread in watcher._threads}
    assert watcher.fault() == ""
    threads[kind].stop()  # type: ignore[attr-defined]
    threads[kind].join()
    assert watcher.fault().startswith("a thread of the observer has died")


def test_events_that_the_kernel_dropped_are_told(wake_queue: WakeQueue, watcher: Watcher) -> None:
    """watchdog only logs that the kernel's queue overflowed; the worker hears it and looks at everything."""
    assert watcher.watching
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
    hints = wake_queue.take(PATIENCE)
    assert (hints.everything, hints.overflowed) == (True, True)
    assert watcher.fault() == ""


def test_an_error_of_watchdog_puts_the_watch_in_doubt(wake_queue: WakeQueue, watcher: Watcher) -> None:
    """Where it could not watch a folder, the watch is to be set up anew."""
    logging.getLogger("watchdog.observers.inotify").error("Unable to rebuild watches")
    assert wake_queue.take(PATIENCE).everything
    assert watcher.fault() == "Unable to rebuild watches"
    watcher.stop()
    watcher.start()
    assert watcher.fault() == ""


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        ([("/", "ext4", "rw")], ""),
        ([("/", "ext4", "rw"), ("/srv/news", "nfs4", "rw")], "nfs4"),
        ([("/", "nfs4", "rw"), ("/srv", "ext4", "rw")], ""),
        ([("/", "ext4", "rw"), ("/srv/new", "cifs", "rw")], ""),
        ([("/", "ext4", "rw"), ("/srv/news/", "fuse.sshfs", "rw")], "fuse.sshfs"),
        ([("/srv", "NTFS", "rw,remote")], "NTFS"),
    ],
)
def test_a_network_file_system_is_known(
    monkeypatch: pytest.MonkeyPatch, mounts: list[tuple[str, str, str]], expected: str
) -> None:
    """The nearest mount above the folder counts."""
    found = [SimpleNamespace(mountpoint=point, fstype=kind, opts=opts) for point, kind, opts in mounts]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)
    assert expected == network_file_system(Path("/srv/news/seeds"))


def test_no_events_to_be_had(root: Path, wake_queue: WakeQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no events the watcher says why, and does not count as watching."""

    def refuse(_self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    watcher = Watcher(root, wake_queue)
    with pytest.raises(OSError, match="watch limit"):
        watcher.start()
    assert not watcher.watching
    assert watcher.fault() == ""
