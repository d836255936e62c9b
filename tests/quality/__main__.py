"""`python -m tests.quality` prints today's figures and digests as `floors.toml` pins them."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.quality import helsinki, invented
from tests.quality.floors import as_table
from worker import log


def main() -> None:
    """Measure both collections; the real pages only where they are there."""
    log.configure(quiet=True)
    with TemporaryDirectory() as folder:
        ours = invented.figures(Path(folder))
        sys.stdout.write(as_table("invented", invented.digests(), ours))
        if helsinki.DATA.is_dir():
            theirs = helsinki.figures(Path(folder) / "helsinki.db")
            sys.stdout.write("\n" + as_table("helsinki", helsinki.digests(), theirs))


if __name__ == "__main__":
    main()
