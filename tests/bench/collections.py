"""Folders of invented files to benchmark with, in a folder of memory where there is one."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.dispatches import seeded
from tests.dispatches.collection import Planted, write_files
from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.editions import edition
from tests.dispatches.houses import as_page
from tests.dispatches.notices import FAMILIES
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    Truth = dict[str, Planted]
    """What each file is, by its path below the seeds folder."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - only looked for
_LONG_AGO = 1_000_000_000  # a time of 2001, in seconds
_FILES_IN_A_FOLDER = 1000


@contextmanager
def workspace() -> Iterator[Path]:
    """A temporary folder, in memory where that can be had, so that the disk is not what is measured."""
    with TemporaryDirectory(prefix="seedwatch-bench-", dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def plant(name: str, folder: Path, count: int) -> Truth:
    """Write the `count` files of a collection and let them settle; returns what each is."""
    truth = COLLECTIONS[name](folder, count, seeded(count))
    for path in truth:
        os.utime(folder / path, (_LONG_AGO, _LONG_AGO))
    time.sleep(Settings().settle)  # the time of a file's last change of status can't be set back
    return truth


def _notices(folder: Path, count: int, rng: Random) -> Truth:
    """Formulaic notices, each a story of its own: all of a family share their phrases."""
    families = list(FAMILIES.values())
    pages = (as_page(rng.choice(families)(rng), "telex", rng) for _ in range(count))
    return _write(folder, ((page, Planted(number, "new", number)) for number, page in enumerate(pages)))


def _one_story(folder: Path, count: int, rng: Random) -> Truth:
    """Editions of one dispatch."""
    dispatch = write_dispatch(rng)
    pages = (as_page(edition(dispatch, rng, "medium"), dispatch.agency, rng) for _ in range(count))
    return _write(folder, ((page, Planted(0, "edition", 0)) for page in pages))


def _write(folder: Path, files: Iterable[tuple[str, Planted]]) -> Truth:
    truth: Truth = {}
    for number, (page, planted) in enumerate(files):
        path = f"{number // _FILES_IN_A_FOLDER:03}/{number:06}.txt"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(page, encoding="utf-8")
        truth[path] = planted
    return truth


COLLECTIONS: dict[str, Callable[[Path, int, Random], Truth]] = {
    "news": write_files,
    "notices": _notices,
    "one-story": _one_story,
}
