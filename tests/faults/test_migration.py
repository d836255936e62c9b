"""A migration that is interrupted: each step is made whole or not at all, and the next start finishes."""

from __future__ import annotations

from contextlib import closing
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.connection import open_writer
from db.migrations import migrations
from tests.db.older import ROWS, STEPS, make_older
from tests.faults.lives import EACH, clear, spread
from tests.faults.shim import KILLED, Call, Shim
from tests.snapshot import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.process.seedwatch import Place

SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
FILES = "SELECT path, state, size, coalesce(reason, '') FROM files ORDER BY path"

Schema = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Schema]:
    """The schema before each step, and at '' the last."""
    home = tmp_path_factory.mktemp("schemas")
    made = {}
    for step in (*STEPS, ""):
        make_older(home / f"{step}.db", step)
        made[step] = rows(home / f"{step}.db", SCHEMA)
    return made


def migrate(path: Path, stop_at: int = 0) -> list[int]:
    """Bring a database up to date, but interrupt that statement; returns the numbers of those that can be, from 1.

    SQLite asks whether to go on within each, but for one that first has FTS5 write down what it holds: that is a
    statement of its own, and the rest belongs to its number.

    Raises:
        sqlite3.OperationalError: it was interrupted.
    """
    begun: list[str] = []
    asked: set[int] = set()

    def is_to_stop() -> bool:
        asked.add(len(begun))
        return len(begun) == stop_at

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.set_trace_callback(begun.append)
        connection.set_progress_handler(is_to_stop, 1)
        migrations.apply(Database(connection))
    return sorted(asked)


def assert_between_steps(path: Path, schemas: dict[str, Schema], step: str) -> None:
    """The schema is that of a version from before the step on, its files are all there."""
    later = [schemas[each] for each in (*STEPS[STEPS.index(step) :], "")]
    assert rows(path, SCHEMA) in later
    assert step == STEPS[0] or ROWS == rows(path, FILES)


@pytest.mark.repeated(short=10, full=EACH)
@pytest.mark.parametrize("step", STEPS)
def test_interrupted_at_a_statement(
    tmp_path: Path, schemas: dict[str, Schema], step: str, times: int, figure: Callable[[str], None]
) -> None:
    """Of this step and those after it, any statement is interrupted: its step is undone, the next start does it."""
    make_older(tmp_path / "seeds.db", step)
    _, *interruptible = migrate(tmp_path / "seeds.db")  # the first only looks for a table
    statements = spread(interruptible, times)
    for statement in statements:
        path = tmp_path / f"{statement}" / "seeds.db"
        path.parent.mkdir()
        make_older(path, step)
        with pytest.raises(sqlite3.OperationalError):
            migrate(path, stop_at=statement)
        assert_between_steps(path, schemas, step)
        open_writer(path).close()
        assert schemas[""] == rows(path, SCHEMA)
    figure(f"from {step} on: {len(statements)} statements")


@pytest.mark.repeated(short=1, full=EACH)
@pytest.mark.parametrize("step", [STEPS[0], STEPS[-1]])
def test_killed_at_a_write(
    place: Place, shim: Shim, schemas: dict[str, Schema], step: str, times: int, figure: Callable[[str], None]
) -> None:
    """A start on a new or older database is killed at a write, or amid it: no step is half done, the next goes on."""
    make_older(place.db, step)
    shim.count(place.home)
    assert 0 == place.call("index", **shim.environment).returncode
    cases = [(number, halve) for number in range(1, shim.calls(Call.WRITE) + 1) for halve in (False, True)]
    killed = 0
    for number, halve in spread(cases, times):
        clear(place)
        make_older(place.db, step)
        shim.fail(Call.WRITE, error=KILLED, first=number, last=number + halve, halve=halve)
        killed += place.call("index", **shim.environment).returncode == -SIGKILL
        shim.relent()
        assert_between_steps(place.db, schemas, step)
        assert 0 == place.call("index").returncode
        assert schemas[""] == rows(place.db, SCHEMA)
    figure(f"from {step} on: {killed} kills")
