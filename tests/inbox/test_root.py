"""The seeds folder as a place that can go away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.inbox.root import Root

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def device(seeds: Path) -> int:
    """The number of the device that the folder is on."""
    return seeds.stat().st_dev


def test_a_folder_that_was_never_looked_at(seeds: Path, device: int) -> None:
    """It may be empty; from then on its device is known."""
    root = Root(seeds)
    root.check()

    assert device == root.device


def test_an_empty_folder_on_the_same_device(seeds: Path, device: int) -> None:
    """Its files were deleted."""
    root = Root(seeds, device)
    root.check()

    assert device == root.device


@pytest.mark.parametrize("left", [[], ["INDEX.md"], ["INDEX.md", ".hidden", "half.part"]])
def test_a_mount_point_without_its_mount(seeds: Path, device: int, left: list[str]) -> None:
    """No seed file is there, and another device than before: that says nothing of the files."""
    for name in left:
        (seeds / name).write_text("x")
    root = Root(seeds, device + 1)

    with pytest.raises(OSError, match="not mounted"):
        root.check()
    assert device + 1 == root.device


def test_files_on_another_device(seeds: Path, device: int) -> None:
    """The folder has moved to another disk."""
    (seeds / "a.txt").write_text("x")
    root = Root(seeds, device + 1)
    root.check()

    assert device == root.device


def test_a_folder_that_is_not_there(seeds: Path) -> None:
    """The system says so."""
    seeds.rmdir()

    with pytest.raises(FileNotFoundError):
        Root(seeds).check()
