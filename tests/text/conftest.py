"""Fixtures for tests of texts that a whole scan is run on."""

from pathlib import Path

import pytest

from tests.process.seedwatch import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty folder of seeds."""
    return Place(tmp_path / "place")
