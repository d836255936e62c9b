"""Fixtures for tests of processes."""

from pathlib import Path

import pytest

from tests.process.seedwatch import Place

SAMPLES = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty folder of seeds."""
    return Place(tmp_path / "place")


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample dispatches that come with the project."""
    return sorted(path for path in SAMPLES.rglob("*.txt"))
