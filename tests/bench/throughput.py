"""How many files a second `seedwatch scan` takes in, beside storing the same files with sqlite-utils.

`python -m tests.bench.throughput --files 2000 10000 20000`: both are run as whole processes, in turns, so that what
else the machine does touches both; the ratio of their medians can be compared between machines.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.collections import COLLECTIONS, plant, workspace
from tests.bench.cost import Cost, cost_of
from tests.bench.truth import Findings, findings

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAMS = Path(sys.executable).parent
_HEADER = (
    "| files | seedwatch, files/s | sqlite-utils, files/s | ratio | seedwatch, peak MB | sqlite-utils, peak MB |\n"
    "| ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


class Outcome(NamedTuple):
    """The medians of both programs, and what ours found."""

    ours: Cost
    theirs: Cost
    found: Findings


def main() -> None:
    """Measure and print a row for each number of files."""
    arguments = _arguments()
    with workspace() as folder:
        _say(f"{arguments.collection} in {folder.parent}, medians of {arguments.runs} runs\n\n{_HEADER}")
        outcomes = []
        for files in arguments.files:
            outcomes.append(compare(folder / str(files), arguments.collection, files, arguments.runs))
            _say(_row(files, outcomes[-1]))
        _say("\n" + "".join(_sanity(outcome.found) for outcome in outcomes))


def compare(folder: Path, collection: str, files: int, runs: int) -> Outcome:
    """Plant a collection, and store it `runs` times with each program, in turns."""
    folder.mkdir()
    truth = plant(collection, folder / "seeds", files)
    ours, theirs = [], []
    for _ in range(runs):
        _remove_databases(folder)
        ours.append(cost_of(_seedwatch(folder)))
        theirs.append(cost_of(_sqlite_utils(folder)))
    return Outcome(_median(ours), _median(theirs), findings(folder / "ours.db", truth))


def _seedwatch(folder: Path) -> list[str]:
    return [f"{_PROGRAMS}/seedwatch", "scan", "--seeds", f"{folder}/seeds", "--db", f"{folder}/ours.db"]


def _sqlite_utils(folder: Path) -> list[str]:
    """Path, text and size of each file, the columns it has by itself."""
    command = [f"{_PROGRAMS}/sqlite-utils", "insert-files", f"{folder}/theirs.db", "files", f"{folder}/seeds"]
    return [*command, "--text", "--silent"]


def _remove_databases(folder: Path) -> None:
    """What a scan left behind, its manifest included."""
    for left in (*folder.glob("*.db*"), *folder.glob("seeds/INDEX*"), *folder.glob("seeds/INDEX/*")):
        if left.is_file():
            left.unlink()


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(median, zip(*costs, strict=True)))


def _row(files: int, outcome: Outcome) -> str:
    ours, theirs = outcome.ours, outcome.theirs
    speeds = f"{files / ours.seconds:,.0f} | {files / theirs.seconds:,.0f} | {theirs.seconds / ours.seconds:.3f}"
    return f"| {files:,} | {speeds} | {ours.peak:.0f} | {theirs.peak:.0f} |\n"


def _sanity(found: Findings) -> str:
    return (
        f"{found.files:,} files: {found.documents:,} documents in {found.stories:,} stories"
        f" ({found.planted_stories:,} planted); {found.editions:,} of {found.planted_editions:,} editions found;"
        f" {found.joined:,} stories wrongly joined\n"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.throughput")
    parser.add_argument("--files", type=int, nargs="+", default=[10_000], help="how many files; several give a table")
    parser.add_argument("--runs", type=int, default=3, help="runs of each program")
    parser.add_argument("--collection", choices=COLLECTIONS, default="news", help="what the files hold")
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
