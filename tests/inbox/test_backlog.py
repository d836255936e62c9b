"""The backlog: what a look found to be done, until it has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.rows import StatKey
from db.types import ONLY_ROOT, Utc
from worker.clock import Clock
from worker.inbox.backlog import RETRY_AFTER, RETRY_AT_LATEST, Backlog, Due
from worker.inbox.snapshot import FileSnapshot
from worker.pipeline.ingest import Ingest
from worker.pipeline.pool import Preparer
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from tests.conftest import HandMovedTime

SETTLE = 2.0
TEXT = "The harbour board met on Monday and put off its vote on the new quay."


@pytest.fixture
def backlog(seeds: Path, connection: Connection, clock: Clock) -> Backlog:
    """A backlog of the folder; by the clock its files are all from the future, so each must rest in full."""
    return Backlog(seeds, connection, SETTLE, clock)


def paths(work: Due) -> tuple[list[str], list[str]]:
    """What has settled and what is gone."""
    return [snapshot.path for snapshot in work.settled], work.gone


def take_in(connection: Connection, backlog: Backlog, time: HandMovedTime) -> None:
    """Take all there is into the database."""
    backlog.look_at_everything()
    time.pass_by(SETTLE)
    taking = Ingest(connection, ONLY_ROOT, 1000, load_rule_set(), lambda: Utc(""))
    assert taking.finish(taking.begin(backlog.take().settled, Preparer())).unsettled == []


def test_a_new_file_waits_until_it_has_settled(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """It is handed over once, when it has rested."""
    (seeds / "a.txt").write_text(TEXT)
    backlog.look_at_everything()
    assert (1, SETTLE, ([], [])) == (len(backlog), backlog.seconds_to_wait(), paths(backlog.take()))

    time.pass_by(SETTLE)
    assert (0.0, (["a.txt"], [])) == (backlog.seconds_to_wait(), paths(backlog.take()))
    assert (0, None, ([], [])) == (len(backlog), backlog.seconds_to_wait(), paths(backlog.take()))


def test_a_file_that_is_still_written_waits_on(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """Each change that a look finds begins the wait anew."""
    for part in range(3):
        (seeds / "a.txt").write_text(TEXT[: 10 + part])
        backlog.look_at(["a.txt"])
        time.pass_by(SETTLE - 0.5)
    assert paths(backlog.take()) == ([], [])

    time.pass_by(0.5)
    assert paths(backlog.take()) == (["a.txt"], [])


def test_an_old_file_need_not_wait(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """By the wall clock it has rested long enough already; later a file may look old because a server's clock lags."""
    (seeds / "a.txt").write_text(TEXT)
    time.now = (seeds / "a.txt").stat().st_ctime + SETTLE + 1
    backlog.look_at_everything()
    assert paths(backlog.take()) == (["a.txt"], [])

    (seeds / "b.txt").write_text(TEXT)
    time.now = (seeds / "b.txt").stat().st_ctime + SETTLE + 1
    backlog.look_at(["b.txt"])
    assert backlog.seconds_to_wait() == SETTLE


def test_a_known_file_is_no_work(seeds: Path, connection: Connection, backlog: Backlog, time: HandMovedTime) -> None:
    """What the database knows as it is need not be taken again."""
    (seeds / "a.txt").write_text(TEXT)
    take_in(connection, backlog, time)
    backlog.look_at_everything()
    backlog.look_at(["a.txt"])

    assert (0, ([], [])) == (len(backlog), paths(backlog.take()))


def test_a_file_that_is_gone_is_told_once(
    seeds: Path, connection: Connection, backlog: Backlog, time: HandMovedTime
) -> None:
    """Whether a look at the path, at its folder or at everything finds it."""
    (seeds / "sub").mkdir()
    for name in "abc":
        (seeds / "sub" / f"{name}.txt").write_text(TEXT)
    take_in(connection, backlog, time)
    (seeds / "sub" / "a.txt").unlink()
    backlog.look_at(["sub/a.txt"])
    (seeds / "sub" / "b.txt").unlink()
    backlog.look_at(["sub"])
    backlog.look_at_everything()

    assert paths(backlog.take()) == ([], ["sub/a.txt", "sub/b.txt"])
    assert paths(backlog.take()) == ([], [])


