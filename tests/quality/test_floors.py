"""Verdicts and columns stay as right as they were found to be, on pages that stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.quality import helsinki, invented
from tests.quality.floors import WANTED, fallen, pinned

if TYPE_CHECKING:
    from pathlib import Path

COLLECTIONS = ("invented", "helsinki")

with_real_pages = pytest.mark.skipif(not helsinki.DATA.is_dir(), reason=f"real pages are not there: {helsinki.DATA}")


def test_invented_pages_are_those_of_the_floors() -> None:
    """Floors say nothing of other pages: when a generator changes, measure anew and pin both."""
    changed = "the invented pages changed: see what `python -m tests.quality` prints, and pin it in floors.toml"
    assert pinned("invented").sha256 == invented.digests(), changed


def test_no_figure_of_the_invented_pages_falls(tmp_path: Path) -> None:
    """Editions, reuse, columns and the ends of the prose, on dispatches in the styles of six houses."""
    assert "" == "; ".join(fallen(invented.figures(tmp_path), pinned("invented")))


@with_real_pages
def test_real_pages_are_those_of_the_floors() -> None:
    """The labels and the pages are the ones that were measured."""
    changed = "the real pages changed: see what `python -m tests.quality` prints, and pin it in floors.toml"
    assert pinned("helsinki").sha256 == helsinki.digests(), changed


@with_real_pages
def test_no_figure_of_the_real_pages_falls(tmp_path: Path) -> None:
    """The same figures, on pages that people saved and labelled."""
    assert "" == "; ".join(fallen(helsinki.figures(tmp_path / "seeds.db"), pinned("helsinki")))


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_floors_are_what_is_wanted_at_least(collection: str) -> None:
    """No floor is pinned below what the project wants to reach, and none is left out."""
    floors = pinned(collection)
    assert fallen(floors.at_least | floors.at_most, WANTED) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_floors_lie_below_what_was_measured(collection: str) -> None:
    """A floor that was never reached is a wish."""
    floors = pinned(collection)
    assert fallen(floors.measured, floors) == []


def test_a_fallen_figure_is_told_with_its_floor() -> None:
    """Whoever reads the failure sees which figure fell, and how far."""
    figures = dict.fromkeys(WANTED.at_least, 1.0) | {"precision": 0.5, "none_linked": 0.25, "invented": 0.0}
    assert fallen(figures, WANTED) == ["precision 0.5000 < 0.97", "none_linked 0.2500 > 0.07"]
