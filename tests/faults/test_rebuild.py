"""kill -9 amid a rebuild, while files come in and readers read: it ends as a fresh scan by the present rules."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.dispatches.collection import labelled_collection
from tests.faults.lives import assert_all_is_well, clear, is_up_to_date, truth
from tests.faults.running import Running, pause, until
from tests.snapshot import rows
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.process.seedwatch import Place
    from tests.snapshot import Snapshot

STORIES = 9
LIFE = (0.5, 3.0)  # seconds from a worker's start to its end; a rebuild begins after one


@pytest.mark.repeated(short=2, full=20)
def test_killed_amid_a_rebuild(place: Place, times: int, figure: Callable[[str], None]) -> None:
    """Half of the files were taken with words of the user's own, and the rest come while the worker is killed."""
    pages = list(labelled_collection(Random(5), STORIES).pages.items())  # noqa: S311 - not for secrets
    amid = 0
    for number in range(times):
        before, after = pages[::2], pages[1::2]
        begin_by_other_words(place, before)
        with Running(place) as worker:
            for name, text in after:
                (place.seeds / name).write_text(text)
            pause(seeded(number).uniform(*LIFE))
            worker.kill()
        amid += bool(rows(place.db, "SELECT 1 FROM rebuild"))
        expected = truth(place)
        with Running(place) as worker:
            assert until(lambda: worker.has_said("worker.started")), worker.log()
            assert until(partial(is_done, place, expected)), worker.log()
            assert 0 == worker.stop()
        assert_all_is_well(place, expected)
        clear(place)
    figure(f"{times} kills, {amid} of them amid a rebuild: each ends as a fresh scan")


def begin_by_other_words(place: Place, pages: list[tuple[str, str]]) -> None:
    """Scan some pages by the rules with words of the user's own."""
    words = place.home / "words"
    words.mkdir(exist_ok=True)
    (words / "own.toml").write_text('[boilerplate]\nopens = ["the board", "a spokes"]\n')
    for name, text in pages:
        (place.seeds / name).write_text(text)
    place.scan("--lexicon", str(words), "--settle", "0")


def is_done(place: Place, expected: Snapshot) -> bool:
    """Whether all is derived anew, and each file stored and listed."""
    return is_rebuilt(place) and is_up_to_date(place, expected)


def is_rebuilt(place: Place) -> bool:
    """Whether all documents are by the present rules, and what was in use before is gone."""
    found = rows(place.db, "SELECT DISTINCT rule_set FROM documents")
    former = rows(place.db, "SELECT 1 FROM sqlite_master WHERE name GLOB 'outdated_*'")
    return found == [(str(load_rule_set().version),)] and not former
