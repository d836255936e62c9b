"""How often a fault is provoked, and the figure that a test leaves for docs/reliability.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.lives import Undisturbed, undisturbed
from tests.faults.shim import Shim, library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How often to provoke the fault: by `--repetitions`, or the test's own short or full count."""
    counts = request.node.get_closest_marker("repeated").kwargs
    asked: str = request.config.getoption("--repetitions")
    count: int = counts[asked] if asked in counts else int(asked)
    return count


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Leaves what was measured for `python -m tests.faults`, which writes it into docs/reliability.md."""
    return lambda text: request.node.user_properties.append(("figure", text))


@pytest.fixture(scope="session")
def shim_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled library that makes system calls fail, in a folder that all of pytest's processes share."""
    return library(tmp_path_factory.getbasetemp().parent)


@pytest.fixture
def shim(shim_library: Path, tmp_path: Path) -> Shim:
    """What makes system calls fail in the processes that are started with its environment."""
    return Shim(shim_library, tmp_path / "faults.control")


@pytest.fixture(scope="session")
def usual(shim_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """What comes of the ten files when nothing goes wrong."""
    home = tmp_path_factory.mktemp("undisturbed")
    return undisturbed(home, Shim(shim_library, home / "faults.control"))
