"""The figures that must not fall, pinned in `floors.toml` with the digest of the collection that they are true of.

`python -m tests.quality` prints today's figures as they stand there. `measured` is what was found when a floor was
pinned. A floor lies a little below it, and never below what the project wants to reach (`WANTED`); on the collections
where that has not been reached, it is what was measured, and never below where they once stood (`REACHED`).
"""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.quality.score import Figures

Measured = dict[str, float | str]
"""A figure's name -> a share, a number, or so many of so many, as '2/328'."""

FLOORS: Final = Path(__file__).with_name("floors.toml")


class Floors(NamedTuple):
    """The pinned figures of a collection: `sha256` is its digest, `at_most` are ceilings."""

    sha256: dict[str, str]
    measured: Measured
    at_least: Figures
    at_most: Figures


WANTED: Final = Floors(
    sha256={},
    measured={},
    at_least={
        "precision": 0.97,
        "f1": 0.97,
        "reuse_linked": 0.8,
        "all_fields": 0.9,
        "prose_start": 0.85,
        "prose_end": 0.85,
    },
    at_most={"none_linked": 0.07, "invented": 0.03},
)
"""What the project wants to reach on any collection; it has, on the pages that it invents and those it was tuned on."""

REACHED: Final[dict[str, Figures]] = {
    "g5": {"precision": 0.973, "f1": 0.9351},
    "reuters": {"precision": 0.8654, "f1": 0.9},
    "daniel": {"precision": 0.9885, "f1": 0.9885, "body_f1": 0.9059},
    "senate": {"precision": 0.4463, "f1": 0.6172},
    "fakebr": {"precision": 0.2119, "f1": 0.3409},
    "ttc3600": {"precision": 1.0, "f1": 0.9745},
    "fundus": {"all_fields": 0.766, "prose_start": 0.727, "prose_end": 0.682},
}
"""Where the other collections stand; their floors rise from there."""


def least(collection: str) -> Floors:
    """Return what no floor of a collection may be pinned below."""
    return Floors({}, {}, REACHED[collection], {}) if collection in REACHED else WANTED


def pinned(collection: str) -> Floors:
    """Read the floors of a collection, named as its table in `floors.toml`."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    table = tables[collection]
    return Floors(table["sha256"], table["measured"], figures_of(table["at_least"]), figures_of(table["at_most"]))


def fallen(figures: Figures, floors: Floors) -> list[str]:
    """Return a line for each figure on the wrong side of its floor or ceiling."""
    low = [f"{name} {figures[name]:.4f} < {least}" for name, least in floors.at_least.items() if figures[name] < least]
    high = [f"{name} {figures[name]:.4f} > {most}" for name, most in floors.at_most.items() if figures[name] > most]
    return low + high


def figures_of(measured: Mapping[str, float | str]) -> Figures:
    """Return what was measured as numbers that can be compared."""
    return {name: float(Fraction(str(figure))) for name, figure in measured.items()}


def as_table(collection: str, sha256: Mapping[str, str], measured: Mapping[str, float | str]) -> str:
    """Write what was measured as it is pinned."""
    digests = "".join(f'{name} = "{digest}"\n' for name, digest in sha256.items())
    figures = "".join(f"{name} = {_written(figure)}\n" for name, figure in measured.items())
    return f"[{collection}.sha256]\n{digests}\n[{collection}.measured]\n{figures}"


def _written(figure: float | str) -> str:
    return f"{figure:.4f}" if isinstance(figure, float) else json.dumps(figure)
