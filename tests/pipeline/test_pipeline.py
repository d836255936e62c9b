"""What `run` and `scan` share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from worker.formats.registry import FORMATS
from worker.pipeline import pipeline
from worker.pipeline.pipeline import Pipeline, batched
from worker.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from db.files import Standing
    from tests.conftest import HandMovedTime
    from worker.clock import Clock


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 3)
    monkeypatch.setattr(pipeline, "BATCH_BYTES", 10)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([1], [[1]]),
        ([1, 2, 3], [[1, 2, 3]]),
        ([1, 2, 3, 4], [[1, 2, 3], [4]]),
        ([5, 5, 1], [[5, 5], [1]]),
        ([5, 6, 4], [[5], [6, 4]]),
        ([99, 1, 99, 99], [[99], [1], [99], [99]]),
        ([0, 0, 0, 0], [[0, 0, 0], [0]]),
    ],
)
def test_a_batch_is_small_by_number_and_by_bytes(sizes: list[int], expected: list[list[int]]) -> None:
    """In the order given; what is too large for any batch is one by itself."""
    assert expected == list(batched(sizes, lambda size: size))


def test_a_forbidden_file_is_rejected_and_tried_again(
    connection: Connection, seeds: Path, clock: Clock, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row says so once; nobody waits for it; and when it may be read it is stored, though it looks as it did."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (seeds / "a.txt").write_text("A bridge was closed on Monday.")
    settled: list[Standing] = []
    taking = Pipeline(connection, Settings(seeds=seeds, settle=0), clock)
    with monkeypatch.context() as forbidden:
        forbidden.setattr(os, "open", refuse)
        for _ in range(3):
            taking.backlog.look_at_everything()
            taking.take(settled.extend, lambda: False)
            time.pass_by(60)
    assert [("a.txt", "rejected")] == [(each.path, each.state) for each in settled]
    assert (0, 0) == (taking.waiting, taking.backlog.unread)

    taking.take(settled.extend, lambda: False)
    assert ["rejected", "stored"] == [each.state for each in settled]
    assert taking.backlog.seconds_to_wait() is None


def test_a_worker_that_starts_tries_a_forbidden_file(
    connection: Connection, seeds: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its row says."""
    (seeds / "a.txt").write_text("A bridge was closed on Monday.")
    settled: list[Standing] = []
    with monkeypatch.context() as forbidden:
        forbidden.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        Pipeline(connection, Settings(seeds=seeds, settle=0), clock).scan(settled.extend, lambda: False)
    Pipeline(connection, Settings(seeds=seeds, settle=0), clock).scan(settled.extend, lambda: False)

    assert ["rejected", "stored"] == [each.state for each in settled]


def outcomes(connection: Connection, settings: Settings, clock: Clock) -> list[tuple[str, str | None]]:
    """What a scan finds to do."""
    settled: list[Standing] = []
    Pipeline(connection, settings, clock).scan(settled.extend, lambda: False)
    return [(each.state, each.reason) for each in settled]


def test_a_file_that_was_too_large_is_taken_by_a_larger_limit(
    connection: Connection, seeds: Path, clock: Clock
) -> None:
    """And by the same limit it is not looked at again."""
    (seeds / "a.txt").write_text("A bridge was closed on Monday.")
    small, large = (Settings(seeds=seeds, settle=0, max_bytes=limit) for limit in (10, 100))

    assert [("rejected", "larger than 10 bytes")] == outcomes(connection, small, clock)
    assert [] == outcomes(connection, small, clock)
    assert [("stored", None)] == outcomes(connection, large, clock)


def test_a_format_that_is_learnt_is_taken(
    connection: Connection, seeds: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that an earlier version could not read is read by one that can."""
    (seeds / "a.wire").write_text("A bridge was closed on Monday.")
    settings = Settings(seeds=seeds, settle=0)
    assert [("rejected", "not a format that is read: .wire")] == outcomes(connection, settings, clock)

    monkeypatch.setitem(FORMATS, ".wire", FORMATS[".txt"])
    assert [("stored", None)] == outcomes(connection, settings, clock)


def test_what_is_refused_by_name_is_no_news_when_it_grows(connection: Connection, seeds: Path, clock: Clock) -> None:
    """A log or a database in the folder is one row, however often it is written."""
    settings = Settings(seeds=seeds, settle=0)
    (seeds / "server.log").write_text("one")
    assert [("rejected", "not a format that is read: .log")] == outcomes(connection, settings, clock)
    (seeds / "server.log").write_text("one, two")
    assert [] == outcomes(connection, settings, clock)
