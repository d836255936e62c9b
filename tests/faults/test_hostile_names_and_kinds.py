"""Entries that are no plain files, and names that would drive a terminal: rows with a reason, shown as text."""

from __future__ import annotations

import os
import pty
import re
import shutil
import socket
import stat
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.process.seedwatch import COMMAND, Place, Worker
from tests.snapshot import rows
from worker.inbox.snapshot import look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "The ferry to Low Island will run twice a day from Monday, its owner said on Friday at the quay."
DRIVING_NAMES = (
    "\x1b]0;owned\x07.txt",
    "\x1b[2J\x1b[31mred.txt",
    "csi-\x9b31m-c1.txt",
    "right-\u202eto-left-txt.exe.txt",
    "line\nbreak\tand\rtab.txt",
    "delete\x7f.txt",
    "isolate\u2066.txt",
)
DRIVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOURS = re.compile(r"\x1b\[[\d;]*m|\x1b\[\?25[lh]|\x1b\[[12]?[KA]|\r")  # what rich and structlog write by themselves

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices, and can lay down its rights")


@pytest.fixture
def hostile(place: Place) -> Place:
    """A place with entries of every kind."""
    seeds = place.seeds
    (seeds / "plain.txt").write_text(TEXT)
    (seeds / "hard.txt").hardlink_to(seeds / "plain.txt")
    (seeds / "inner").mkdir()
    (seeds / "passwd.txt").symlink_to("/etc/passwd")
    (seeds / "root.txt").symlink_to("/")
    (seeds / "etc").symlink_to("/etc")
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "ping.txt").symlink_to("pong.txt")
    (seeds / "pong.txt").symlink_to("ping.txt")
    (seeds / "self").symlink_to(".")
    (seeds / "inner" / "up.txt").symlink_to("..")
    (seeds / "nowhere.txt").symlink_to("gone.txt")
    (seeds / "good-link.txt").symlink_to("plain.txt")
    os.mkfifo(seeds / "pipe.txt")
    with closing(socket.socket(socket.AF_UNIX)) as server, pytest.MonkeyPatch.context() as patch:
        patch.chdir(seeds)  # a socket's path may not be long
        server.bind("socket.txt")
    return place


def test_entries_that_are_no_files_become_rows_with_a_reason(hostile: Place, figure: Callable[[str], None]) -> None:
    """Pipes, sockets and links that lead out, nowhere or in a circle are named; hard links are copies."""
    hostile.scan("--settle", "0")
    reasons = dict(rows(hostile.db, "SELECT path, reason FROM files WHERE state = 'rejected'"))
    states = dict(rows(hostile.db, "SELECT path, state FROM files WHERE state <> 'rejected'"))

    assert reasons == {
        "etc": "link that leads out of the folder",
        "inner/up.txt": "link to something that is not a file",
        "loop.txt": "link that leads nowhere",
        "nowhere.txt": "link that leads nowhere",
        "passwd.txt": "link that leads out of the folder",
        "ping.txt": "link that leads nowhere",
        "pipe.txt": "not a regular file",
        "pong.txt": "link that leads nowhere",
        "root.txt": "link that leads out of the folder",
        "self": "link to something that is not a file",
        "socket.txt": "not a regular file",
    }
    assert ["duplicate", "duplicate", "stored"] == sorted(states.values())
    assert [(1,)] == rows(hostile.db, "SELECT count(*) FROM documents")
    figure(f"{len(reasons)} entries that are no files: each a row with its reason; nothing outside is read")


def test_a_worker_goes_on_beside_them(hostile: Place) -> None:
    """No pipe, device or circle of links holds up what comes after."""
    with Worker(hostile, "--settle", "0") as worker:
        worker.expect("file.rejected", path="pipe.txt")
        (hostile.seeds / "inner" / "late.txt").write_text(TEXT.replace("ferry", "tram"))
        worker.expect("file.stored", path="inner/late.txt")

        assert 0 == worker.stop()


