"""Looking at the folder: what counts as a seed file there, and what differs from what is known."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.files import Known
from db.rows import StatKey
from worker.inbox.snapshot import Changes, FileSnapshot, Listing, as_key, as_path, compare, look

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import StrPath

STAT = StatKey(1, 2, 3)


def write(root: Path, *paths: str) -> None:
    """Make files, and the folders they lie in."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("five.")


def rejections(listing: Listing) -> dict[str, str]:
    """Why not, by path; '' for a file that can be read."""
    return {path: str(snapshot.rejection or "") for path, snapshot in listing.files.items()}


def all_known(listing: Listing) -> dict[str, Known]:
    """What the database knows when it has taken all that was listed."""
    return {path: _known(snapshot) for path, snapshot in listing.files.items()}


def _known(snapshot: FileSnapshot) -> Known:
    if snapshot.rejection is None:
        return Known(snapshot.stat)
    return Known(snapshot.stat, snapshot.rejection.code, snapshot.rejection.detail)


def lock_folder(monkeypatch: pytest.MonkeyPatch, locked: Path) -> None:
    """Make a folder one that may not be listed."""
    scandir = os.scandir

    def refuse(path: StrPath) -> object:
        if os.fspath(path) == os.fspath(locked):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_files_at_every_depth_are_seen(seeds: Path) -> None:
    """A path is relative to the folder, with slashes."""
    write(seeds, "a.txt", "b/c/d.md")

    assert rejections(look(seeds)) == {"a.txt": "", "b/c/d.md": ""}


def test_what_is_no_seed_file_is_not_seen(seeds: Path) -> None:
    """Hidden and temporary names, folders of such names, and the manifest."""
    write(seeds, ".a.txt", "b.txt~", "c.txt.part", ".git/d.txt", "e.tmp/f.txt", "INDEX.md", "INDEX/2024-05.md")
    write(seeds, "sub/INDEX.md", "sub/INDEX/g.md")

    assert sorted(rejections(look(seeds))) == ["sub/INDEX.md", "sub/INDEX/g.md"]


def test_a_format_that_is_not_read_is_seen_and_refused(seeds: Path) -> None:
    """The file is accounted for."""
    write(seeds, "scan.pdf")

    assert rejections(look(seeds)) == {"scan.pdf": "not a format that is read: .pdf"}


def test_a_file_is_stamped(seeds: Path) -> None:
    """Size and times are the file's."""
    write(seeds, "a.txt")
    status = (seeds / "a.txt").stat()

    assert look(seeds).files["a.txt"] == FileSnapshot(
        "a.txt", seeds / "a.txt", StatKey(5, status.st_mtime_ns, status.st_ctime_ns)
    )


def test_a_link_within_the_folder_is_a_file(seeds: Path) -> None:
    """It has the stamp of what it leads to, so that a change there is seen."""
    write(seeds, "a.txt")
    (seeds / "link.txt").symlink_to("a.txt")
    snapshots = look(seeds).files

    assert snapshots["link.txt"].stat == snapshots["a.txt"].stat
    assert snapshots["link.txt"].rejection is None


def test_links_that_are_not_followed(seeds: Path, tmp_path: Path) -> None:
    """Out of the folder, to nothing, in a circle, to a folder: each has a row that says so."""
    write(tmp_path, "outside.txt", "seeds-of-others/b.txt")
    (seeds / "sub").mkdir()
    links = {
        "out.txt": "../outside.txt",
        "beside.txt": "../seeds-of-others/b.txt",
        "broken.txt": "nowhere.txt",
        "loop.txt": "loop.txt",
        "sub/up": "..",
        "device.txt": "/dev/null",
    }
    for name, target in links.items():
        (seeds / name).symlink_to(target)

    assert rejections(look(seeds)) == {
        "out.txt": "link that leads out of the folder",
        "beside.txt": "link that leads out of the folder",
        "broken.txt": "link that leads nowhere",
        "loop.txt": "link that leads nowhere",
        "sub/up": "link to something that is not a file",
        "device.txt": "link that leads out of the folder",
    }


def test_a_folder_reached_by_a_link_is_the_folder(seeds: Path, tmp_path: Path) -> None:
    """If the seeds folder itself is a link, links within it do not lead out."""
    write(seeds, "a.txt")
    (seeds / "link.txt").symlink_to("a.txt")
    (tmp_path / "other-name").symlink_to(seeds)

    assert rejections(look(tmp_path / "other-name")) == {"a.txt": "", "link.txt": ""}


