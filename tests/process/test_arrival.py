"""However files arrive, the same documents, stories, matches and manifest come of them."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dispatches import seeded
from tests.process.seedwatch import Place, Worker
from tests.snapshot import snapshot

Arrive = Callable[[list[Path], Path, Worker], None]


def at_once(samples: list[Path], seeds: Path, _worker: Worker) -> None:
    """All of them, in another order."""
    for sample in seeded(7).sample(samples, len(samples)):
        shutil.copyfile(sample, seeds / sample.name)


def one_at_a_time(samples: list[Path], seeds: Path, worker: Worker) -> None:
    """Each after the one before is stored, last name first."""
    for sample in reversed(samples):
        shutil.copyfile(sample, seeds / sample.name)
        worker.expect_files(1)


def ten_at_a_time(samples: list[Path], seeds: Path, worker: Worker) -> None:
    """Ten, and when they are stored the rest."""
    for part in (samples[-10:], samples[:-10]):
        for sample in part:
            shutil.copyfile(sample, seeds / sample.name)
        worker.expect_files(len(part))


def moved_in(samples: list[Path], seeds: Path, _worker: Worker) -> None:
    """By `mv` from another folder."""
    outside = _outside(samples, seeds)
    for path in outside.iterdir():
        path.rename(seeds / path.name)


def written_then_renamed(samples: list[Path], seeds: Path, _worker: Worker) -> None:
    """Under a temporary name first."""
    for sample in samples:
        shutil.copyfile(sample, seeds / f".{sample.name}.tmp")
        (seeds / f".{sample.name}.tmp").rename(seeds / sample.name)


def in_three_slow_pieces(samples: list[Path], seeds: Path, _worker: Worker) -> None:
    """Each file appended to twice, closed in between."""
    for part in range(3):
        for sample in samples:
            raw = sample.read_bytes()
            size = len(raw) // 3 + 1
            with (seeds / sample.name).open("ab") as file:
                file.write(raw[part * size : (part + 1) * size])
        threading.Event().wait(0.3)


def copied_as_a_tree(samples: list[Path], seeds: Path, _worker: Worker) -> None:
    """By `cp -r` of the folder they lie in."""
    shutil.copytree(_outside(samples, seeds), seeds, dirs_exist_ok=True, copy_function=shutil.copy)


def _outside(samples: list[Path], seeds: Path) -> Path:
    outside = seeds.parent / "outside"
    outside.mkdir()
    for sample in samples:
        shutil.copyfile(sample, outside / sample.name)
    return outside


MANNERS: list[Arrive] = [
    *(at_once, one_at_a_time, ten_at_a_time, moved_in),
    *(written_then_renamed, in_three_slow_pieces, copied_as_a_tree),
]


@pytest.mark.parametrize("arrive", MANNERS, ids=lambda arrive: arrive.__name__)
def test_manner_of_arrival_does_not_matter(place: Place, samples: list[Path], arrive: Arrive) -> None:
    """A worker that watches files arrive comes to what a scan of the finished folder says."""
    reference = Place(place.home / "reference")
    for sample in samples:
        reference.put(sample)
    reference.scan()
    settle = "0.1" if arrive in {one_at_a_time, ten_at_a_time} else "0.8"
    with Worker(place, "--settle", settle) as worker:
        arrive(samples, place.seeds, worker)
        if arrive not in {one_at_a_time, ten_at_a_time}:
            worker.expect_files(len(samples))
        assert worker.stop() == 0
    assert snapshot(place.db) == snapshot(reference.db)
    assert place.manifest() == reference.manifest()
