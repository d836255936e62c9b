"""What a rebuild costs those who drop files meanwhile: `python -m tests.bench.rebuild --documents 20000`.

A worker on a database of invented files takes one more file at a time, first as usual, then while it derives all of it
anew, since it was started with words of the user's own. A file's time is from its rename into the folder until a reader
of the database finds its row.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.bench.collections import workspace
from tests.dispatches import seeded
from tests.dispatches.collection import write_files
from tests.dispatches.dispatch import write_dispatch
from tests.process.seedwatch import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator

ARRIVALS = 100
EVERY = 0.1  # seconds between two arrivals
PATIENCE = 60.0
LOOK_EVERY = 0.001


@contextmanager
def worker(home: Path, *arguments: str) -> Iterator[psutil.Process]:
    """A worker at work on the folder."""
    with (home / "log").open("wb") as log:
        process = subprocess.Popen([COMMAND, "run", "--settle", "0", *arguments], cwd=home, stderr=log)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def arrivals(home: Path, name: str) -> list[float]:
    """How long each of some files took to be stored, in seconds, in order."""
    rng = seeded(sum(name.encode()))
    times = []
    with closing(sqlite3.connect(f"{(home / 'seeds.db').as_uri()}?mode=ro", uri=True)) as reader:
        for number in range(ARRIVALS):
            path = home / "seeds" / f"{name}-{number}.txt"
            hidden = path.with_name(f".{path.name}")
            dispatch = write_dispatch(rng)
            hidden.write_text(f"{dispatch.title}\n\n" + "\n\n".join(dispatch.paragraphs))
            started = time.perf_counter()
            hidden.rename(path)
            while not reader.execute("SELECT 1 FROM files WHERE path = ?", (path.name,)).fetchone():
                time.sleep(LOOK_EVERY)
            times.append(time.perf_counter() - started)
            time.sleep(EVERY)
    return sorted(times)


def progress(home: Path) -> int | None:
    """How many documents a rebuild has derived; None if none is under way."""
    with closing(sqlite3.connect(f"{(home / 'seeds.db').as_uri()}?mode=ro", uri=True)) as reader:
        row = reader.execute("SELECT documents FROM rebuild WHERE rule_set IS NOT NULL").fetchone()
    return row[0] if row else None


def measure(home: Path) -> dict[str, list[float]]:
    """Arrivals as usual and amid a rebuild; and what share of a core the rebuild takes while nothing arrives."""
    with worker(home):
        arrivals(home, "first")  # until it has looked at everything and is warm
        usual = arrivals(home, "usual")
    words = home / "words"
    words.mkdir()
    (words / "own.toml").write_text('[boilerplate]\nopens = ["an invented notice"]\n')
    with worker(home, "--lexicon", str(words)) as process:
        while progress(home) is None:
            time.sleep(EVERY)
        amid = arrivals(home, "amid")
        before, derived = sum(process.cpu_times()[:2]), progress(home)
        time.sleep(10)
        share = (sum(process.cpu_times()[:2]) - before) / 10
        if progress(home) is None:
            sys.exit("the rebuild was over before the arrivals were: take more documents")
    sys.stderr.write(f"{derived} documents were derived by the end of the arrivals\n")
    return {"usual": usual, "amid": amid, "share": [share]}


def report(found: dict[str, list[float]]) -> str:
    """The table."""
    lines = ["| one more file | as usual | amid a rebuild | ratio |", "| --- | ---: | ---: | ---: |"]
    for name, at in (("median", 0.5), ("95 of 100 within", 0.95), ("the slowest", 1.0)):
        usual, amid = (times[min(len(times) - 1, int(at * len(times)))] for times in (found["usual"], found["amid"]))
        lines.append(f"| {name} | {usual * 1000:.0f} ms | {amid * 1000:.0f} ms | {amid / usual:.2f} |")
    mean = [statistics.fmean(found[name]) for name in ("usual", "amid")]
    lines.append(f"| mean | {mean[0] * 1000:.0f} ms | {mean[1] * 1000:.0f} ms | {mean[1] / mean[0]:.2f} |")
    return "\n".join([*lines, f"\nA rebuild takes {found['share'][0]:.2f} of a core while nothing arrives."])


def main() -> None:
    """Make the collection, scan it, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    arguments = parser.parse_args()
    with workspace() as folder:
        home = Path(folder)
        (home / "seeds").mkdir(exist_ok=True)
        write_files(home / "seeds", arguments.documents, seeded(1))
        subprocess.run([COMMAND, "scan", "--settle", "0"], cwd=home, check=True, stdout=subprocess.DEVNULL)
        sys.stdout.write(f"{arguments.documents:,} files\n\n{report(measure(home))}\n")


if __name__ == "__main__":
    main()