def test_a_pipe_and_a_socket_are_refused(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are seen without being opened."""
    os.mkfifo(seeds / "pipe.txt")
    monkeypatch.chdir(seeds)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        found = rejections(look(seeds))

    assert found == {"pipe.txt": "not a regular file", "socket.txt": "not a regular file"}


def test_a_name_that_is_not_utf8_is_written_with_escapes(seeds: Path) -> None:
    """The database holds a readable path; the file itself can still be opened."""
    name = os.fsdecode(b"caf\xe9.txt")
    write(seeds, name)
    snapshot = look(seeds).files["caf\\xe9.txt"]

    assert snapshot.location.read_text() == "five."
    assert look(seeds, name).files == look(seeds).files


@pytest.mark.parametrize(
    ("name", "key"),
    [(b"caf\xe9.txt", "caf\\xe9.txt"), (b"caf\\xe9.txt", "caf\\x5cxe9.txt"), (b"a\\x5cb", "a\\x5cx5cb")],
)
def test_no_two_names_have_one_key(name: bytes, key: str) -> None:
    """A name that only looks as if it held an escape is told from one that does; each key leads back to its name."""
    path = os.fsdecode(name)
    assert (as_key(path), as_path(key)) == (key, path)


@given(st.binary(max_size=30))
def test_each_key_leads_back_to_its_name(name: bytes) -> None:
    """Whatever bytes a name is made of."""
    assert name == os.fsencode(as_path(as_key(os.fsdecode(name))))


@pytest.mark.parametrize("path", ["a.txt", "Überfall/ö.txt", "新聞.txt", "a\\b.txt"])
def test_other_paths_are_held_as_they_are(path: str) -> None:
    """Only what is not UTF-8 is written otherwise."""
    assert as_key(path) == path


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("a.txt", ["a.txt"]),
        ("sub", ["sub/b.txt", "sub/deep/c.txt"]),
        ("sub/deep/c.txt", ["sub/deep/c.txt"]),
        ("nothing.txt", []),
        ("a.txt/b.txt", []),
        (".hidden", []),
        ("INDEX.md", []),
    ],
)
def test_a_look_below_a_path(seeds: Path, below: str, expected: list[str]) -> None:
    """A file alone, a folder with all in it, or nothing if there is nothing."""
    write(seeds, "a.txt", "sub/b.txt", "sub/deep/c.txt", ".hidden/d.txt", "INDEX.md")

    assert sorted(look(seeds, below).files) == expected


@pytest.mark.parametrize("below", ["", "a.txt"])
def test_a_folder_that_is_not_there_is_an_error(seeds: Path, below: str) -> None:
    """That the seeds folder is gone must not look as if all its files were."""
    with pytest.raises(FileNotFoundError):
        look(seeds / "gone", below)


def test_a_seeds_folder_that_cannot_be_listed_is_an_error(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor must a refusal to list it."""
    lock_folder(monkeypatch, seeds)
    with pytest.raises(PermissionError):
        look(seeds)


def test_a_folder_that_cannot_be_listed_is_told(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a row of its own, and other folders are looked at as ever."""
    write(seeds, "a.txt", "locked/b.txt")
    lock_folder(monkeypatch, seeds / "locked")

    assert rejections(look(seeds)) == {"a.txt": "", "locked": "folder can't be listed: Permission denied"}


def test_a_folder_that_cannot_be_listed_loses_no_file(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files in it, at any depth, are not called missing; a file beside it with a like name is."""
    write(seeds, "locked/b.txt", "locked/deep/c.txt", "locked.txt", "locked-too/d.txt")
    known = all_known(look(seeds))
    lock_folder(monkeypatch, seeds / "locked")
    (seeds / "locked.txt").unlink()
    (seeds / "locked-too" / "d.txt").unlink()

    assert sorted(compare(look(seeds), known).gone) == ["locked-too/d.txt", "locked.txt"]


def test_a_folder_that_can_be_listed_again_loses_its_row(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's own row is gone, not its files."""
    write(seeds, "locked/b.txt")
    known = all_known(look(seeds))
    with monkeypatch.context() as while_locked:
        lock_folder(while_locked, seeds / "locked")
        known |= all_known(look(seeds))

    assert compare(look(seeds), known) == Changes([], ["locked"])


def test_a_folder_that_goes_during_the_look_is_empty(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder deleted between its snapshot and its listing is no error."""
    write(seeds, "a.txt", "sub/b.txt")
    scandir = os.scandir

    def vanish(path: StrPath) -> object:
        if os.fspath(path).endswith("sub"):
            raise FileNotFoundError(2, "No such file or directory", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanish)
    assert list(look(seeds).files) == ["a.txt"]


def test_nothing_differs_from_what_was_just_taken(seeds: Path) -> None:
    """A second look finds nothing to do."""
    write(seeds, "a.txt", "b/c.txt", "scan.pdf")
    listing = look(seeds)

    assert compare(listing, all_known(listing)) == Changes([], [])


def test_a_link_that_is_refused_for_another_reason_differs(seeds: Path) -> None:
    """What stands where it leads has changed, but not the link itself, whose stamp it has."""
    (seeds / "link.txt").symlink_to("b.txt")
    known = all_known(look(seeds))
    os.mkfifo(seeds / "b.txt")

    assert ["b.txt", "link.txt"] == sorted(each.path for each in compare(look(seeds), known).arrived)


@pytest.mark.parametrize("changed", [StatKey(9, 2, 3), StatKey(1, 9, 3), StatKey(1, 2, 9)])
def test_what_differs_is_found(seeds: Path, changed: StatKey) -> None:
    """New files and those that are back, files of another size or time, and files that are gone."""
    snapshots = {path: FileSnapshot(path, seeds / path, STAT) for path in ("new", "changed", "back", "same")}
    known = {
        "changed": Known(changed),
        "same": Known(STAT),
        "gone": Known(STAT),
    }
    changes = compare(Listing(snapshots), known)

    assert [each.path for each in changes.arrived] == ["new", "changed", "back"]
    assert changes.gone == ["gone"]


def test_a_file_that_is_to_be_read_again_differs(seeds: Path) -> None:
    """Whatever it looks like, taken or rejected."""
    write(seeds, "a.txt", "scan.pdf")
    known = {"a.txt": Known(None), "scan.pdf": Known(None, "not_a_format", ".pdf")}

    assert ["a.txt", "scan.pdf"] == sorted(each.path for each in compare(look(seeds), known).arrived)


@pytest.mark.parametrize(("code", "is_told"), [("forbidden", True), ("empty", False)])
def test_a_file_that_was_forbidden_is_tried_again(seeds: Path, code: str, is_told: bool) -> None:
    """Though it looks as it did: permission leaves no trace on it; its row says so already. Others are left alone."""
    write(seeds, "a.txt")
    snapshot = look(seeds).files["a.txt"]
    changes = compare(look(seeds), {"a.txt": Known(snapshot.stat, code, "Permission denied")})

    assert [replace(snapshot, is_told=True)] * is_told == changes.arrived
