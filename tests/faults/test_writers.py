"""Files that are read while somebody writes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.faults.lives import truth
from tests.faults.running import pause
from tests.faults.watching import assert_sound, assert_true, in_folder, item
from tests.process.seedwatch import Place, Worker
from tests.snapshot import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Writer = Callable[[Path, int], Iterator[None]]

AT_ONCE = 100  # files that are written side by side
PIECES = 5
PATIENCE = 60.0
HELD = "SELECT path, document_id, sha256 FROM files ORDER BY path"
TAKEN_TWICE = "SELECT path FROM journal GROUP BY path HAVING count(*) > 1"


def pieces(number: int) -> list[str]:
    """What a file is written in."""
    return [item(f"{number} {piece}") for piece in range(PIECES)]


def slowly(path: Path, number: int) -> Iterator[None]:
    """Through one handle that stays open; half a word at a time comes through."""
    with path.open("wb", buffering=0) as file:
        for piece in pieces(number):
            for half in (piece[:13], piece[13:]):
                file.write(half.encode())
                yield


def appended(path: Path, number: int) -> Iterator[None]:
    """Closed after each piece."""
    for piece in pieces(number):
        with path.open("a") as file:
            file.write(piece)
        yield


def written_anew(path: Path, number: int) -> Iterator[None]:
    """Each version replaces the one before, through a moment in which the file is empty."""
    for piece in pieces(number):
        with path.open("wb", buffering=0) as file:
            yield
            file.write(piece.encode())
        yield


def by_two_writers(path: Path, number: int) -> Iterator[None]:
    """Both hold the file open; the second writes over what the first has written."""
    first, second = (os.open(path, os.O_WRONLY | os.O_CREAT, 0o644) for _ in range(2))
    for piece in pieces(number):
        os.write(first, piece.encode())
        yield
        os.write(second, piece.upper().encode())
        yield
    os.close(first)
    os.close(second)


def truncated(path: Path, number: int) -> Iterator[None]:
    """Cut to nothing and to half while the worker may be reading, and written to its end."""
    whole = "".join(pieces(number)).encode()
    for length in (len(whole), 0, len(whole) // 2, len(whole)):
        with path.open("r+b" if path.exists() else "w+b", buffering=0) as file:
            file.truncate(length)
            yield
            file.write(whole)
        yield


WRITERS: list[Writer] = [slowly, appended, written_anew, by_two_writers, truncated]


def write_side_by_side(place: Place, times: int, tick: float) -> None:
    """So many files by all kinds of writers, each of which does something once a tick, in seconds."""
    for first in range(0, times, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, times))
        writing = [WRITERS[number % len(WRITERS)](place.seeds / f"{number:04}.txt", number) for number in numbers]
        while writing:
            writing = [each for each in writing if next(each, StopIteration) is None]
            pause(tick)


@pytest.mark.repeated(short=50, full=500)
def test_what_is_still_written_is_not_taken(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Writers that pause for less than the settle time: each file is taken once, when its last piece is there."""
    with Worker(place, "--settle", "1") as worker:
        write_side_by_side(place, times, tick=0.05)
        assert_true(place, PATIENCE)
        assert worker.stop() == 0
    assert [] == rows(place.db, TAKEN_TWICE)
    assert [(times,)] == rows(place.db, "SELECT count(*) FROM journal")
    assert_sound(place)
    figure(f"{times} files: each taken once, whole")


@pytest.mark.repeated(short=50, full=500)
def test_the_last_content_wins(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Writers that pause for longer: what they had by then may be taken, but in the end each file's last content is."""
    with Worker(place, "--settle", "0.02") as worker:
        write_side_by_side(place, times, tick=0.06)
        assert_true(place, PATIENCE)
        assert worker.stop() == 0
    taken = rows(place.db, "SELECT count(*) FROM journal")[0][0]
    assert times < taken
    should = [(row[0], row[2], row[7]) for row in truth(place)["files"]]
    assert should == rows(place.db, HELD)
    assert times == len(in_folder(place))
    assert_sound(place)
    figure(f"{times} files, taken {taken:,} times: in the end the last content of each")
