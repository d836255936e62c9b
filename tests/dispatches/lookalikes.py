"""Pages that are easily judged wrong: running stories, live pages, shared galleries, quotations of one speech."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.editions import live_page, next_lead, quote, speech
from tests.dispatches.houses import HOUSES, SITES, gallery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.dispatches.collection import Collection, Label
    from tests.dispatches.dispatch import Dispatch

_LEADS = 4
_SAYINGS = ("the minister told the assembly", "she said in the speech")


def add_lookalikes(collection: Collection, key: str, rng: Random) -> None:
    """Adds labelled pages to a collection; their names begin with `key`.

    The successive leads of a running story are editions of each other, a live page reuses each story it carries;
    two stories with one gallery, or full of one speech, have nothing in common.
    """
    _add_running_story(collection, key, rng)
    _add_live_page(collection, key, rng)
    _add_galleries(collection, key, rng)
    _add_speeches(collection, key, rng)


def _add_running_story(collection: Collection, key: str, rng: Random) -> None:
    leads = [write_dispatch(rng)]
    while len(leads) < _LEADS:
        leads.append(next_lead(leads[-1], rng))
    _label(collection, _add(collection, f"{key}-lead", leads, rng), "edition")


def _add_live_page(collection: Collection, key: str, rng: Random) -> None:
    day = [write_dispatch(rng) for _ in range(6)]
    carried = _add(collection, f"{key}-carried", day[:2], rng)
    page = f"{key}-live.txt"
    collection.add(page, live_page(day, rng), rng.choice(SITES), rng)
    _label(collection, carried, "none")
    for name in carried:
        collection.pairs[(name, page)] = "reuse"


def _add_galleries(collection: Collection, key: str, rng: Random) -> None:
    pictures = gallery(rng)
    names = _add(collection, f"{key}-gallery", [write_dispatch(rng, 2000) for _ in range(2)], rng)
    above, below = names
    collection.pages[above] = pictures + "\n" + collection.pages[above]
    collection.pages[below] += "\n" + pictures
    _label(collection, names, "none")


def _add_speeches(collection: Collection, key: str, rng: Random) -> None:
    said = speech(write_dispatch(rng), rng)
    quoting = [quote(write_dispatch(rng, 2000), said, saying) for saying in _SAYINGS]
    _label(collection, _add(collection, f"{key}-speech", quoting, rng), "none")


def _add(collection: Collection, stem: str, dispatches: Sequence[Dispatch], rng: Random) -> list[str]:
    names = [f"{stem}-{number}.txt" for number in range(len(dispatches))]
    for name, dispatch in zip(names, dispatches, strict=True):
        collection.add(name, dispatch, rng.choice(HOUSES), rng)
    return names


def _label(collection: Collection, names: Sequence[str], label: Label) -> None:
    collection.pairs.update(dict.fromkeys(combinations(names, 2), label))
