"""Verdicts and columns stay as right as they were found to be, on pages that stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.quality import invented, real
from tests.quality.floors import REACHED, WANTED, fallen, figures_of, least, pinned
from tests.quality.table import judgement_table

if TYPE_CHECKING:
    from pathlib import Path

NAMES = tuple(each.name for each in real.COLLECTIONS)
SLOW = [name if name == real.TUNED_ON else pytest.param(name, marks=pytest.mark.slow) for name in NAMES]


@pytest.fixture(params=SLOW)
def pages(request: pytest.FixtureRequest) -> real.Collection:
    """Each collection of real pages that is there."""
    found = real.collection(request.param)
    if not found.home.is_dir():
        pytest.skip(f"real pages are not there: {found.home}")
    return found


def test_invented_pages_are_those_of_the_floors() -> None:
    """Floors say nothing of other pages: when a generator changes, measure anew and pin both."""
    changed = "the invented pages changed: see what `python -m tests.quality` prints, and pin it in floors.toml"
    assert pinned("invented").sha256 == invented.digests(), changed


def test_no_figure_of_the_invented_pages_falls(tmp_path: Path) -> None:
    """Editions, reuse, columns and the ends of the prose, on dispatches in the styles of six houses."""
    assert "" == "; ".join(fallen(invented.figures(tmp_path), pinned("invented")))


def test_real_pages_are_those_of_the_floors(pages: real.Collection) -> None:
    """The labels and the pages are the ones that were measured."""
    changed = "the real pages changed: see what `python -m tests.quality` prints, and pin it in floors.toml"
    assert pinned(pages.name).sha256 == real.digests(pages), changed


def test_no_figure_of_the_real_pages_falls(pages: real.Collection, tmp_path: Path) -> None:
    """The same figures, on pages that people saved and labelled."""
    measured = real.measure(pages, tmp_path / "seeds.db")
    assert "" == "; ".join(fallen(figures_of(measured), pinned(pages.name)))


@pytest.mark.parametrize("collection", ["invented", *NAMES])
def test_floors_are_never_pinned_lower(collection: str) -> None:
    """None lies below what the project wants to reach, or below where the collection once stood; none is left out."""
    floors = pinned(collection)
    assert fallen(floors.at_least | floors.at_most, least(collection)) == []


def test_every_collection_but_the_one_tuned_on_tells_where_it_stood() -> None:
    """So each has a least floor of its own."""
    assert set(REACHED) == {*NAMES} - {real.TUNED_ON}


@pytest.mark.parametrize("collection", ["invented", *NAMES])
def test_floors_lie_below_what_was_measured(collection: str) -> None:
    """A floor that was never reached is a wish."""
    floors = pinned(collection)
    assert fallen(figures_of(floors.measured), floors) == []


def test_a_fallen_figure_is_told_with_its_floor() -> None:
    """Whoever reads the failure sees which figure fell, and how far."""
    figures = dict.fromkeys(WANTED.at_least, 1.0) | {"precision": 0.5, "none_linked": 0.25, "invented": 0.0}
    assert fallen(figures, WANTED) == ["precision 0.5000 < 0.97", "none_linked 0.2500 > 0.07"]


def test_a_count_is_a_share() -> None:
    """Scripts tell shares, numbers, and so many of so many."""
    assert figures_of({"f1": 0.9, "strays": 14, "wrong": "2/8"}) == {"f1": 0.9, "strays": 14.0, "wrong": 0.25}


def test_counts_of_wrong_pairs_are_not_weighted(tmp_path: Path) -> None:
    """Of two labelled editions one is missed, of two labelled pairs joined one is wrong; open labels do not count."""
    pairs = tmp_path / "pairs.tsv"
    rows = ["a\tb\tlabel\tconfidence", "1\t2\tedition\tsure", "1\t3\tedition\tsure", "1\t4\tnone\tsure"]
    pairs.write_text("\n".join([*rows, "1\t5\tedition\topen"]))
    told = ["wrong:\tedition\tapart\t1\t3", "wrong:\tnone\tsame story\t1\t4", "pairs: 3"]
    assert real.counts(told, pairs) == {"wrongly_joined": "1/2", "missed": "1/2"}


def test_the_table_has_a_row_for_what_was_measured() -> None:
    """The collection that was tuned on is marked; one without labelled pairs has no row."""
    _, _, *rows = judgement_table({name: pinned(name).measured for name in ("helsinki", "g5", "fundus")}).splitlines()
    assert [(row.split("`")[1], "tuned on" in row) for row in rows] == [("helsinki", True), ("g5", False)]
