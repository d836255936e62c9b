"""Reading a file's bytes only if they are the ones that had settled."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from worker.inbox.read import TooLarge, Unsettled, read_settled
from worker.inbox.snapshot import look

if TYPE_CHECKING:
    from worker.inbox.snapshot import FileSnapshot

TEXT = b"The harbour board met on Monday.\n"


@pytest.fixture
def snapshot(seeds: Path) -> FileSnapshot:
    """A file as the folder shows it."""
    (seeds / "a.txt").write_bytes(TEXT)
    return look(seeds).files["a.txt"]


def test_a_settled_file_is_read(snapshot: FileSnapshot) -> None:
    """Its bytes as they are, up to the limit itself."""
    assert read_settled(snapshot, len(TEXT)) == TEXT


def test_a_large_file_is_refused_unread(snapshot: FileSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte too many; none is read."""
    monkeypatch.setattr(os, "fdopen", lambda *_, **__: pytest.fail("read"))
    with pytest.raises(TooLarge):
        read_settled(snapshot, len(TEXT) - 1)


def test_a_large_file_that_is_gone_is_unsettled(snapshot: FileSnapshot) -> None:
    """What is no longer there is not refused, however large it was."""
    snapshot.location.unlink()
    with pytest.raises(Unsettled):
        read_settled(snapshot, len(TEXT) - 1)


def test_a_file_that_changed_since_is_unsettled(snapshot: FileSnapshot) -> None:
    """Appended to after its snapshot."""
    snapshot.location.write_bytes(TEXT * 2)
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)


def test_a_file_that_changes_while_read_is_unsettled(snapshot: FileSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Appended to between the first look and the last."""
    fdopen = os.fdopen

    def open_and_append(handle: int, mode: str, *, closefd: bool) -> object:
        with snapshot.location.open("ab") as file:
            file.write(b"More.\n")
        return fdopen(handle, mode, closefd=closefd)

    looks = iter([snapshot.location.stat()])
    fstat = os.fstat
    monkeypatch.setattr(os, "fdopen", open_and_append)
    monkeypatch.setattr(os, "fstat", lambda handle: next(looks, None) or fstat(handle))
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)


def test_a_file_put_in_its_place_is_unsettled(snapshot: FileSnapshot, seeds: Path) -> None:
    """Another file renamed over it, of the same size and time, has another change time."""
    other = seeds / ".other"
    other.write_bytes(TEXT[::-1])
    os.utime(other, ns=(snapshot.stat.mtime_ns, snapshot.stat.mtime_ns))
    other.replace(snapshot.location)
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)


def test_a_file_that_is_gone_is_unsettled(snapshot: FileSnapshot) -> None:
    """Deleted after its snapshot."""
    snapshot.location.unlink()
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)


@pytest.mark.timeout(10)
def test_a_pipe_in_its_place_does_not_block(snapshot: FileSnapshot) -> None:
    """Nobody writes to it, and yet reading comes back."""
    snapshot.location.unlink()
    os.mkfifo(snapshot.location)
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)


def test_a_folder_in_its_place_is_no_file(snapshot: FileSnapshot) -> None:
    """Whatever is raised, it is not a refusal: the next look finds what is there now."""
    snapshot.location.unlink()
    snapshot.location.mkdir()
    with pytest.raises((Unsettled, OSError)):
        read_settled(snapshot, 1000)


def test_a_file_that_may_not_be_read_is_the_callers(snapshot: FileSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission may come."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        read_settled(snapshot, 1000)


def test_a_disk_error_is_neither_refusal_nor_change(snapshot: FileSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass is left to the caller, who tries again."""

    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(OSError, match="Input/output"):
        read_settled(snapshot, 1000)


def test_no_handle_stays_open(snapshot: FileSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was refused, changed or read leaves no open file behind."""
    opened: list[int] = []
    real_open = os.open

    def open_and_note(path: Path, flags: int) -> int:
        opened.append(real_open(path, flags))
        return opened[-1]

    monkeypatch.setattr(os, "open", open_and_note)
    read_settled(snapshot, 1000)
    snapshot.location.write_bytes(TEXT * 2)
    with pytest.raises(Unsettled):
        read_settled(snapshot, 1000)

    for handle in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)


def test_a_folder_in_its_place_is_unsettled(snapshot: FileSnapshot) -> None:
    """A folder under the file's name is not read, and leaves no handle open."""
    snapshot.location.unlink()
    snapshot.location.mkdir()
    handles = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(5):
        with pytest.raises(Unsettled):
            read_settled(snapshot, 1000)
    assert (len(list(Path("/proc/self/fd").iterdir())) if handles else 0) == handles
