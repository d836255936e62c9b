"""Opening the database for a command, and telling the user what is in the way."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import is_damaged, open_reader, open_writer
from db.errors import DatabaseError, ReaderInTheWay, SQLiteError, may_pass, tells_of_damage
from worker.errors import BadDatabase, NoSeeds, StorageTrouble, UsageError
from worker.inbox.ignore import MANIFEST, MANIFEST_PAGES
from worker.service.lock import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from sqlite3 import Connection

    from worker.service.lock import Claim
    from worker.settings import Settings


@dataclass(frozen=True, slots=True)
class Owned:
    """A database opened for writing, and the claim to it."""

    connection: Connection
    claim: Claim


@contextmanager
def held(settings: Settings, now: datetime) -> Iterator[Claim]:
    """The right to write the database, for this process alone; `now` is an aware time."""
    check_seeds(settings.seeds)
    check_place(settings)
    with hold(settings.db, now) as claim:
        yield claim


@contextmanager
def owned(settings: Settings, now: datetime) -> Iterator[Owned]:
    """The database, opened for writing by this process alone."""
    with held(settings, now) as claim, told(settings.db), closing(open_writer(settings.db)) as connection:
        claim.check()
        yield Owned(connection, claim)


@contextmanager
def opened(settings: Settings) -> Iterator[Connection]:
    """The database, opened for reading beside a worker."""
    with told(settings.db), closing(open_reader(settings.db)) as connection:
        yield connection


@contextmanager
def told(db: Path) -> Iterator[None]:
    """Tell the user in one line of what is wrong with the database; a statement of ours that is wrong stays a fault."""
    try:
        yield
    except ReaderInTheWay as error:
        raise StorageTrouble(str(error)) from error
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error
    except SQLiteError as error:
        if tells_of_damage(error) and is_damaged(db):
            raise BadDatabase(f"{db} is damaged ({error}): restore a backup, or remove it and scan anew") from error
        if may_pass(error) or tells_of_damage(error):
            raise StorageTrouble(f"{db}: {error}") from error
        raise


def check_seeds(seeds: Path) -> None:
    """Raise NoSeeds unless the folder is there."""
    if not seeds.is_dir():
        raise NoSeeds(f"there is no folder {seeds}")


def check_path(db: Path) -> None:
    """Raise BadDatabase unless there is a folder for the database, UsageError where it is called as a manifest is."""
    if not db.parent.is_dir():
        raise BadDatabase(f"there is no folder {db.parent}")
    if os.path.basename(os.path.realpath(db)) == MANIFEST:  # noqa: PTH119 - what a link leads to
        raise UsageError(f"{db} is the manifest's place: the database can't stand there")


def check_place(settings: Settings) -> None:
    """Raise BadDatabase or UsageError where no database may stand beside this folder's manifest."""
    check_path(settings.db)
    db, seeds = (Path(os.path.realpath(path)) for path in (settings.db, settings.seeds))
    if db.is_relative_to(seeds / MANIFEST_PAGES):
        raise UsageError(f"{settings.db} is the manifest's place: the database can't stand there")
