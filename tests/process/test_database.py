"""The database of a running worker, in the hands of others: copied, read, called by another name, damaged, deleted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.running import until
from tests.process.seedwatch import COMMAND, PATIENCE, Place, Worker
from tests.snapshot import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMANDS = [["scan"], ["status"], ["health"], ["show", "a.txt"], ["search", "harbour"], ["index", "--check"]]


def put(place: Place, *names: str) -> None:
    """Write a file of one sentence for each name."""
    for number, name in enumerate(names):
        (place.seeds / name).write_text(f"The harbour board met and put off its vote on quay {number} of {name}.\n")


def test_a_copy_of_the_one_file_is_whole_when_it_is_quiet(place: Place, tmp_path: Path) -> None:
    """Soon after the last stored file all documents stand in the database's own file, while the worker idles on."""
    names = [f"{number}.txt" for number in range(20)]

    def copied() -> int:
        copy = tmp_path / "copy.db"
        shutil.copy(place.db, copy)
        return int(rows(copy, "SELECT count(*) FROM documents")[0][0])

    with Worker(place, "--settle", "0") as worker:
        put(place, *names)
        worker.expect_files(len(names))
        assert until(lambda: copied() == len(names))
        assert 0 == worker.stop()


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to], ids=["symlink", "hard link"])
def test_a_second_worker_is_refused_by_whatever_name(place: Place, link: Callable[[Path, Path], None]) -> None:
    """Through a symlink or a hard link: exit code 4 and one line; the first goes on."""
    with Worker(place) as worker:
        alias = place.home / "alias.db"
        link(alias, place.db)
        done = place.call("run", "--db", str(alias))
        assert (4, 1) == (done.returncode, done.stderr.count("\n"))
        assert 0 == worker.stop()


@pytest.mark.parametrize("name", ["seeds.db", "seeds.db.lock"])
@pytest.mark.parametrize("change", ["deleted", "moved", "replaced"])
def test_the_worker_ends_when_its_database_is_gone(place: Place, name: str, change: str) -> None:
    """At its next heartbeat, with a reason and an exit code; what stands there by then is left as it is."""
    put(place, "a.txt")
    file, other = place.home / name, place.home / "other"
    with Worker(place, "--settle", "0") as worker:
        worker.expect("file.stored")
        copy = file.read_bytes()
        file.rename(other)
        if change == "replaced":
            file.write_bytes(copy)
        elif change == "deleted":
            other.unlink()
        assert until(lambda: worker.process.poll() is not None)
        assert 5 == worker.process.returncode
        assert "deleted, moved or replaced" in worker.expect("worker.ended")["reason"]
    if change == "replaced":
        assert copy == file.read_bytes()
    else:
        assert not file.exists()


def test_another_database_put_in_place_keeps_its_wal(place: Place) -> None:
    """The worker that lost its database removes nothing of the one that stands there now."""
    put(place, "a.txt")
    wal = place.home / "seeds.db-wal"
    with Worker(place, "--settle", "0") as worker:
        worker.expect("file.stored")
        for file in place.home.glob("seeds.db*"):
            file.rename(place.home / f"old-{file.name}")
        wal.write_bytes(b"another's")
        assert 5 == worker.process.wait(PATIENCE)
    assert b"another's" == wal.read_bytes()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_damaged_database_is_told_in_one_line(place: Place, command: list[str]) -> None:
    """Its header is right, its pages are not: exit code 3, and nothing is written over it."""
    put(place, "a.txt")
    place.scan("--settle", "0")
    content = place.db.read_bytes()
    damaged = content[:4096] + b"\xff" * (len(content) - 4096)
    place.db.write_bytes(damaged)
    done = place.call(*command)
    assert (3, 1, "") == (done.returncode, done.stderr.count("\n"), done.stdout)
    assert damaged == place.db.read_bytes()


@pytest.mark.parametrize(
    ("command", "db"),
    [
        *product(["run", "scan", "index"], ["seeds/INDEX.md", "link.md", "seeds/INDEX/seeds.db"]),
        *product(["restore backup.db"], ["seeds/INDEX.md", "link.md"]),
    ],
)
def test_the_manifest_is_no_place_for_the_database(place: Place, command: str, db: str) -> None:
    """Refused as an error of usage before anything is touched, through a link too."""
    (place.home / "link.md").symlink_to(place.seeds / "INDEX.md")
    (place.seeds / "INDEX").mkdir()
    before = sorted(place.home.rglob("*"))
    done = place.call(*command.split(), "--db", db)
    assert (2, 1) == (done.returncode, done.stderr.count("\n"))
    assert before == sorted(place.home.rglob("*"))


@pytest.mark.parametrize("command", [["status"], ["search", "harbour"], ["scan", "--json"]], ids=lambda each: each[0])
def test_a_closed_pipe_is_no_error(place: Place, command: list[str]) -> None:
    """As with `seedwatch search … | head -1`: nothing on stderr."""
    put(place, *(f"{number}.txt" for number in range(20)))
    if command[0] != "scan":
        place.scan("--settle", "0")
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([COMMAND, *command], cwd=place.home, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, said = process.communicate(timeout=PATIENCE)
    assert (0, b"") == (process.returncode, said)


# Another user of the database's group. Everything is imported before, since the interpreter may lie where he can't go.
AS_ANOTHER = """
import os, sys
import worker.cli.commands, worker.cli.show, worker.cli.status, worker.log.configure
from sqlite_utils import Database
Database(memory=True)  # loads its plugins
os.setgroups([]); os.setgid({group}); os.setuid({group})
worker.cli.commands.main()
"""
GROUP = 54321


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("worker_is", "code", "said"),
    [("running", 0, "alive"), ("stopped", 0, "not running"), ("killed", 1, "killed"), ("hanging", 1, "alive")],
)
def test_another_user_of_the_group_can_read(worker_is: str, code: int, said: str, group_place: Place) -> None:
    """Whether the worker runs, was stopped, was killed or hangs, `status` says so, and the texts can be searched."""
    place = group_place
    put(place, "a.txt")
    with Worker(place, "--settle", "0") as worker:
        worker.expect("file.stored")
        if worker_is == "stopped":
            worker.stop()
        elif worker_is == "killed":
            worker.process.kill()
            worker.process.wait()
        elif worker_is == "hanging":
            worker.process.send_signal(19)
            assert until(lambda: as_another(place, "status").returncode == 1)
        status, search = as_another(place, "status"), as_another(place, "search", "harbour")
    assert (code, f"worker        {said}") == (status.returncode, status.stdout.partition("\n")[0]), status.stderr
    assert (0, True) == (search.returncode, "a.txt" in search.stdout), search.stderr


@pytest.fixture
def group_place() -> Iterator[Place]:
    """A place where that user may look and read, but not write."""
    home = Path(tempfile.mkdtemp(dir="/tmp"))
    place = Place(home / "place")
    for folder in (home, place.home):
        os.chown(folder, 0, GROUP)
        folder.chmod(0o2750)
    yield place
    shutil.rmtree(home)


def as_another(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as that user."""
    return subprocess.run(
        [sys.executable, "-c", AS_ANOTHER.format(group=GROUP), *arguments],
        cwd=place.home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
