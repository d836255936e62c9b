"""Keeping the service up: what passes is waited for, what does not pass ends the worker with a reason."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import stamina
import structlog

from db.connection import is_damaged, open_writer, sqlite_fault
from db.errors import DatabaseError, SQLiteError, may_pass, tells_of_damage
from db.worker_state import last_beat
from worker.errors import BadDatabase, Fault, SeedwatchError, StorageTrouble
from worker.log.events import Event
from worker.pipeline.rule_set import load_rule_set
from worker.pipeline.versions import check_versions
from worker.service.conditions import Condition, Conditions
from worker.service.heartbeat import Heartbeat, first_row
from worker.service.service import Service

if TYPE_CHECKING:
    from worker.clock import Clock
    from worker.inbox.wake_queue import WakeQueue
    from worker.service.lock import Claim
    from worker.settings import Settings

log = structlog.get_logger()

LONGEST_PAUSE = 5.0  # seconds between two tries while the disk is full


def serve(settings: Settings, clock: Clock, wake_queue: WakeQueue, claim: Claim) -> None:
    """Serve until the wake queue is closed.

    A full disk, a file that can't be opened: the service begins anew, as after a crash, with growing pauses. Its
    connection and all that it remembered are dropped, so there is one way to recover, which is tried all the time.

    Raises:
        BadDatabase: the database can't be used from the start.
        StorageTrouble: asked to stop, it could not store what it had in hand; or it lost the claim to the database.
        Fault: an error of our own, which is logged with its traceback.
    """
    if fault := sqlite_fault():
        log.warning(Event.DATABASE_SQLITE_FAULT, reason=fault)
    conditions = Conditions(clock.utc, _open_once(settings))
    claim.check()
    try:
        for attempt in stamina.retry_context(
            on=lambda error: _passes(error) and not wake_queue.is_closed,
            attempts=None, timeout=None, wait_initial=0.2, wait_max=LONGEST_PAUSE,
        ):  # fmt: skip
            with attempt, conditions.telling(Condition.WORKER_TROUBLE, _passes):
                _serve_once(settings, clock, wake_queue, conditions, claim)
    except SeedwatchError as error:
        log.error(Event.WORKER_ENDED, reason=str(error))  # noqa: TRY400 - it is told in one line, not as a fault of ours
        raise
    except Exception as error:
        if _passes(error):
            raise StorageTrouble(str(error)) from error
        log.critical(Event.WORKER_FAILED, exc_info=True)
        raise Fault(f"{type(error).__name__}: {error}") from error


def _open_once(settings: Settings) -> str:
    """Tell the user what is wrong from the start, which is his to mend; returns what an earlier worker told last."""
    try:
        with closing(open_writer(settings.db)) as connection:
            check_versions(connection, load_rule_set(settings.lexicon))
            before = last_beat(connection)
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error
    except SQLiteError as error:
        raise StorageTrouble(f"{settings.db}: {error}") from error
    return (before and before.last_trouble) or ""


def _serve_once(settings: Settings, clock: Clock, wake_queue: WakeQueue, conditions: Conditions, claim: Claim) -> None:
    claim.check()  # a database that was deleted is not to be made anew
    try:
        with closing(open_writer(settings.db)) as connection:
            row = first_row(connection, settings, clock.utc())
            heartbeat = Heartbeat(connection, row, clock.utc, conditions, claim.check)
            Service(connection, settings, clock, wake_queue, heartbeat).run()
    except SQLiteError as error:
        if tells_of_damage(error) and not is_damaged(settings.db):
            raise OSError(f"disk I/O error: {error}") from error
        raise


def _passes(error: Exception) -> bool:
    """Whether the machine is to blame, and not the data or the program."""
    return may_pass(error) or isinstance(error, OSError | DatabaseError)