@needs_root
def test_devices_are_never_opened(place: Place) -> None:
    """A device under a seed file's name is a row with a reason: /dev/zero would never end."""
    try:
        os.mknod(place.seeds / "zero.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        os.mknod(place.seeds / "disk.txt", stat.S_IFBLK | 0o666, os.makedev(7, 0))
    except PermissionError:
        pytest.skip("devices can't be made here")
    place.scan("--settle", "0")

    assert [("disk.txt", "not a regular file"), ("zero.txt", "not a regular file")] == rows(
        place.db, "SELECT path, reason FROM files ORDER BY path"
    )


@needs_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="nothing lays down rights here")
def test_a_folder_that_may_not_be_read(place: Place) -> None:
    """A folder and a file without read permission are rows with a reason, and documents once they may be read."""
    closed, secret = place.seeds / "closed", place.seeds / "secret.txt"
    closed.mkdir()
    (closed / "inner.txt").write_text(TEXT)
    secret.write_text(TEXT.replace("ferry", "tram"))
    (place.seeds / "open.txt").write_text(TEXT.replace("ferry", "bus"))
    closed.chmod(0)
    secret.chmod(0)
    _scan_without_rights(place)
    before = dict(rows(place.db, "SELECT path, state || coalesce(': ' || reason, '') FROM files"))
    closed.chmod(0o755)
    secret.chmod(0o644)
    _scan_without_rights(place)

    assert before == {
        "closed": "rejected: folder can't be listed: Permission denied",
        "open.txt": "stored",
        "secret.txt": "rejected: can't be read: Permission denied",
    }
    assert ["closed/inner.txt", "open.txt", "secret.txt"] == [
        path for (path,) in rows(place.db, "SELECT path FROM files WHERE state = 'stored' ORDER BY path")
    ]


def test_a_folder_swapped_for_a_link_opens_no_way_out(seeds: Path, tmp_path: Path) -> None:
    """A hint at a file in a folder that has meanwhile become a link out of the tree finds nothing there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(TEXT)
    (seeds / "inner").symlink_to(outside)

    assert [] == list(look(seeds, "inner/secret.txt").files)


def test_names_and_texts_never_drive_what_they_are_shown_on(place: Place, figure: Callable[[str], None]) -> None:
    """Neither log lines nor output, JSON included, carry escapes, controls or overrides; nor does INDEX.md."""
    _put_driving_names(place)
    commands = ("scan", "--json", "--settle", "0"), ("status", "--json"), ("index", "--check")
    shown = [place.call(*each) for each in commands]
    with Worker(place, "--settle", "0") as worker:
        (place.seeds / DRIVING_NAMES[0]).write_text(TEXT.replace("ferry", "new\x1b[31m ferry"))
        worker.expect("file.stored", path=DRIVING_NAMES[0])
        worker.stop()
        log = "".join(worker._log)

    assert [] == DRIVES.findall(log + place.manifest() + "".join(each.stdout + each.stderr for each in shown))
    figure(f"{len(shown)} commands, the log and INDEX.md: nothing of {len(DRIVING_NAMES)} names comes through")


def test_a_terminal_is_not_driven_either(place: Place) -> None:
    """On a terminal there are colours of our own, but no sequence that a name or a text brought."""
    _put_driving_names(place)
    one, other = (f"seeds/{name}" for name in DRIVING_NAMES[:2])
    commands = [
        *(("scan", "--settle", "0"), ("search", "ferry"), ("explain", one, other), ("show", one)),
        *(("show", f"{one}.pdf"), ("show", f"{one}.gone"), ("scan", "--settle", "\x1b]0;owned\x07")),
    ]
    shown = "".join(_on_terminal(place, *each) for each in commands)
    _put_driving_names(place, "more")
    shown += _on_terminal(place, "run", "--settle", "0", until="manifest.written")

    assert r"\x1b]0;owned\x07.txt" in shown
    assert [] == DRIVES.findall(COLOURS.sub("", shown))


def _put_driving_names(place: Place, folder: str = "") -> None:
    (place.seeds / folder).mkdir(exist_ok=True)
    for number, name in enumerate(DRIVING_NAMES):
        text = f"\x1b]0;t\x07Ferry {'to the quay ' * number}\u202e\x9b31m\n\n{TEXT} \x1b[2J {number} {folder}"
        (place.seeds / folder / name).write_text(text, encoding="utf-8")
    (place.seeds / folder / f"{DRIVING_NAMES[0]}.pdf").write_bytes(b"%PDF-")


def _on_terminal(place: Place, *arguments: str, until: str = "") -> str:
    """What a command writes on a terminal of its own, till its end or until it has written something."""
    master, slave = pty.openpty()
    process = subprocess.Popen([COMMAND, *arguments], cwd=place.home, stdout=slave, stderr=slave)
    os.close(slave)
    said = b""
    with open(master, "rb", buffering=0) as terminal:  # noqa: PTH123 - a descriptor has no path
        while piece := _read_piece(terminal.fileno()):
            said += piece
            if until and until.encode() in said:
                process.terminate()
    process.wait()
    return said.decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def _read_piece(descriptor: int) -> bytes:
    """What there is to read; a terminal whose other side is closed ends with an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def _scan_without_rights(place: Place) -> None:
    """Scan as one who has to respect permissions: root without the right to pass over them."""
    rights = "-dac_override,-dac_read_search"
    done = subprocess.run(
        ["setpriv", "--bounding-set", rights, COMMAND, "scan", "--settle", "0"],
        cwd=place.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
