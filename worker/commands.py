"""What the commands that write do: run, scan, index."""

from __future__ import annotations

import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from db import reading
from db.backup import back_up
from db.errors import SQLiteError
from worker import log
from worker.backlog import Clock
from worker.doorbell import Doorbell
from worker.errors import SeedwatchError, StorageTrouble, UsageError
from worker.manifest.publish import Publisher
from worker.opening import check_seeds, held, opened, owned
from worker.output import print_json, say
from worker.root import Root
from worker.sign import Sign, first_row
from worker.supervisor import serve
from worker.trouble import Troubles
from worker.work import Work

if TYPE_CHECKING:
    from pathlib import Path

    from worker.ledger import Settled
    from worker.settings import Settings


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    log.configure(quiet=False)
    clock = Clock(time.monotonic, time.time, time.sleep)
    doorbell = Doorbell()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: doorbell.close())
    with held(settings):
        serve(settings, clock, doorbell)


def scan(settings: Settings, *, as_json: bool) -> None:
    """Take in what is there and say what became of it."""
    log.configure(quiet=True)
    clock = Clock(time.monotonic, time.time, time.sleep)
    paths: list[str] = []
    with owned(settings) as connection, _progress() as progress:
        row = first_row(connection, settings, clock.utc())
        sign = Sign(connection, row, clock.utc, Troubles(clock.utc, row.last_trouble))
        root = Root(settings.seeds, sign.device)
        root.check()
        sign.show(watching="", waiting=0, device=root.device)
        work = Work(connection, settings, clock)
        bar = progress.add_task("files", total=None)

        def on_batch(batch: list[Settled]) -> None:
            paths.extend(each.path for each in batch)
            sign.show(watching="", waiting=work.waiting, device=root.device)
            progress.update(bar, completed=len(paths), total=len(paths) + work.waiting)

        work.scan(on_batch, lambda: False)
        try:
            Publisher(settings.seeds, connection).publish(everything=True)
        except OSError as error:
            sign.troubles.tell("manifest.unwritten", error)
        if work.backlog.unread:
            sign.troubles.tell("files.unread", f"{work.backlog.unread} can't be read at present")
        sign.end(work.waiting)
        # A later batch may have changed what an earlier file counts as.
        files = [file for path in sorted(set(paths)) if (file := reading.shown_file(connection, path))]
    _print_scan(files, work.waiting, as_json=as_json)
    if trouble := str(sign.troubles):
        raise StorageTrouble(trouble)


def index(settings: Settings, *, check: bool) -> None:
    """Write the manifest, or say whether it is true."""
    log.configure(quiet=True)
    check_seeds(settings.seeds)
    if not check:
        with owned(settings) as connection:
            Publisher(settings.seeds, connection).publish(everything=True)
        return
    with opened(settings) as connection:
        wrong = Publisher(settings.seeds, connection).differences()
    if wrong:
        raise SeedwatchError(f"not true to {settings.db}: {', '.join(wrong[:5])}{' …' if wrong[5:] else ''}")


def backup(settings: Settings, target: Path) -> None:
    """Copy the database into a new file."""
    log.configure(quiet=True)
    with opened(settings) as connection:
        try:
            back_up(connection, target)
        except FileExistsError as error:
            raise UsageError(f"{target} is there already") from error
        except SQLiteError as error:
            raise StorageTrouble(f"{target}: {error}") from error


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
