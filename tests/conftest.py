"""Fixtures that most tests share: a fresh database, an empty folder of seeds, a clock that the test moves."""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import settings

from db.connection import open_writer
from tests.process.seedwatch import Place
from worker.clock import Clock
from worker.log.hooks import LogStream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

BYTECODE = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the command line say how often each fault is provoked."""
    parser.addoption("--repetitions", default="short", help="how often to provoke each fault: short, full or a number")


def pytest_configure() -> None:
    """Where no bytecode may be written beside the sources, keep it apart: without any, each process compiles all.

    The suite starts some hundred processes, and to compile takes each as long as all else that it does.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))


@pytest.fixture(autouse=True)
def _own_hooks() -> Iterator[None]:
    """Whoever sets up the log changes what the whole process says: afterwards all is as before."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            *((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"), (warnings, "showwarning")),
            *((logging, "lastResort"), (logging.getLogger(), "handlers")),
        ):
            patch.setattr(owner, name, getattr(owner, name))
        yield
    sys.stderr = LogStream.below(sys.stderr)
    structlog.reset_defaults()
    for name, module in list(sys.modules.items()):
        if name.startswith("worker."):  # a logger keeps for ever what was set up when it was first used
            getattr(getattr(module, "log", None), "__dict__", {}).pop("bind", None)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty folder of seeds, to run commands on."""
    return Place(tmp_path / "place")


@dataclass(slots=True)
class HandMovedTime:
    """Seconds that pass only when a test says so."""

    now: float = 1000.0

    def pass_by(self, seconds: float) -> None:
        """Let time pass; stands for `sleep` too."""
        self.now += seconds


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A fresh database, opened for writing."""
    with closing(open_writer(tmp_path / "seeds.db")) as opened:
        yield opened


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """An empty folder for seed files."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def time() -> HandMovedTime:
    """The time of `clock`."""
    return HandMovedTime()


@pytest.fixture
def clock(time: HandMovedTime) -> Clock:
    """A clock of which both hands show `time`."""
    return Clock(lambda: time.now, lambda: time.now, time.pass_by)