def test_a_file_that_went_before_it_settled_is_forgotten(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """Its snapshot is handed over, if at all, to a read that finds it gone; it never becomes 'missing'."""
    (seeds / "a.txt").write_text(TEXT)
    backlog.look_at_everything()
    (seeds / "a.txt").unlink()
    backlog.look_at_everything()
    time.pass_by(SETTLE)

    assert backlog.take().gone == []


def test_a_change_that_went_again_is_not_read(
    seeds: Path, connection: Connection, backlog: Backlog, time: HandMovedTime
) -> None:
    """A known file that changed, and was deleted before it settled, is gone."""
    (seeds / "a.txt").write_text(TEXT)
    take_in(connection, backlog, time)
    (seeds / "a.txt").write_text(TEXT * 2)
    backlog.look_at_everything()
    (seeds / "a.txt").unlink()
    backlog.look_at_everything()
    time.pass_by(SETTLE)

    assert paths(backlog.take()) == ([], ["a.txt"])


def test_a_file_that_was_renamed_into_place_need_not_wait(seeds: Path, backlog: Backlog) -> None:
    """It is complete; what lies beside it waits as ever."""
    (seeds / "a.txt").write_text(TEXT)
    (seeds / "b.txt").write_text(TEXT)
    backlog.look_at(["a.txt", "b.txt"], moved_in=["a.txt"])

    assert paths(backlog.take()) == (["a.txt"], [])


def test_what_could_not_be_taken_is_looked_at_again(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """It waits a full settle time, and a little where that is nothing; what is gone by then is dropped."""
    for name in "ab":
        (seeds / f"{name}.txt").write_text(TEXT)
    backlog.look_at_everything()
    time.pass_by(SETTLE)
    work = backlog.take()
    (seeds / "a.txt").write_text(TEXT * 2)
    (seeds / "b.txt").unlink()
    backlog.retry_later(work.settled)

    assert len(backlog) == 1
    assert backlog.seconds_to_wait() == pytest.approx(SETTLE + RETRY_AFTER)
    time.pass_by(SETTLE + RETRY_AFTER)
    (again,) = backlog.take().settled
    assert (again.path, again.stat.size) == ("a.txt", len(TEXT) * 2)


def test_what_stays_unreadable_is_tried_less_and_less(seeds: Path, backlog: Backlog, time: HandMovedTime) -> None:
    """Each pause is twice the one before, up to a minute; a change begins anew."""
    (seeds / "a.txt").write_text(TEXT)
    backlog.look_at_everything()
    pauses = []
    for _ in range(12):
        pauses.append(backlog.seconds_to_wait() or 0.0)
        time.pass_by(pauses[-1])
        backlog.retry_later(backlog.take().settled)
    doubled = [min(RETRY_AFTER * 2**tries, RETRY_AT_LATEST) for tries in range(1, 12)]
    assert [SETTLE, *(SETTLE + pause for pause in doubled)] == pytest.approx(pauses)
    assert 1 == backlog.unread

    (seeds / "a.txt").write_text(TEXT * 2)
    time.pass_by(SETTLE + RETRY_AT_LATEST)
    backlog.retry_later(backlog.take().settled)
    assert pytest.approx(SETTLE + RETRY_AFTER) == backlog.seconds_to_wait()
    assert 0 == backlog.unread


def test_files_whose_bytes_changed_unseen_are_taken_again(
    seeds: Path, connection: Connection, backlog: Backlog, time: HandMovedTime
) -> None:
    """Although they look as they are known."""
    (seeds / "a.txt").write_text(TEXT)
    take_in(connection, backlog, time)
    status = (seeds / "a.txt").stat()
    stat_key = StatKey(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    backlog.recheck([FileSnapshot("a.txt", seeds / "a.txt", stat_key)])
    time.pass_by(SETTLE)

    assert paths(backlog.take()) == (["a.txt"], [])


def test_the_clock_writes_utc() -> None:
    """As the database does: ISO 8601, milliseconds, Z."""
    clock = Clock(lambda: 0.0, lambda: 1714564800.25, lambda _: None)

    assert clock.utc() == "2024-05-01T12:00:00.250Z"
