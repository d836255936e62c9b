"""The deep check: are the bytes of files that look unchanged still those that were stored?"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import structlog

from db.connection import transaction
from db.files import longest_unchecked, note_checked
from db.types import ONLY_ROOT
from worker.inbox.read import TooLarge, Unsettled, read_settled
from worker.inbox.snapshot import FileSnapshot, as_path
from worker.log.events import Event
from worker.pipeline.pipeline import batched

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.files import Unchecked
    from worker.clock import Clock
    from worker.settings import Settings

log = structlog.get_logger()

AT_ONCE = 50  # files; so few that an arrival waits for less than a second


class DeepCheck:
    """Compares files' hashes, a few at a time, so that each file's turn comes once in the time that is set.

    It finds what changes neither size nor times: a rewrite whose times were put back on a file system that keeps no
    time of change, or a disk that has lost bits.
    """

    def __init__(self, connection: Connection, settings: Settings, clock: Clock) -> None:
        """Check nothing yet."""
        self._connection = connection
        self._settings = settings
        self._clock = clock

    def check_some(self) -> list[FileSnapshot]:
        """Compare the files whose turn it is; returns those whose bytes have changed."""
        before = datetime.fromtimestamp(self._clock.wall() - self._settings.deep_check_every, UTC).isoformat()
        due = next(
            batched(longest_unchecked(self._connection, ONLY_ROOT, before, AT_ONCE), lambda file: file.stat.size), []
        )
        changed = {file.path: snapshot for file in due if (snapshot := self._changed(file))}
        if due:
            # A changed file is noted when it is taken: what ends the worker before that must not put it off.
            same = [file.path for file in due if file.path not in changed]
            with transaction(self._connection):
                note_checked(self._connection, ONLY_ROOT, same, self._clock.utc())
        return list(changed.values())

    def _changed(self, file: Unchecked) -> FileSnapshot | None:
        snapshot = FileSnapshot(file.path, self._settings.seeds / as_path(file.path), file.stat)
        try:
            raw = read_settled(snapshot, self._settings.max_bytes)
        except (TooLarge, Unsettled):
            return None  # the comparison of the folder finds it
        except OSError as error:
            log.warning(Event.FILE_UNREAD, path=file.path, error=str(error))
            return None
        if sha256(raw).hexdigest() == file.sha256:
            return None
        log.warning(Event.FILE_CHANGED_UNSEEN, path=file.path)
        return snapshot
