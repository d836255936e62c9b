"""What passes is waited for; what does not ends the worker with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import stamina
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one
from structlog.testing import capture_logs

from worker.errors import BadDatabase, Fault, StorageTrouble
from worker.inbox.wake_queue import WakeQueue
from worker.service import supervisor
from worker.service.lock import hold
from worker.service.service import Service
from worker.service.supervisor import serve
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from worker.clock import Clock
    from worker.service.lock import Claim

SQLITE_FULL, SQLITE_CORRUPT = 13, 11


@pytest.fixture(autouse=True)
def _without_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=5):
        yield


@pytest.fixture
def settings(seeds: Path) -> Settings:
    """A folder without files, and no database yet."""
    return Settings(seeds=seeds, db=seeds.with_name("seeds.db"))


@pytest.fixture
def wake_queue() -> WakeQueue:
    """One that is not closed."""
    return WakeQueue()


@pytest.fixture
def claim(settings: Settings, clock: Clock) -> Iterator[Claim]:
    """The claim to the database."""
    with hold(settings.db, clock.now()) as held:
        yield held


def failure(code: int) -> sqlite3.OperationalError:
    """What SQLite raises with that code."""
    error = sqlite3.OperationalError(f"code {code}")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, wake_queue: WakeQueue) -> Callable[..., list[Service]]:
    """Makes a service of which each run fails with the next error, and then ends as it should; tells who has run."""

    def failing(*errors: Exception) -> list[Service]:
        left, ran = list(errors), []

        def run(self: Service) -> None:
            ran.append(self)
            if left:
                raise left.pop(0)
            wake_queue.close()

        monkeypatch.setattr(Service, "run", run)
        return ran

    return failing


def test_what_passes_is_tried_again(
    settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim, service: Callable[..., list[Service]]
) -> None:
    """With a service and a connection of its own each time; the log tells what was wrong."""
    ran = service(OSError(5, "Input/output error"), failure(SQLITE_FULL))
    with capture_logs() as lines:
        serve(settings, clock, wake_queue, claim)

    assert 3 == len(set(map(id, ran)))
    told = [line["error"] for line in lines if line["event"] == "worker.trouble" and "again_in" not in line]
    assert ["[Errno 5] Input/output error", "code 13"] == told


def test_damage_that_is_none_is_tried_again(
    settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim, service: Callable[..., list[Service]]
) -> None:
    """SQLite takes a read that the disk failed for damage; if all can be read and is right, it was only that."""
    ran = service(failure(SQLITE_CORRUPT))
    serve(settings, clock, wake_queue, claim)

    assert 2 == len(ran)


@pytest.mark.parametrize("error", [KeyError("page"), failure(SQLITE_CORRUPT)])
def test_a_fault_of_our_own_ends_it(
    settings: Settings,
    clock: Clock,
    wake_queue: WakeQueue,
    claim: Claim,
    service: Callable[..., list[Service]],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    """As does a damaged database: the log has the traceback, the exit code says that it is no user's to mend."""
    monkeypatch.setattr(supervisor, "is_damaged", lambda _: True)
    ran = service(error)
    with capture_logs() as lines, pytest.raises(Fault, match=type(error).__name__):
        serve(settings, clock, wake_queue, claim)

    assert 1 == len(ran)
    assert ["worker.failed"] == [line["event"] for line in lines]
    assert 70 == Fault.exit_code


def test_asked_to_stop_it_does_not_wait(
    settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim, service: Callable[..., list[Service]]
) -> None:
    """What could not be stored is taken next time; the exit code tells."""
    ran = service(failure(SQLITE_FULL))
    wake_queue.close()
    with pytest.raises(StorageTrouble, match="code 13"):
        serve(settings, clock, wake_queue, claim)

    assert 1 == len(ran)


def test_a_database_that_is_not_ours(settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim) -> None:
    """It is told at the start, and not tried again."""
    settings.db.write_text("notes")
    with pytest.raises(BadDatabase, match="not a seedwatch database"):
        serve(settings, clock, wake_queue, claim)


def test_a_database_that_cannot_be_opened_at_the_start(
    settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is the user's to mend."""

    def fail(_: Path) -> None:
        raise failure(SQLITE_FULL)

    monkeypatch.setattr(supervisor, "open_writer", fail)
    with pytest.raises(StorageTrouble, match="code 13"):
        serve(settings, clock, wake_queue, claim)


def test_a_faulty_sqlite_is_warned_of(
    settings: Settings,
    clock: Clock,
    wake_queue: WakeQueue,
    claim: Claim,
    service: Callable[..., list[Service]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And used all the same: the user may have no other."""
    service()
    monkeypatch.setattr(supervisor, "sqlite_fault", lambda: "it can corrupt")
    with capture_logs() as lines:
        serve(settings, clock, wake_queue, claim)

    assert [{"event": "database.sqlite_fault", "reason": "it can corrupt", "log_level": "warning"}] == lines


@pytest.mark.parametrize("name", ["seeds.db", "seeds.db.lock"])
def test_a_claim_that_is_lost_is_not_tried_again(
    settings: Settings,
    clock: Clock,
    wake_queue: WakeQueue,
    claim: Claim,
    service: Callable[..., list[Service]],
    name: str,
) -> None:
    """The database is not made anew where it, or the lock, was deleted: whoever did so may have begun another."""
    ran = service(OSError(5, "Input/output error"))
    run = Service.run

    def run_and_lose(self: Service) -> None:
        settings.db.with_name(name).unlink()
        run(self)

    Service.run = run_and_lose  # type: ignore[method-assign]  # the fixture puts it back
    with capture_logs() as lines, pytest.raises(StorageTrouble, match=f"{name} was deleted"):
        serve(settings, clock, wake_queue, claim)

    assert 1 == len(ran)
    assert "worker.ended" == lines[-1]["event"]
