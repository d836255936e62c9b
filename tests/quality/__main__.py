"""`python -m tests.quality` prints today's figures: the README's table, and all as `floors.toml` pins them."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.quality import invented, real
from tests.quality.floors import as_table
from tests.quality.table import judgement_table
from worker.log.configure import configure


def main() -> None:
    """Measure all collections; the real pages only where they are there."""
    configure(quiet=True)
    with TemporaryDirectory() as folder:
        pinned = [as_table("invented", invented.digests(), invented.figures(Path(folder)))]
        measured = {}
        for each in real.COLLECTIONS:
            if each.home.is_dir():
                measured[each.name] = real.measure(each, Path(folder) / f"{each.name}.db")
                pinned.append(as_table(each.name, real.digests(each), measured[each.name]))
    sys.stdout.write("\n".join([judgement_table(measured), *pinned]))


if __name__ == "__main__":
    main()
