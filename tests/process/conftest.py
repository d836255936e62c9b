"""Fixtures for tests of processes."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample dispatches that come with the project."""
    return sorted(path for path in SAMPLES.rglob("*.txt"))
