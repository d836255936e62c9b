"""Clocks that lie, rewrites that do not show, and names that are anything but plain."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import pytest
from markdown_it import MarkdownIt
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from tests.faults.watching import ARMED, MENDED_WITHIN, assert_sound, assert_true, in_folder, item, known
from tests.process.seedwatch import Worker
from tests.snapshot import rows, snapshot
from worker.inbox.snapshot import as_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.process.seedwatch import Place

YEAR = 365 * 86_400
STEPS = (-3600, 3600, -30 * YEAR, 50 * YEAR, 0)  # seconds that the wall clock is off
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu")
DATES = (0, 1, -YEAR, 4_102_444_800 * 10**9, 2**33 * 10**9)  # nanoseconds: 1970, before it, 2100, 2242
NAMES = [
    *(b"caf\xe9.txt", b"\xff\xfe.txt", "naïve – 東京.txt".encode(), b"two\nlines.txt", b"a\ttab.txt", b" blank .txt"),
    *(b"pipe|line.txt", b"[link](x).txt", b"<script>alert(1)<script>.txt", b"*bold*.txt", b"`code`.txt", b"a&amp;.txt"),
    *(b"back\\slash.txt", b"per%20cent.txt", b"question?.txt", b"#hash.txt", b"-dash.txt", b"1. list.txt"),
    *(b"x" * 251 + b".txt", "é".encode() * 125 + b".txt", b"d/" * 40 + b"deep.txt", b"'quote\".txt"),
]
LONGEST = 255  # bytes of a name


@pytest.mark.repeated(short=1, full=50)
def test_the_wall_clock_steps(
    place: Place, times: int, figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By hours or years, back and forward: each file that comes then is stored once, as soon as ever."""
    offset = place.home / "offset"
    offset.write_text("0")
    monkeypatch.setenv("PYTHONPATH", str(ARMED))
    monkeypatch.setenv("FAULT_CLOCK", str(offset))
    with Worker(place, "--settle", "0.2") as worker:
        for number in range(times):
            for step in STEPS:
                (place.home / "next").write_text(f"{step}")
                (place.home / "next").rename(offset)
                (place.seeds / f"{number}{step}.txt").write_text(item(f"{number} {step}"))
                assert_true(place)
        assert worker.stop() == 0
    assert [(times * len(STEPS),)] == rows(place.db, "SELECT count(*) FROM journal")
    assert_sound(place)
    figure(f"{times * len(STEPS)} steps of up to 50 years: each file stored once, within {MENDED_WITHIN:.0f} s")


@pytest.mark.repeated(short=2, full=len(ZONES))
def test_time_zones(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """What is known in one is known in every other, and all times are told in UTC."""
    (place.seeds / "a.txt").write_text(item("a"))
    place.scan("--settle", "0")
    before = snapshot(place.db)
    for zone in ZONES[-times:]:
        done = place.call("scan", TZ=zone)
        assert (0, "nothing new\n") == (done.returncode, done.stdout)
    assert before == snapshot(place.db)
    assert [(1,)] == rows(place.db, "SELECT count(*) FROM files WHERE first_seen LIKE '20%Z' AND last_seen LIKE '20%Z'")
    figure(f"{times} zones")


@pytest.mark.repeated(short=1, full=50)
def test_dates_of_files(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Files of 1970 and 2100 are taken once, and known again."""
    with Worker(place, "--settle", "0.2") as worker:
        for number in range(times):
            for date in DATES:
                path = place.seeds / f"{number} {date}.txt"
                path.write_text(item(f"{number} {date}"))
                os.utime(path, ns=(date, date))
        assert_true(place)
        assert worker.stop() == 0
    assert [(times * len(DATES),)] == rows(place.db, "SELECT count(*) FROM journal")
    assert {} == place.scan()["outcomes"]
    figure(f"{times * len(DATES)} files from before 1970 to 2242: each taken once")


def rewrite(path: Path, number: int) -> os.stat_result:
    """Put other words of the same length in a file's place, and set its times back; returns what it was."""
    before = path.stat()
    path.write_text(item(number))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return after


@pytest.mark.repeated(short=10, full=500)
def test_a_rewrite_of_the_same_size_and_date(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """It is found at once, by the time of change that nobody can set."""
    path = place.seeds / "a.txt"
    path.write_text(item("first"))
    with Worker(place, "--settle", "0.02") as worker:
        assert_true(place)
        for number in range(times):
            rewrite(path, number)
            assert_true(place)
        assert worker.stop() == 0
    assert_sound(place)
    figure(f"{times} rewrites found")


@pytest.mark.repeated(short=1, full=50)
def test_a_rewrite_that_leaves_no_trace(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Size, date and time of change are as they were: the deep check finds it by the bytes."""
    path = place.seeds / "a.txt"
    path.write_text(item("first"))
    place.scan("--settle", "0")
    for number in range(times):
        after = rewrite(path, number)
        with closing(sqlite3.connect(place.db)) as connection, connection:
            connection.execute("UPDATE files SET ctime_ns = ?", [after.st_ctime_ns])
        assert {} == place.scan()["outcomes"]
        with Worker(place, "--settle", "0", "--deep-check-every", "1") as worker:
            assert_true(place)
            assert worker.stop() == 0
    assert_sound(place)
    figure(f"{times} rewrites found by the deep check")


@pytest.mark.repeated(short=5, full=500)
def test_a_rename_of_case_alone(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """The file has its new name and no other, and is the document that it was."""
    (place.seeds / "news.txt").write_text(item("news"))
    with Worker(place, "--settle", "0") as worker:
        for number in range(times):
            names = ["news.txt", "News.TXT"]
            (place.seeds / names[number % 2]).rename(place.seeds / names[1 - number % 2])
            assert_true(place)
        assert worker.stop() == 0
    assert [(1,)] == rows(place.db, "SELECT count(*) FROM documents")
    assert_sound(place)
    figure(f"{times} renames")


@pytest.mark.repeated(short=1, full=50)
def test_names(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Of any bytes, as long and as deep as may be: stored right, shown right in INDEX.md, seen to go."""
    with Worker(place, "--settle", "0") as worker:
        for number in range(times):
            write_names(place, number)
            assert_true(place)
            keys = sorted(as_key(os.fsdecode(name)) for name in NAMES)
            assert keys == sorted(known(place))
            assert worker.expect("manifest.written")
            for name in NAMES:
                (place.seeds / os.fsdecode(name)).unlink()
            assert_true(place)
        write_names(place, times)
        assert_true(place)
        assert worker.stop() == 0
    assert keys == sorted(as_key(os.fsdecode(unquote_to_bytes(link))) for link in links(place.manifest()))
    assert_sound(place)
    figure(f"{len(NAMES)} names, {times} times stored and gone, each linked in INDEX.md")


def write_names(place: Place, number: int) -> None:
    """A file of each name."""
    for name in NAMES:
        path = place.seeds / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(item(f"{number} {name!r}"))
    assert len(NAMES) == len(in_folder(place))


def links(markdown: str) -> list[str]:
    """Where the links of a Markdown text lead."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inner = [child for token in tokens for child in token.children or []]
    return [f"{token.attrs['href']}" for token in inner if token.type == "link_open"]
