"""Invented files for the faults: a few whose every relation counts, and a steady feed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.dispatches import seeded
from tests.dispatches.collection import write_files
from tests.dispatches.dispatch import Dispatch, write_dispatch
from tests.dispatches.editions import alert, borrow, edition
from tests.dispatches.houses import as_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.process.seedwatch import Place

EARLY = 5  # of the ten files; the others come in while the worker runs


def ten_files() -> dict[str, bytes]:
    """Ten files: three stories in five editions, two copies, a borrowed passage, an alert, an empty file."""
    rng = seeded(7)
    one, two, three = (write_dispatch(rng, length=1500) for _ in range(3))

    def printed(dispatch: Dispatch) -> bytes:
        return as_page(dispatch, dispatch.agency, rng).encode()

    first, second = printed(one), printed(two)
    return {
        "one.txt": first,
        "one-copy.txt": first,
        "one-light.txt": printed(edition(one, rng, "light")),
        "two.txt": second,
        "empty.txt": b"",
        "one-medium.txt": printed(edition(one, rng, "medium")),
        "two-copy.txt": second,
        "two-alert.txt": printed(alert(two)),
        "three.txt": printed(borrow(three, one)),
        "three-light.txt": printed(edition(three, rng, "light")),
    }


def drop_early(place: Place) -> None:
    """Put in the files that are there before the worker."""
    for name, content in list(ten_files().items())[:EARLY]:
        drop(place, name, content)


def drop_late(place: Place) -> None:
    """Put in the files that come while it runs."""
    for part in stage_late(place):
        part.rename(place.seeds / part.name)


def stage_late(place: Place) -> list[Path]:
    """Write them beside the folder, from where a rename puts them in even if the disk is full by then."""
    return [stage(place, name, content) for name, content in list(ten_files().items())[EARLY:]]


def drop(place: Place, name: str, content: bytes) -> None:
    """Put a file in as a careful feed does: written elsewhere, then renamed into place."""
    stage(place, name, content).rename(place.seeds / name)


def stage(place: Place, name: str, content: bytes) -> Path:
    """Write a file beside the folder."""
    part = place.home / "parts" / name
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(content)
    return part


def feed(folder: Path, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of so many files, among them copies and editions of earlier ones."""
    write_files(folder, count, seeded(seed))
    for path in sorted(folder.rglob("*.txt")):
        yield path.name, path.read_bytes()
