"""Opening the database for a command, and telling the user what is in the way."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from db.connection import open_reader, open_writer
from db.errors import DatabaseError, SQLiteError, may_pass, tells_of_damage
from worker.errors import BadDatabase, NoSeeds, StorageTrouble
from worker.lock import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from worker.settings import Settings


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """The right to write the database, for this process alone."""
    check_seeds(settings.seeds)
    if not settings.db.parent.is_dir():
        raise BadDatabase(f"there is no folder {settings.db.parent}")
    with hold(settings.db):
        yield


@contextmanager
def owned(settings: Settings) -> Iterator[Connection]:
    """The database, opened for writing by this process alone."""
    try:
        with held(settings), closing(open_writer(settings.db)) as connection:
            yield connection
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error
    except SQLiteError as error:
        if may_pass(error) or tells_of_damage(error):
            raise StorageTrouble(f"{settings.db}: {error}") from error
        raise


@contextmanager
def opened(settings: Settings) -> Iterator[Connection]:
    """The database, opened for reading beside a worker."""
    try:
        with closing(open_reader(settings.db)) as connection:
            yield connection
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error


def check_seeds(seeds: Path) -> None:
    """Raise NoSeeds unless the folder is there."""
    if not seeds.is_dir():
        raise NoSeeds(f"there is no folder {seeds}")
