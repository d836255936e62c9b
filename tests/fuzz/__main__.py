"""`python -m tests.fuzz`: feed in what no one would send, for an hour or as long as is said, and keep what fails."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.run import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzz.run import Finding


def main() -> int:
    """Fuzz until the time is over; returns 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0, help="how long (default: an hour)")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="where to begin; the same one, the same inputs"
    )
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"), help="where inputs that fail are kept")
    asked = parser.parse_args()
    print(f"seed {asked.seed}: `--seed {asked.seed}` begins with the same inputs")  # noqa: T201
    outcome = fuzz(_until(time.monotonic() + asked.seconds, asked.seed), partial(_keep, asked.keep))
    print(  # noqa: T201
        f"{outcome.inputs:,} inputs of {outcome.size / 2**20:,.0f} MB, {outcome.documents:,} of them documents; "
        f"the slowest took {outcome.slowest:.2f} s (--seed {outcome.slowest_seed}); {outcome.findings} findings"
    )
    return 1 if outcome.findings else 0


def _until(end: float, first: int) -> Iterator[int]:
    """Seeds from the first on, at least one."""
    for seed in count(first):
        yield seed
        if time.monotonic() >= end:
            return


def _keep(folder: Path, finding: Finding) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{finding.seed}.bin").write_bytes(finding.raw)
    print(f"--seed {finding.seed}, kept as {folder / f'{finding.seed}.bin'}:\n{finding.what}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
