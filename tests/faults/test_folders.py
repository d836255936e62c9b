"""Folders and files that come, move and go in every manner, also the root itself, while a worker watches."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults.running import Running, until
from tests.faults.watching import TOLD_WITHIN, assert_sound, assert_true, health, in_folder, item, known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.process.seedwatch import Place

    Manner = Callable[[Place, int], None]

FOLDERS_A_TIME = 20
LONG_PATIENCE = 120.0  # seconds, for thousands of files on a machine that has other work
VIM = ["vim", "-es", "-u", "NONE", "-c", "normal Goanother line by hand", "-c", "wq"]


def folders_made_at_once(place: Place, number: int) -> None:
    """`mkdir -p` and at once a file in each."""
    for each in range(50):
        folder = place.seeds / f"{number}/{each}/b/c"
        folder.mkdir(parents=True)
        (folder / "item.txt").write_text(item(f"{number} {each}"))


def a_folder_moved_in_and_out(place: Place, number: int) -> None:
    """A folder of folders comes from outside, and the one before goes."""
    outside(place, number).rename(place.seeds / f"{number}")
    if number:
        (place.seeds / f"{number - 1}").rename(place.home / f"gone-{number - 1}")


def a_folder_renamed(place: Place, number: int) -> None:
    """A folder of folders is renamed as soon as it is there, written to, and renamed again."""
    outside(place, number).rename(place.seeds / f"{number}")
    (place.seeds / f"{number}").rename(place.seeds / f"{number}-b")
    (place.seeds / f"{number}-b/0/new.txt").write_text(item(f"{number} new"))
    (place.seeds / f"{number}-b").rename(place.seeds / f"{number}-c")
    (place.seeds / f"{number}-c/1/newer.txt").write_text(item(f"{number} newer"))


def as_rsync_does(place: Place, number: int) -> None:
    """Written in pieces under a hidden name, then renamed over what there was."""
    for each in range(2):
        part = place.seeds / f".{number}.txt.Xy3{each}bQ"
        with part.open("w") as file:
            file.write(item(f"{number} {each}"))
            file.flush()
            file.write(item(f"{number} {each} more"))
        part.rename(place.seeds / f"{number}.txt")


def by_rsync(place: Place, number: int) -> None:
    """The real one, where it is installed."""
    need("rsync")
    subprocess.run(["rsync", "-a", outside(place, number), place.seeds], check=True)


def as_gedit_saves(place: Place, number: int) -> None:
    """To a file beside, which is renamed over the first; a copy is kept under a name with a tilde."""
    path = write(place, number)
    shutil.copy2(path, f"{path}~")
    beside = place.seeds / ".goutputstream-A1B2C3"
    beside.write_text(item(f"{number} saved"))
    beside.rename(path)


def as_emacs_saves(place: Place, number: int) -> None:
    """What there was is renamed to a name with a tilde, and the file written anew."""
    path = write(place, number)
    path.rename(f"{path}~")
    path.write_text(item(f"{number} saved"))


def by_vim(place: Place, number: int) -> None:
    """The real one, where it is installed; it writes anew or renames, as it sees fit."""
    need("vim")
    subprocess.run([*VIM, write(place, number)], check=True, cwd=place.home, stdin=subprocess.DEVNULL)


def outside(place: Place, number: int, folders: int = 5) -> Path:
    """A tree beside the root, of the number's name: nested folders with a file in each."""
    tree = place.home / "outside" / f"{number}"
    for each in range(folders):
        folder = tree.joinpath(*f"{each}")
        folder.mkdir(parents=True)
        (folder / "item.txt").write_text(item(f"{number} {each}"))
    return tree


def write(place: Place, number: int) -> Path:
    """A file that is there before an editor saves it, and is most often known by then."""
    path = place.seeds / f"{number}.txt"
    path.write_text(item(number))
    until(lambda: path.name in known(place), patience=number % 3 * 0.2)
    return path


