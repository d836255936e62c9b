"""`seedwatch rebuild`: derive anew what follows from the stored texts, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.cli.database import owned
from worker.cli.output import bars, say
from worker.clock import SYSTEM_CLOCK
from worker.errors import StorageTrouble
from worker.log.configure import configure
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.pool import collect_seldom
from worker.pipeline.rebuild import LARGE_SLICE, Step
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress

    from worker.settings import Settings


def rebuild(settings: Settings) -> None:
    """Derive all documents, matches and stories anew, whether the rules are others or not."""
    configure(quiet=True)
    collect_seldom()
    load_rule_set(settings.lexicon)  # what is wrong in a file of the user's is told before anything is begun
    with owned(settings, SYSTEM_CLOCK.now()) as database, bars() as progress:
        work = Pipeline(database.connection, settings, SYSTEM_CLOCK)
        if not work.rebuild.has_room(settings.db):
            raise StorageTrouble("the disk has no room for a rebuild: it takes one and a half times the database")
        work.rebuild.call_for()
        documents = rebuild_all(work, progress, lambda: None)
        Publisher(settings.seeds, database.connection).publish(everything=True)
    say(f"{documents:,} documents are derived anew")


def rebuild_all(work: Pipeline, progress: Progress, on_step: Callable[[], None]) -> int:
    """Do all of a rebuild that is due, with a bar; returns how many documents were derived."""
    bar = progress.add_task("documents", total=None)
    derived = 0
    while step := work.step_rebuild(LARGE_SLICE):
        if step is not Step.EXCHANGED and (state := work.rebuild.progress()):
            derived, documents = state
            progress.update(bar, completed=derived, total=documents)
        on_step()
    return derived
