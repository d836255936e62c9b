"""Real pages, labelled by hand, that lie beside the project: its texts belong to their publishers."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.quality.scan import scan

if TYPE_CHECKING:
    from tests.quality.score import Figures

SHARED: Final = Path(__file__).parents[3] / "shared"
DATA: Final = SHARED / "data" / "helsinki"

_SCORED: Final = {"score_pairs.py": "pairs.tsv", "score_columns.py": "columns.tsv"}
_COUNTS: Final = ("pairs", "absent")


def digests() -> dict[str, str]:
    """The sha256 of the labels, and of all pages in the order of their names."""
    pages = sha256()
    for page in sorted((DATA / "pages").iterdir()):
        pages.update(page.name.encode() + b"\0" + page.read_bytes())
    labels = {name.partition(".")[0]: sha256((DATA / name).read_bytes()).hexdigest() for name in _SCORED.values()}
    return labels | {"pages": pages.hexdigest()}


def figures(db: Path) -> Figures:
    """Scan the pages into a new database and have it scored."""
    scan(DATA / "pages", db)
    scored: Figures = {}
    for script, labels in _SCORED.items():
        scored |= _score(script, db, DATA / labels)
    return scored


def _score(script: str, db: Path, labels: Path) -> Figures:
    command = [sys.executable, str(SHARED / "tools" / script), str(db), str(labels)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    last = json.loads(told.splitlines()[-1])
    return {name: float(Fraction(str(figure))) for name, figure in last.items() if name not in _COUNTS}
