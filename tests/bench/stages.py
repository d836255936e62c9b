"""Where a document's time goes: `python -m tests.bench.stages --files 2000`.

The functions of the worker are wrapped where they are called, and a scan is run in this process. The time of a stage
is its own: what it spends in another stage is told there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from functools import wraps
from pkgutil import resolve_name
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from unittest.mock import patch

from db import connection as database
from tests.bench.collections import COLLECTIONS, plant, workspace
from worker.clock import Clock
from worker.formats.registry import FORMATS
from worker.log.configure import configure
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Connection

P = ParamSpec("P")
R = TypeVar("R")

STAGES = {
    "look, stat": ("worker.inbox.backlog.Backlog.look_at_everything",),
    "read": ("worker.pipeline.ingest.read_settled",),
    "sha256": ("worker.pipeline.ingest.sha256", "worker.pipeline.prepare.sha256"),
    "known bytes": ("worker.pipeline.ingest.Ingest._recognised",),
    "decode": (),
    "normalise": ("worker.pipeline.prepare.normalise",),
    "article": ("worker.pipeline.prepare.read_article",),
    "phrases": ("worker.lexicon.compiled.Finder.mark",),
    "language": ("worker.article.read.detect_language",),
    "fingerprint": ("worker.pipeline.prepare.fingerprint",),
    "words' offsets": ("worker.pipeline.matcher.word_offsets",),
    "insert documents": (
        "worker.pipeline.ingest.find_documents",
        "worker.pipeline.ingest.free_ids",
        "worker.pipeline.ingest.add_documents",
    ),
    "candidates": ("db.anchors.AnchorIndex.add",),
    "compare": ("worker.pipeline.matcher.compare",),
    "fingerprint again": ("worker.pipeline.matcher.article_of", "worker.pipeline.matcher.fingerprint"),
    "insert matches": ("db.matches.add_matches",),
    "passages": ("worker.pipeline.matcher.passage_offsets",),
    "pushed apart": ("worker.pipeline.matcher.Matcher._part",),
    "join stories": ("db.stories.join",),
    "full text": ("worker.pipeline.ingest.index_for_search",),
    "ledger": ("worker.pipeline.ledger.Ledger.put", "worker.pipeline.ledger.Ledger.close"),
    "refresh stories": ("worker.pipeline.ledger.refresh_stories",),
    "commit": (),
    "manifest": ("worker.manifest.publish.Publisher.publish",),
}
"""Each stage and the names under which its functions are called; decode and commit are wrapped in ways of their own."""

REST = "all else"


class Stopwatch:
    """Seconds and calls of each stage."""

    def __init__(self) -> None:
        """Nothing has run."""
        self.seconds = dict.fromkeys((*STAGES, REST), 0.0)
        self.calls: Counter[str] = Counter()
        self._stage = [REST]
        self._since = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block for the stage, and not for the one around it."""
        self._switch()
        self._stage.append(name)
        self.calls[name] += 1
        try:
            yield
        finally:
            self._switch()
            self._stage.pop()

    def timed(self, name: str, function: Callable[P, R]) -> Callable[P, R]:
        """The function, with its calls timed."""

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            with self.stage(name):
                return function(*args, **kwargs)

        return call

    def _switch(self) -> None:
        now = time.perf_counter()
        self.seconds[self._stage[-1]] += now - self._since
        self._since = now


def main() -> None:
    """Scan invented files and print the table."""
    arguments = _arguments()
    with workspace() as folder:
        plant(arguments.collection, folder / "seeds", arguments.files)
        watch = measure(Settings(seeds=folder / "seeds", db=folder / "seeds.db"))
    sys.stdout.write(_table(watch, arguments.files))


def measure(settings: Settings) -> Stopwatch:
    """Scan a folder into a new database with all stages timed."""
    configure(quiet=True)
    clock = Clock(time.monotonic, time.time, time.sleep)
    with closing(database.open_writer(settings.db)) as connection, ExitStack() as patches:
        watch = Stopwatch()
        _wrap(watch, patches)
        Pipeline(connection, settings, clock).scan(lambda _: None, lambda: False)
        Publisher(settings.seeds, connection).publish(everything=True)
        with watch.stage(REST):
            return watch


def _wrap(watch: Stopwatch, patches: ExitStack) -> None:
    for stage, names in STAGES.items():
        for name in names:
            patches.enter_context(patch(name, watch.timed(stage, resolve_name(name))))
    formats = {suffix: watch.timed("decode", decode) for suffix, decode in FORMATS.items()}
    patches.enter_context(patch.dict(FORMATS, formats))
    patches.enter_context(patch("worker.pipeline.pool.WORTH_A_POOL", float("inf")))  # a pool would work out of sight

    @contextmanager
    def transaction(connection: Connection) -> Iterator[None]:
        with ExitStack() as commit, database.transaction(connection):
            yield
            commit.enter_context(watch.stage("commit"))

    patches.enter_context(patch("worker.pipeline.ingest.transaction", transaction))


def _table(watch: Stopwatch, files: int) -> str:
    total = sum(watch.seconds.values())
    rows = [("stage", "µs a file", "share", "calls a file"), ("---", "---:", "---:", "---:")]
    for stage in (*STAGES, REST):
        seconds = watch.seconds[stage]
        cells = f"{seconds / files * 1e6:,.0f}", f"{seconds / total:.1%}", f"{watch.calls[stage] / files:.2f}"
        rows.append((stage, *cells))
    rows.append(("total", f"{total / files * 1e6:,.0f}", "", ""))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stages")
    parser.add_argument("--files", type=int, default=2000, help="how many files")
    parser.add_argument("--collection", choices=COLLECTIONS, default="news", help="what the files hold")
    return parser.parse_args()


if __name__ == "__main__":
    main()
