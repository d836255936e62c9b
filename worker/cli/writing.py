"""What the commands that write do: run, scan, index, backup, restore."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from db import reading
from db.backup import back_up
from db.connection import open_writer
from db.errors import SQLiteError
from db.restore import restore as restore_database
from db.worker_state import end_worker, last_beat
from worker.cli.database import check_path, check_seeds, held, opened, owned, told
from worker.cli.output import print_json, say
from worker.clock import Clock
from worker.errors import SeedwatchError, StorageTrouble, UsageError
from worker.inbox.ignore import MANIFEST
from worker.inbox.root import Root
from worker.inbox.snapshot import as_path
from worker.inbox.wake_queue import WakeQueue
from worker.log.configure import configure
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.pool import collect_seldom
from worker.pipeline.rule_set import load_rule_set
from worker.service.conditions import Condition, Conditions
from worker.service.heartbeat import Heartbeat, first_row
from worker.service.lock import hold
from worker.service.supervisor import serve

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.pipeline.ledger import Settled
    from worker.settings import Settings


_CLOCK = Clock(time.monotonic, time.time, time.sleep)


def run(settings: Settings) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP."""
    configure(quiet=False)
    wake_queue = WakeQueue()
    for number in _stop_signals():
        signal.signal(number, lambda *_: wake_queue.close())
    collect_seldom()
    load_rule_set(settings.lexicon)  # what is wrong in a file of the user's is told before anything is begun
    with held(settings, _CLOCK.now()) as claim:
        serve(settings, _CLOCK, wake_queue, claim)


def scan(settings: Settings, *, as_json: bool) -> None:
    """Take in what is there and say what became of it."""
    configure(quiet=True)
    collect_seldom()
    load_rule_set(settings.lexicon)  # what is wrong in a file of the user's is told before anything is begun
    paths: list[str] = []
    with owned(settings, _CLOCK.now()) as database, _progress() as progress:
        connection = database.connection
        row = first_row(connection, settings, _CLOCK.utc())
        conditions = Conditions(_CLOCK.utc, row.last_trouble)
        heartbeat = Heartbeat(connection, row, _CLOCK.utc, conditions, database.claim.check)
        root = Root(settings.seeds, heartbeat.device)
        root.check()
        heartbeat.show(watching="", waiting=0, device=root.device)
        work = Pipeline(connection, settings, _CLOCK)
        bar = progress.add_task("files", total=None)

        def on_batch(batch: list[Settled]) -> None:
            paths.extend(each.path for each in batch)
            heartbeat.show(watching="", waiting=work.waiting, device=root.device)
            progress.update(bar, completed=len(paths), total=len(paths) + work.waiting)

        work.scan(on_batch, lambda: False)
        try:
            Publisher(settings.seeds, connection).publish(everything=True)
        except OSError as error:
            heartbeat.conditions.tell(Condition.MANIFEST_UNWRITTEN, error)
        if work.backlog.unread:
            heartbeat.conditions.tell(Condition.FILES_UNREAD, f"{work.backlog.unread} can't be read at present")
        heartbeat.end(work.waiting)
        # A later batch may have changed what an earlier file counts as.
        files = [file for path in sorted(set(paths)) if (file := reading.shown_file(connection, path))]
    _print_scan(files, work.waiting, as_json=as_json)
    if trouble := str(heartbeat.conditions):
        raise StorageTrouble(trouble)


def index(settings: Settings, *, check: bool) -> None:
    """Write the manifest, or say whether it is true."""
    configure(quiet=True)
    check_seeds(settings.seeds)
    if not check:
        with owned(settings, _CLOCK.now()) as database:
            Publisher(settings.seeds, database.connection).publish(everything=True)
        return
    with opened(settings) as connection:
        wrong = Publisher(settings.seeds, connection).differences()
    if wrong:
        raise SeedwatchError(f"not true to {settings.db}: {', '.join(wrong[:5])}{' …' if wrong[5:] else ''}")


def backup(settings: Settings, target: Path) -> None:
    """Copy the database into a new file."""
    configure(quiet=True)
    with opened(settings) as connection:
        try:
            back_up(connection, target)
            end_worker(target, _CLOCK.utc())
        except FileExistsError as error:
            raise UsageError(f"{target} is there already") from error
        except SQLiteError as error:
            raise StorageTrouble(f"{target}: {error}") from error


def restore(settings: Settings, source: Path, seeds: Path | None) -> None:
    """Put a copy of the database in its place, and make the manifest true to it.

    `seeds` is the folder that the user names, if any: the manifest is written only if the database has served it.
    """
    configure(quiet=True)
    check_path(settings.db)
    with hold(settings.db, _CLOCK.now()), told(settings.db):
        if source.exists() and settings.db.exists() and source.samefile(settings.db):
            raise UsageError(f"{source} is the database itself")
        db = Path(os.path.realpath(settings.db))
        aside = restore_database(source, db, _CLOCK.utc())
        say(f"{settings.db} is restored from {source}" + (f"; what it was is kept as {aside}" if aside else ""))
        with closing(open_writer(db)) as connection:
            _publish_restored(connection, seeds)


def _publish_restored(connection: Connection, seeds: Path | None) -> None:
    """Write the manifest in the folder that the database has served, and in no other."""
    beat = last_beat(connection)
    folder = Path(as_path(beat.seeds)) if beat else None
    if folder is None or not folder.is_dir():
        say(f"no manifest is written: there is no folder {folder or 'that the database has served'}")
    elif seeds and not (seeds.is_dir() and seeds.samefile(folder)):
        say(f"no manifest is written: the database has served {folder} and not {seeds}")
    else:
        Publisher(folder, connection).publish(everything=True)
        say(f"{folder / MANIFEST} is true to it")


def _stop_signals() -> list[signal.Signals]:
    """SIGHUP tells that the terminal has gone: who starts a worker by nohup wants it to go on."""
    stop = [signal.SIGTERM, signal.SIGINT]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # Windows has none
        stop.append(signal.SIGHUP)
    return stop


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
        say(f"{file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
    counts = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
    say(f"{counts or 'nothing new'}" + (f"; {waiting} still changing" if waiting else ""))
