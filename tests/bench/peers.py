"""How right ours is beside the usual near-duplicate tools: `python -m tests.bench.peers`.

All get the same pages in one run, and are scored on the same labelled pairs after closure: two pages are called
editions if a chain of found pairs joins them. Without `--pages` and `--pairs` the invented pages of the tests are
used, and the labelled real ones beside the project, where they are there. The peers are the dependency group `peers`.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from functools import partial
from importlib import import_module
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.quality import real
from tests.quality.invented import invented
from tests.quality.scan import said, scan
from worker.log.configure import configure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Groups = dict[str, object]
"""A page's name -> its group of editions."""

_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
_PERMUTATIONS = 128
_THRESHOLDS = (0.5, 0.7, 0.8)
_BANDS = (14, 8)  # datatrove's buckets, and hashes in each
_BITS_APART = 3  # of the 64 of a simhash
_HEADER = "\n{} ({} pages, {} pairs)\n\n| | precision | recall | F1 |\n| --- | ---: | ---: | ---: |\n"


class Pair(NamedTuple):
    """Two pages, whether they are editions, and how many pairs like it this one stands for."""

    one: str
    other: str
    is_edition: bool
    weight: float


def main() -> None:
    """Print a table for each collection."""
    configure(quiet=True)
    arguments = _arguments()
    with TemporaryDirectory() as folder:
        if arguments.pages:
            compare(arguments.pages, read_pairs(arguments.pairs), Path(folder))
            return
        compare(_write_invented(Path(folder) / "invented"), _invented_pairs(), Path(folder))
        tuned_on = real.collection(real.TUNED_ON)
        if tuned_on.home.is_dir():
            compare(tuned_on.pages, read_pairs(tuned_on.home / real.PAIRS.name), Path(folder))


def compare(pages: Path, pairs: Sequence[Pair], home: Path) -> None:
    """Print how right each way is on these pages; ours leaves a database in `home`."""
    texts = {page.name: page.read_text(encoding="utf-8", errors="replace") for page in sorted(pages.iterdir())}
    name = pages.parent.name if pages.name == "pages" else pages.name
    _say(_HEADER.format(name, len(texts), len(pairs)))
    _say(_row("seedwatch", score(ours(pages, home / f"{name}.db"), pairs)))
    for peer, group in PEERS.items():
        _say(_row(peer, score(group(texts), pairs)))


def read_pairs(labels: Path) -> list[Pair]:
    """Read the pairs of a table with the columns a, b, label, confidence, weight; only sure ones are scored."""
    with labels.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["confidence"] == "sure"]
    return [Pair(row["a"], row["b"], row["label"] == "edition", float(row.get("weight") or 1)) for row in rows]


def score(groups: Mapping[str, object], pairs: Iterable[Pair]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs in one group, each pair by its weight."""
    right = called = editions = 0.0
    for pair in pairs:
        same = groups[pair.one] == groups[pair.other]
        right += pair.weight * (same and pair.is_edition)
        called += pair.weight * same
        editions += pair.weight * pair.is_edition
    precision, recall = right / called if called else 0.0, right / editions
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def ours(pages: Path, db: Path) -> Groups:
    """Group by the stories of a scan."""
    scan(pages, db)
    return {name: row["story_id"] for name, row in said(db).columns.items()}


def minhash(texts: Mapping[str, str], **bands: object) -> Groups:
    """Group by datasketch's MinHashLSH on 5-word shingles; what it finds is taken as it is."""
    datasketch = _peer("datasketch")
    index = datasketch.MinHashLSH(num_perm=_PERMUTATIONS, **bands)
    signatures = {}
    for name, text in texts.items():
        signatures[name] = datasketch.MinHash(num_perm=_PERMUTATIONS)
        signatures[name].update_batch([shingle.encode() for shingle in _shingles(text)])
        index.insert(name, signatures[name])
    return closure(texts, ((name, found) for name in texts for found in index.query(signatures[name])))


def simhash(texts: Mapping[str, str]) -> Groups:
    """Group by simhashes of 64 bits (Charikar 2002), of the features that the package takes by itself."""
    peer = _peer("simhash")
    values = {name: int(peer.Simhash(text).value) for name, text in texts.items()}
    near = ((a, b) for a, b in combinations(texts, 2) if (values[a] ^ values[b]).bit_count() <= _BITS_APART)
    return closure(texts, near)


PEERS: dict[str, Callable[[Mapping[str, str]], Groups]] = {
    **{f"datasketch MinHashLSH, threshold {each}": partial(minhash, threshold=each) for each in _THRESHOLDS},
    "MinHash in datatrove's 14 buckets of 8 (run by datasketch)": partial(minhash, params=_BANDS),
    "simhash, 3 of 64 bits": simhash,
}


def closure(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Groups:
    """Return the groups that the pairs join, each called by one of its names."""
    members = {name: [name] for name in names}
    group = {name: name for name in members}
    for one, other in pairs:
        kept, lost = group[one], group[other]
        if kept != lost:
            group.update(dict.fromkeys(members[lost], kept))
            members[kept] += members.pop(lost)
    return dict(group)


def _shingles(text: str) -> Iterator[str]:
    words = _WORD.findall(text.casefold())
    return (" ".join(words[start : start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1)))


def _peer(name: str) -> Any:  # noqa: ANN401 - a module without types
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise SystemExit(f"{name} is not installed: run this with `uv run --group peers`") from error


def _write_invented(folder: Path) -> Path:
    folder.mkdir()
    for name, page in invented().pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    return folder


def _invented_pairs() -> list[Pair]:
    return [Pair(*names, label == "edition", 1.0) for names, label in invented().pairs.items()]


def _row(name: str, figures: Iterable[float]) -> str:
    return f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers")
    parser.add_argument("--pages", type=Path, help="a folder of pages, with --pairs")
    parser.add_argument("--pairs", type=Path, help="their labels, a table separated by tabs")
    arguments = parser.parse_args()
    if bool(arguments.pages) != bool(arguments.pairs):
        parser.error("--pages and --pairs belong together")
    return arguments


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
