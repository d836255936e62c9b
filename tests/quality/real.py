"""Real pages, labelled by hand, that lie beside the project: their texts belong to their publishers."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.quality.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.quality.floors import Measured

SHARED: Final = Path(__file__).parents[3] / "shared"


class Labels(NamedTuple):
    """Where a collection's labels stand, and the script that scores a database against them, with its options."""

    name: str
    script: str
    options: tuple[str, ...] = ()


PAIRS: Final = Labels("pairs.tsv", "score_pairs.py", ("--misses", "100000"))
COLUMNS: Final = Labels("columns.tsv", "score_columns.py")
HEADED_BODIES: Final = Labels("bodies", "score_bodies.py", ("--headed",))


class Collection(NamedTuple):
    """A folder of pages with labels.

    `best_threshold` is the F1 of editions that a single threshold of likeness reaches if it is chosen on the collection
    itself; it was measured elsewhere on 22 November 2026. A star: on more pages than these, of the same source.
    """

    name: str
    about: str
    languages: str
    labels: tuple[Labels, ...] = (PAIRS,)
    best_threshold: str = ""

    @property
    def home(self) -> Path:
        """The folder of the collection."""
        return SHARED / "data" / self.name

    @property
    def pages(self) -> Path:
        """The folder of its pages."""
        return self.home / "pages"


COLLECTIONS: Final = (
    Collection("helsinki", "pages on one summit, 2018", "English", (PAIRS, COLUMNS), "0.974"),
    Collection("g5", "pages on several events, 2016–18", "English", best_threshold="0.961"),
    Collection("reuters", "short newswire items, 1987", "English", best_threshold="0.880"),
    Collection("daniel", "pages with all menus, 2011–12", "Greek, English, Polish", (PAIRS, HEADED_BODIES), "0.26*"),
    Collection("senate", "press releases, many filled-in forms, 2007", "English", best_threshold="0.946*"),
    Collection("fakebr", "follow-ups of running stories, 2016–18", "Portuguese", best_threshold="0.943*"),
    Collection("ttc3600", "pages of six portals, 2012–15", "Turkish", best_threshold="0.981*"),
    Collection("fundus", "a page each of 66 publishers, 2023–26", "over 20", (COLUMNS,)),
)
TUNED_ON: Final = "helsinki"
"""The collection whose pages the rules were made to fit; the others tell what to expect."""


def collection(name: str) -> Collection:
    """Find a collection by its name."""
    return next(each for each in COLLECTIONS if each.name == name)


def digests(of: Collection) -> dict[str, str]:
    """The sha256 of each kind of labels, and of all pages in the order of their names."""
    labels = {each.name.partition(".")[0]: _digest(of.home / each.name) for each in of.labels}
    return labels | {"pages": _digest(of.pages)}


def measure(of: Collection, db: Path) -> Measured:
    """Scan the pages into a new database and have it scored."""
    scan(of.pages, db)
    measured: Measured = {}
    for labels in of.labels:
        *told, scored = _told(db, of.home, labels)
        measured |= json.loads(scored)
        if labels is PAIRS:
            measured |= counts(told, of.home / labels.name)
    return measured


def _digest(path: Path) -> str:
    if path.is_file():
        return sha256(path.read_bytes()).hexdigest()
    total = sha256()
    for file in sorted(path.iterdir()):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def _told(db: Path, home: Path, labels: Labels) -> list[str]:
    """Run a script that scores: what it prints."""
    paths = map(str, (SHARED / "tools" / labels.script, db, home / labels.name))
    command = [sys.executable, *paths, *labels.options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def counts(told: list[str], pairs: Path) -> Measured:
    """How many of the labelled pairs that were joined are wrong, and how many editions are missed, unweighted."""
    wrong = Counter(line.split("\t")[2] for line in told if line.startswith("wrong:\t"))
    editions = sum(1 for label in _sure_labels(pairs) if label == "edition")
    joined = editions - wrong["apart"] + wrong["same story"]
    return {"wrongly_joined": f"{wrong['same story']}/{joined}", "missed": f"{wrong['apart']}/{editions}"}


def _sure_labels(pairs: Path) -> Iterator[str]:
    with pairs.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["confidence"] == "sure":
                yield row["label"]
