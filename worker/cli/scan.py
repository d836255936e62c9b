"""`seedwatch scan`: take in what is in the folder, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import reading
from worker.cli.database import owned
from worker.cli.output import bars, print_json, say
from worker.cli.rebuild import rebuild_all
from worker.clock import SYSTEM_CLOCK
from worker.errors import StorageTrouble
from worker.inbox.root import Root
from worker.log.configure import configure
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.pool import collect_seldom
from worker.pipeline.rule_set import load_rule_set
from worker.service.conditions import Condition, Conditions
from worker.service.heartbeat import Heartbeat, first_row

if TYPE_CHECKING:
    from db.files import Standing
    from worker.cli.database import Owned
    from worker.settings import Settings


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of a scan: the files that it took, how many are still changing, and what is wrong."""

    files: list[reading.ShownFile]
    waiting: int
    wrong: str


def scan(settings: Settings, *, as_json: bool) -> None:
    """Take in what is there and say what became of it."""
    configure(quiet=True)
    collect_seldom()
    load_rule_set(settings.lexicon)  # what is wrong in a file of the user's is told before anything is begun
    with owned(settings, SYSTEM_CLOCK.now()) as database:
        found = _scan(settings, database)
    _print(found, as_json=as_json)
    if found.wrong:
        raise StorageTrouble(found.wrong)


def _scan(settings: Settings, database: Owned) -> Scanned:
    heartbeat = _heartbeat(settings, database)
    root = Root(settings.seeds, heartbeat.device)
    root.check()
    heartbeat.show(watching=None, waiting=0, device=root.device)
    work = Pipeline(database.connection, settings, SYSTEM_CLOCK)
    paths = _take_all(work, heartbeat, root)
    try:
        Publisher(settings.seeds, database.connection).publish(everything=True)
    except OSError as error:
        heartbeat.conditions.tell(Condition.MANIFEST_UNWRITTEN, error)
    if work.backlog.unread:
        heartbeat.conditions.tell(Condition.FILES_UNREAD, f"{work.backlog.unread} can't be read at present")
    heartbeat.end(work.waiting)
    # A later batch may have changed what an earlier file counts as.
    files = [file for path in sorted(paths) if (file := reading.shown_file(database.connection, path))]
    return Scanned(files, work.waiting, str(heartbeat.conditions))


def _heartbeat(settings: Settings, database: Owned) -> Heartbeat:
    row = first_row(database.connection, settings, SYSTEM_CLOCK.utc())
    conditions = Conditions(SYSTEM_CLOCK.utc, row.last_trouble or "")
    return Heartbeat(database.connection, row, SYSTEM_CLOCK.utc, conditions, database.claim.check)


def _take_all(work: Pipeline, heartbeat: Heartbeat, root: Root) -> set[str]:
    """Take all that is in the folder, with a bar on a terminal; returns the paths of the files that were taken."""
    paths: list[str] = []
    with bars() as progress:
        bar = progress.add_task("files", total=None)

        def on_batch(batch: list[Standing]) -> None:
            paths.extend(each.path for each in batch)
            heartbeat.show(watching=None, waiting=work.waiting, device=root.device)
            progress.update(bar, completed=len(paths), total=len(paths) + work.waiting)

        work.scan(on_batch, lambda: False)
        if work.rebuild.is_due():
            rebuild_all(work, progress, heartbeat.show_again)
            work.scan(on_batch, lambda: False)  # what the former rules had rejected
    return set(paths)


def _print(found: Scanned, *, as_json: bool) -> None:
    outcomes = dict(sorted(Counter(file.state for file in found.files).items()))
    if as_json:
        rows = [{"path": file.path, "outcome": file.state, "reason": file.reason} for file in found.files]
        print_json({"outcomes": outcomes, "unsettled": found.waiting, "files": rows})
        return
    for file in found.files:
        say(f"{file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
    counts = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
    say(f"{counts or 'nothing new'}" + (f"; {found.waiting} still changing" if found.waiting else ""))
