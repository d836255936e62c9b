"""The worker's heartbeat: what others can read of it in the database."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from db.roots import device_of
from db.rows import WorkerRow
from db.types import ONLY_ROOT, Utc
from db.worker_state import beat, last_beat
from worker.inbox.snapshot import as_key, as_path
from worker.log.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from worker.service.conditions import Conditions
    from worker.settings import Settings

log = structlog.get_logger()


class Heartbeat:
    """Writes the one row of `worker`."""

    def __init__(
        self,
        connection: Connection,
        row: WorkerRow,
        now: Callable[[], Utc],
        conditions: Conditions,
        check_claim: Callable[[], None],
    ) -> None:
        """Begin with the row; `now` gives the time as UTC ISO 8601 text.

        `check_claim` raises where the database is not this process's any more.
        """
        self._check_claim = check_claim
        self._connection = connection
        self._row = row
        self._device = device_of(connection, ONLY_ROOT, row.seeds)
        self._now = now
        self.conditions = conditions

    @property
    def device(self) -> int | None:
        """The device that the folder was on when it was last looked at; None if it never was."""
        return self._device

    def count_overflow(self) -> None:
        """Remember that events were lost."""
        self._row = replace(self._row, overflows=self._row.overflows + 1)

    def show(self, *, watching: str | None, waiting: int, device: int | None) -> None:
        """Show that the worker is alive, and what it is at."""
        self._device = device
        self._show(replace(self._row, watching=watching, waiting=waiting))

    def show_again(self) -> None:
        """Show that the worker is alive, and still at the same."""
        self._show(self._row)

    def end(self, waiting: int) -> None:
        """Say that the worker has ended as it should."""
        self._show(replace(self._row, watching=None, waiting=waiting, ended_at=self._now()))

    def _show(self, row: WorkerRow) -> None:
        self._check_claim()
        self._row = replace(
            row,
            beat_at=self._now(),
            conditions=json.dumps(self.conditions.codes()),
            trouble=str(self.conditions) or None,
            last_trouble=self.conditions.last or None,
        )
        beat(self._connection, self._row, ONLY_ROOT, self._device)


def first_row(connection: Connection, settings: Settings, now: Utc) -> WorkerRow:
    """What this process says of itself at first, with what still holds of the last heartbeat."""
    before = last_beat(connection)
    seeds = as_key(str(settings.seeds.absolute()))
    row = WorkerRow(pid=os.getpid(), host=socket.gethostname(), started_at=now, beat_at=now, seeds=seeds)
    if before and before.seeds != seeds and _is_another_folder(settings.seeds, Path(as_path(before.seeds))):
        # All files of the other one will count as missing, until it is scanned again.
        log.warning(Event.DATABASE_OTHER_FOLDER, db=str(settings.db), before=before.seeds, now=seeds)
    if before is None or before.seeds != seeds:
        return row
    overflows = before.overflows if before.pid == row.pid else 0
    return replace(row, overflows=overflows, last_trouble=before.last_trouble)


def _is_another_folder(seeds: Path, former: Path) -> bool:
    return former.is_dir() and not former.samefile(seeds)
