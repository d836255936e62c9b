"""The figures that must not fall, pinned in `floors.toml` with the digest of the collection that they are true of.

`python -m tests.quality` prints today's figures as they stand there. `measured` is what was found when a floor was
pinned; a floor lies a little below it, and never below what the project wants to reach (`WANTED`).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from tests.quality.score import Figures

FLOORS: Final = Path(__file__).with_name("floors.toml")


class Floors(NamedTuple):
    """The pinned figures of a collection: `sha256` is its digest, `at_most` are ceilings."""

    sha256: dict[str, str]
    measured: Figures
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
"""What the project wants to reach on any collection."""


def pinned(collection: str) -> Floors:
    """Read the floors of a collection, named as its table in `floors.toml`."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return Floors(**tables[collection])


def fallen(figures: Figures, floors: Floors) -> list[str]:
    """Return a line for each figure on the wrong side of its floor or ceiling."""
    low = [f"{name} {figures[name]:.4f} < {least}" for name, least in floors.at_least.items() if figures[name] < least]
    high = [f"{name} {figures[name]:.4f} > {most}" for name, most in floors.at_most.items() if figures[name] > most]
    return low + high


def as_table(collection: str, sha256: dict[str, str], figures: Figures) -> str:
    """Write what was measured as it is pinned."""
    digests = "".join(f'{name} = "{digest}"\n' for name, digest in sha256.items())
    measured = "".join(f"{name} = {figure:.4f}\n" for name, figure in figures.items())
    return f"[{collection}.sha256]\n{digests}\n[{collection}.measured]\n{measured}"
