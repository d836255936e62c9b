"""`seedwatch backup` and `seedwatch restore`: a copy of the database, and such a copy in its place."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup import back_up
from db.connection import open_writer
from db.errors import SQLiteError
from db.restore import restore as restore_database
from db.worker_state import end_worker, last_beat
from worker.cli.database import check_path, opened, told
from worker.cli.output import say
from worker.clock import SYSTEM_CLOCK
from worker.errors import StorageTrouble, UsageError
from worker.inbox.ignore import MANIFEST
from worker.inbox.snapshot import as_path
from worker.log.configure import configure
from worker.manifest.publish import Publisher
from worker.service.lock import hold

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.settings import Settings


def backup(settings: Settings, target: Path) -> None:
    """Copy the database into a new file."""
    configure(quiet=True)
    with opened(settings) as connection:
        try:
            back_up(connection, target)
            end_worker(target, SYSTEM_CLOCK.utc())
        except FileExistsError as error:
            raise UsageError(f"{target} is there already") from error
        except SQLiteError as error:
            raise StorageTrouble(f"{target}: {error}") from error


def restore(settings: Settings, source: Path, seeds: Path | None) -> None:
    """Put a copy of the database in its place, and make the manifest true to it.

    `seeds` is the folder that the user names, if any: the manifest is written only if the database has served it.
    """
    configure(quiet=True)
    check_path(settings.db)
    with hold(settings.db, SYSTEM_CLOCK.now()), told(settings.db):
        if source.exists() and settings.db.exists() and source.samefile(settings.db):
            raise UsageError(f"{source} is the database itself")
        db = Path(os.path.realpath(settings.db))
        aside = restore_database(source, db, SYSTEM_CLOCK.utc())
        say(f"{settings.db} is restored from {source}" + (f"; what it was is kept as {aside}" if aside else ""))
        with closing(open_writer(db)) as connection:
            _publish_restored(connection, seeds)


def _publish_restored(connection: Connection, seeds: Path | None) -> None:
    """Write the manifest in the folder that the database has served, and in no other."""
    beat = last_beat(connection)
    folder = Path(as_path(beat.seeds)) if beat else None
    if folder is None or not folder.is_dir():
        say(f"no manifest is written: there is no folder {folder or 'that the database has served'}")
    elif seeds and not (seeds.is_dir() and seeds.samefile(folder)):
        say(f"no manifest is written: the database has served {folder} and not {seeds}")
    else:
        Publisher(folder, connection).publish(everything=True)
        say(f"{folder / MANIFEST} is true to it")
