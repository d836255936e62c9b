"""The samples that come with the project, and the real seeds where they are at hand."""

import shutil
from pathlib import Path

import pytest

from tests.process.conftest import SAMPLES
from tests.process.seedwatch import Place
from tests.snapshot import rows

REAL = Path(__file__).parents[3] / "shared" / "seeds"


def test_the_committed_manifest_is_what_the_worker_makes(place: Place) -> None:
    """`seeds/INDEX.md` is, byte for byte, what a scan of the samples writes."""
    shutil.copytree(SAMPLES, place.seeds, dirs_exist_ok=True, ignore=shutil.ignore_patterns("INDEX.md"))
    place.scan()
    assert (place.seeds / "INDEX.md").read_bytes() == (SAMPLES / "INDEX.md").read_bytes()


@pytest.fixture
def real(place: Place) -> Place:
    """A place that holds the five real seeds."""
    if not REAL.is_dir():
        pytest.skip("the real seeds are not here: ../shared/seeds")
    for seed in REAL.iterdir():
        place.put(seed, f"{seed.name[:3]}.txt")
    place.scan()
    return place


def test_the_real_seeds_are_four_stories(real: Place) -> None:
    """000 and 001 are one story; 001 and 003 share a passage; every other pair is apart."""
    stories = rows(
        real.db,
        "SELECT group_concat(path) FROM (SELECT path, story_id FROM files f JOIN documents d ON d.id = f.document_id "
        "ORDER BY path) GROUP BY story_id ORDER BY 1",
    )
    assert stories == [("000.txt,001.txt",), ("002.txt",), ("003.txt",), ("004.txt",)]
    links = rows(
        real.db,
        "SELECT min(a.path, b.path), max(a.path, b.path), m.kind FROM matches m "
        "JOIN files a ON a.document_id = m.document_id JOIN files b ON b.document_id = m.other_id ORDER BY 1, 2",
    )
    assert links == [("000.txt", "001.txt", "edition"), ("001.txt", "003.txt", "reuse")]


def test_the_columns_of_the_real_seeds(real: Place) -> None:
    """What a reader would fill in; 001 prints a day without a year and has it from its edition."""
    columns = rows(
        real.db,
        "SELECT path, byline, agency, place, published FROM files f JOIN documents d ON d.id = f.document_id "
        "ORDER BY path",
    )
    assert columns == [
        ("000.txt", None, "Reuters", "TOKYO/WASHINGTON", "2022-01-07"),
        ("001.txt", "Ju-min Park; David Brunnstrom", "Reuters", "TOKYO/WASHINGTON", "2022-01-06"),
        ("002.txt", None, None, None, None),
        ("003.txt", None, None, "TOKYO", None),
        ("004.txt", "Elaine Lies; David Brunnstrom", "Reuters", "TOKYO/WASHINGTON", None),
    ]
    titles = rows(
        real.db, "SELECT title IS NOT NULL FROM files f JOIN documents d ON d.id = f.document_id ORDER BY path"
    )
    assert titles == [(0,), (1,), (0,), (0,), (0,)]


def test_the_prose_of_the_real_seeds_is_the_story_alone(real: Place) -> None:
    """Datelines, buttons, credits and copyright lines are stored, but are not prose."""
    prose = dict(
        rows(
            real.db,
            "SELECT path, substr(text, prose_start + 1, prose_end - prose_start) "
            "FROM files f JOIN documents d ON d.id = f.document_id",
        )
    )
    assert prose["000.txt"].startswith("The question of")
    assert prose["001.txt"].startswith("The question of")
    assert prose["004.txt"].startswith("Greater security")
    assert "Back to top" not in prose["001.txt"]
    assert "Editing by" not in prose["001.txt"] + prose["004.txt"]
    assert "copyright" not in prose["003.txt"]
