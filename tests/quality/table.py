"""The table of judgement, as the README has it: how right the editions of each collection are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.quality.real import COLLECTIONS, PAIRS, TUNED_ON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.quality.floors import Measured
    from tests.quality.real import Collection

_HEAD: Final = """\
| collection | language | F1 | precision | recall | wrongly joined | missed | one threshold |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""
_TUNED: Final = "**the rules were tuned on these**: "


def judgement_table(measured: Mapping[str, Measured]) -> str:
    """Write a row for each collection with labelled pairs that was measured."""
    rows = [_row(each, measured[each.name]) for each in COLLECTIONS if PAIRS in each.labels and each.name in measured]
    return _HEAD + "".join(rows)


def _row(of: Collection, measured: Measured) -> str:
    about = f"`{of.name}`, {_TUNED if of.name == TUNED_ON else ''}{of.about}"
    shares = [f"{float(measured[name]):.3f}" for name in ("f1", "precision", "recall")]
    counts = [str(measured[name]).replace("/", " of ") for name in ("wrongly_joined", "missed")]
    return f"| {' | '.join([about, of.languages, *shares, *counts, of.best_threshold])} |\n"
