"""What each command does, once the command line has been understood."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from db import reading
from db.connection import open_reader, open_writer
from db.errors import DatabaseError
from db.manifest import files_by_state
from db.rows import WorkerRow
from db.worker_state import beat, last_beat
from worker import log
from worker.backlog import Clock
from worker.errors import BadDatabase, NoSeeds, SeedwatchError
from worker.explain import explain as explained
from worker.folder import as_key
from worker.lock import hold, is_held
from worker.manifest.publish import Publisher
from worker.service import Service
from worker.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from worker.ledger import Settled
    from worker.settings import Settings

SEARCH_HITS = 20
EXCERPT = 400  # characters


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    log.configure(quiet=False)
    clock = Clock(time.monotonic, time.time, time.sleep)
    with _owned(settings) as connection:
        service = Service(connection, settings, clock, _sign(settings, clock))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: service.stop())
        service.run()


def scan(settings: Settings, *, as_json: bool) -> None:
    """Take in what is there and say what became of it."""
    log.configure(quiet=True)
    clock = Clock(time.monotonic, time.time, time.sleep)
    paths: list[str] = []
    with _owned(settings) as connection, _progress() as progress:
        sign = _sign(settings, clock)
        beat(connection, sign)
        work = Work(connection, settings, clock)
        bar = progress.add_task("files", total=None)

        def on_batch(batch: list[Settled]) -> None:
            paths.extend(each.path for each in batch)
            progress.update(bar, completed=len(paths), total=len(paths) + work.waiting)

        work.scan(on_batch, lambda: False)
        Publisher(settings.seeds, connection).publish(everything=True)
        beat(connection, replace(sign, beat_at=clock.utc(), ended_at=clock.utc()))
        # A later batch may have changed what an earlier file counts as.
        files = [file for path in sorted(set(paths)) if (file := reading.shown_file(connection, path))]
    _print_scan(files, work.waiting, as_json=as_json)


def status(settings: Settings, *, as_json: bool) -> None:
    """Say what there is."""
    with _read(settings) as connection:
        sign = last_beat(connection)
        alive = is_held(settings.db)
        facts = {
            "worker": "alive" if alive else "not running",
            "watching": sign.watching if sign and alive else "",
            "waiting": sign.waiting if sign and alive else 0,
            "overflows": sign.overflows if sign else 0,
            "seeds": sign.seeds if sign else "",
            "files": files_by_state(connection),
            **asdict(reading.totals(connection)),
        }
    if as_json:
        print_json(facts)
        return
    for name, value in facts.items():
        shown = ", ".join(f"{number} {state}" for state, number in value.items()) if isinstance(value, dict) else value
        _say(f"{name.replace('_', ' '):<13} {shown}")


def index(settings: Settings, *, check: bool) -> None:
    """Write the manifest, or say whether it is true."""
    _check_seeds(settings.seeds)
    if not check:
        with _owned(settings) as connection:
            Publisher(settings.seeds, connection).publish(everything=True)
        return
    with _read(settings) as connection:
        wrong = Publisher(settings.seeds, connection).differences()
    if wrong:
        raise SeedwatchError(f"not true to {settings.db}: {', '.join(wrong[:5])}{' …' if wrong[5:] else ''}")


def show(settings: Settings, what: str) -> None:
    """Show a document, named by its id or by a file that holds it."""
    with _read(settings) as connection:
        document = reading.shown_document(connection, _document_id(connection, settings, what))
        if document is None:
            raise SeedwatchError(f"there is no document {what}")
        for name in ("id", "title", "byline", "agency", "place", "published", "language", "words"):
            _say(f"{name:<10} {getattr(document, name)}")
        _say(f"{'story':<10} {document.story_id}")
        for file in reading.files_of_story(connection, document.story_id):
            _say(f"  {file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
        for match in reading.matches_of(connection, document.id):
            _say(f"{match.kind:<10} {match.other_id} {match.title}: {match.reason}")
        _say("")
        excerpt = document.prose[:EXCERPT]
        for line in (excerpt + ("…" if len(document.prose) > EXCERPT else "")).splitlines():
            _say(line)


def explain(settings: Settings, one: str, other: str) -> None:
    """Tell what was found between two documents, and which editions join them."""
    with _read(settings) as connection:
        ids = [_document_id(connection, settings, what) for what in (one, other)]
        shown = [reading.shown_document(connection, document) for document in ids]
        if None in shown:
            raise SeedwatchError(f"there is no document {(one, other)[shown.index(None)]}")
        found = explained(connection, *ids)
    if ids[0] == ids[1]:
        _say("one document: the same text")
        return
    _say(f"{'one story' if found.chain else 'two stories'}; between the two: {found.verdict.kind or 'no match'}")
    _say(f"{'reason':<14} {found.verdict.reason}")
    if overlap := found.verdict.overlap:
        _say(f"{'shared words':<14} {overlap.shared_words}")
        _say(f"{'containment':<14} {overlap.containment:.2f}")
        _say(f"{'resemblance':<14} {overlap.resemblance:.2f}")
    if len(found.chain) > 2:
        _say(f"{'joined by':<14} {' > '.join(str(document) for document in found.chain)}")
    for passage in found.passages:
        _say(f"  “{' '.join(passage.split())}”")


def search(settings: Settings, words: str) -> None:
    """List documents that hold the words."""
    with _read(settings) as connection:
        hits = reading.search(connection, words, SEARCH_HITS)
    if not hits:
        raise SeedwatchError("nothing found")
    for hit in hits:
        _say(f"{hit.id}  {hit.published[:10] or 'no date':<10}  {hit.path}  {hit.title}")
        _say(f"    {' '.join(hit.snippet.split())}")


@contextmanager
def _owned(settings: Settings) -> Iterator[Connection]:
    """The database, opened for writing by this process alone."""
    _check_seeds(settings.seeds)
    if not settings.db.parent.is_dir():
        raise BadDatabase(f"there is no folder {settings.db.parent}")
    try:
        with hold(settings.db), closing(open_writer(settings.db)) as connection:
            yield connection
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error


@contextmanager
def _read(settings: Settings) -> Iterator[Connection]:
    try:
        with closing(open_reader(settings.db)) as connection:
            yield connection
    except DatabaseError as error:
        raise BadDatabase(str(error)) from error


def _check_seeds(seeds: Path) -> None:
    if not seeds.is_dir():
        raise NoSeeds(f"there is no folder {seeds}")


def _sign(settings: Settings, clock: Clock) -> WorkerRow:
    now = clock.utc()
    return WorkerRow(
        *(os.getpid(), socket.gethostname(), as_key(str(settings.seeds.absolute())), now, now),
        *("", 0, 0, ""),
    )


def _progress() -> Progress:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _print_scan(files: list[reading.ShownFile], waiting: int, *, as_json: bool) -> None:
    outcomes = dict(sorted(Counter(file.state for file in files).items()))
    if as_json:
        rows = [{"path": file.path, "outcome": file.state, "reason": file.reason} for file in files]
        print_json({"outcomes": outcomes, "unsettled": waiting, "files": rows})
        return
    for file in files:
        _say(f"{file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
    counts = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
    _say(f"{counts or 'nothing new'}" + (f"; {waiting} still changing" if waiting else ""))


def _document_id(connection: Connection, settings: Settings, what: str) -> int:
    """The document that a path (as given, or relative to the seeds folder) or a number names."""
    sign = last_beat(connection)
    below = os.path.relpath(what, sign.seeds if sign else settings.seeds).replace(os.sep, "/")
    for path in (what, below):
        if file := reading.shown_file(connection, as_key(path)):
            if file.document_id is None:
                raise SeedwatchError(f"{path} is {file.state}: {file.reason}")
            return file.document_id
    if not what.isdecimal():
        raise SeedwatchError(f"no file {what} has been seen")
    return int(what)


def print_json(value: object) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _say(line: str) -> None:
    sys.stdout.write(log.printable(line.rstrip()) + "\n")