def need(program: str) -> None:
    """Skip where it is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}")


MANNERS: list[Manner] = [
    *(folders_made_at_once, a_folder_moved_in_and_out, a_folder_renamed),
    *(as_rsync_does, by_rsync, as_gedit_saves, as_emacs_saves, by_vim),
]


@pytest.mark.repeated(short=3, full=50)
@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
def test_whatever_comes_is_found(place: Place, manner: Manner, times: int, figure: Callable[[str], None]) -> None:
    """Each time the database comes to have just the files that are there, with what is in them."""
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        for number in range(times):
            manner(place, number)
            assert_true(place)
        files = len(in_folder(place))
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"{manner.__name__.replace('_', ' ')}: {times} times, {files:,} files, 100 %")


@pytest.mark.repeated(short=3, full=50)
def test_a_tree_is_copied(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """`cp -r` of nested folders, a thousand at the full count, with a file in each, and `rm -r` of the copy before."""
    folders = times * FOLDERS_A_TIME
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        for number in range(times):
            subprocess.run(["cp", "-r", outside(place, number, folders), place.seeds], check=True)
            assert_true(place, LONG_PATIENCE)
            shutil.rmtree(place.seeds / f"{number}")
        assert_true(place, LONG_PATIENCE)
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"{times} times {folders:,} folders copied, a file in each, and deleted: 100 %")


def deleted_and_made_again(place: Place, number: int) -> None:
    """Its files are gone with it."""
    shutil.rmtree(place.seeds, ignore_errors=True)
    shutil.rmtree(place.seeds, ignore_errors=True)  # the worker may just have written its manifest
    place.seeds.mkdir()
    (place.seeds / f"{number}.txt").write_text(item(number))


def renamed_away_and_back(place: Place, number: int) -> None:
    """As long as it is away nothing is called missing."""
    before = known(place)
    place.seeds.rename(place.home / "away")
    (place.home / "away" / f"{number}.txt").write_text(item(number))
    assert until(lambda: "seeds.unreadable" in health(place), TOLD_WITHIN)
    assert before == known(place)
    (place.home / "away").rename(place.seeds)


def replaced_by_a_link(place: Place, number: int) -> None:
    """To another folder, whose files then count; files that come later are found through it as well."""
    other = place.home / f"other-{number}"
    other.mkdir()
    (other / "a.txt").write_text(item(f"{number} a"))
    if place.seeds.is_symlink():
        place.seeds.unlink()
    else:
        place.seeds.rename(place.home / "first")
    place.seeds.symlink_to(other)
    assert_true(place)
    (other / "b.txt").write_text(item(f"{number} b"))


ROOTS: list[Manner] = [deleted_and_made_again, renamed_away_and_back, replaced_by_a_link]


@pytest.mark.repeated(short=2, full=50)
@pytest.mark.parametrize("manner", ROOTS, ids=lambda manner: manner.__name__)
def test_the_root_itself_changes(place: Place, manner: Manner, times: int, figure: Callable[[str], None]) -> None:
    """The worker tells of it, stays up, and comes to have what is there."""
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        for number in range(times):
            manner(place, number)
            assert_true(place)
            assert until(lambda: health(place) == "healthy", TOLD_WITHIN), worker.log()
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"{manner.__name__.replace('_', ' ')}: {times} times, 100 %")


@pytest.fixture
def share(place: Place) -> Iterator[Path]:
    """A file system of its own at the place's root; another folder from which it is mounted there again."""
    behind = place.home / "behind"
    behind.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", f"{behind}"]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    yield behind
    for path in (place.seeds, behind):
        subprocess.run(["umount", "--lazy", path], capture_output=True, check=False)


@pytest.mark.repeated(short=2, full=50)
def test_the_root_is_unmounted(place: Place, share: Path, times: int, figure: Callable[[str], None]) -> None:
    """While only the empty mount point is there nothing is called missing; mounted again, what is new is found."""
    subprocess.run(["mount", "--bind", share, place.seeds], check=True)
    with Running(place) as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        for number in range(times):
            (share / f"{number}.txt").write_text(item(number))
            assert_true(place)
            before = known(place)
            assert until(lambda: not subprocess.run(["umount", place.seeds], check=False).returncode)
            (share / f"{number}-late.txt").write_text(item(f"{number} late"))
            assert until(lambda: "seeds.unreadable" in health(place), TOLD_WITHIN), worker.log()
            assert before == known(place)
            subprocess.run(["mount", "--bind", share, place.seeds], check=True)
            assert_true(place)
            assert until(lambda: health(place) == "healthy", TOLD_WITHIN), worker.log()
        assert 0 == worker.stop()
    assert_sound(place)
    figure(f"{times} times unmounted and mounted: no file called missing, 100 %")
