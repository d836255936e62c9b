"""The same news from everybody in the same moment."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.editions import HEAVINESS, edition
from tests.dispatches.houses import as_page
from tests.faults.lives import clear, truth
from tests.faults.running import Running, until
from tests.faults.watching import assert_sound, assert_true
from tests.snapshot import rows, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.process.seedwatch import Place

OUTLETS = 64
COUNTS = "SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM documents), (SELECT count(*) FROM stories)"


def copies(rng: Random) -> list[str]:
    """One page, as often as there are outlets."""
    dispatch = write_dispatch(rng)
    return [as_page(dispatch, dispatch.agency, rng)] * OUTLETS


def editions(rng: Random) -> list[str]:
    """A dispatch as each outlet edits it."""
    dispatch = write_dispatch(rng, length=2500)
    heavinesses = islice(cycle(HEAVINESS), OUTLETS)
    return [as_page(edition(dispatch, rng, heaviness), dispatch.agency, rng) for heaviness in heavinesses]


@pytest.mark.repeated(short=1, full=50)
@pytest.mark.parametrize(("news", "documents"), [(copies, 1), (editions, OUTLETS)])
def test_at_once(
    place: Place, news: Callable[[Random], list[str]], documents: int, times: int, figure: Callable[[str], None]
) -> None:
    """64 files that a rename brings in one moment are one story; copies are also one document."""
    for number in range(times):
        with Running(place) as worker:
            assert until(lambda: worker.has_said("watch.started")), worker.log()
            arrive(place, news(seeded(number)))
            assert_true(place)
            assert 0 == worker.stop()
        assert [(OUTLETS, documents, 1)] == rows(place.db, COUNTS)
        assert truth(place) == snapshot(place.db)
        assert_sound(place)
        clear(place)
    figure(f"{news.__name__}: {times} times {OUTLETS} files at once, each time {documents} document(s) and one story")


def arrive(place: Place, pages: list[str]) -> None:
    """All files are there in the same moment."""
    outside = place.home / "outside"
    outside.mkdir()
    for number, page in enumerate(pages):
        (outside / f"outlet-{number:02}.txt").write_text(page, encoding="utf-8")
    outside.rename(place.seeds / "news")
