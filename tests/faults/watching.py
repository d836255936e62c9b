"""What a test asks of a worker that watches: how it feels, and whether it knows what is in its folder."""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.connection import open_reader
from db.worker_state import last_beat
from tests.faults.running import until
from tests.snapshot import rows
from worker.cli.index import index
from worker.inbox.ignore import is_within_ignored
from worker.inbox.snapshot import as_key
from worker.service.diagnosis import diagnose, presence
from worker.service.lock import is_held
from worker.settings import Settings

if TYPE_CHECKING:
    from tests.process.seedwatch import Place

ARMED = Path(__file__).with_name("armed")
TOLD_WITHIN = 5.0  # seconds until `status` and `health` say what is wrong
MENDED_WITHIN = 10.0  # seconds until files are stored again


def status(place: Place) -> dict[str, Any]:
    """What `seedwatch status --json` says."""
    said: dict[str, Any] = json.loads(place.call("status", "--json").stdout)
    return said


def health(place: Place) -> str:
    """What `seedwatch health` would say, without the cost of a process."""
    with closing(open_reader(place.db)) as connection:
        beat, now = last_beat(connection), datetime.now(UTC)
        return diagnose(beat, now, presence(beat, now, is_held=is_held(place.db))).in_words


def item(number: object) -> str:
    """A text of one line that has no words in common with any other."""
    letters = "".join(chr(ord("a") + byte % 26) for byte in sha256(str(number).encode()).digest())
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4)).capitalize() + ".\n"


def in_folder(place: Place) -> dict[str, str]:
    """The hash of each seed file that is in the folder, by path: the truth."""
    return {
        as_key(path): sha256((place.seeds / path).read_bytes()).hexdigest()
        for folder, _, names in os.walk(place.seeds)
        for name in names
        if not is_within_ignored(path := os.path.relpath(f"{folder}/{name}", place.seeds))
    }


def known(place: Place) -> dict[str, str]:
    """The hash of each file that is there, by path, as the database has it; empty if it can't be asked."""
    try:
        return dict(rows(place.db, "SELECT path, sha256 FROM files WHERE state <> 'missing'"))
    except sqlite3.OperationalError:
        return {}


def is_true(place: Place) -> bool:
    """Whether the database has just the files that are in the folder, with what is in them."""
    return known(place) == in_folder(place)


def assert_true(place: Place, patience: float = MENDED_WITHIN) -> None:
    """The worker finds out by itself what is in the folder."""
    if not until(lambda: is_true(place), patience):
        has, should = known(place).items(), in_folder(place).items()
        raise AssertionError(f"lost: {sorted(should - has)[:5]}; too much: {sorted(has - should)[:5]}")


def assert_sound(place: Place) -> None:
    """The database is whole, and the manifest true to it."""
    assert [("ok",)] == rows(place.db, "PRAGMA integrity_check")
    index(Settings(seeds=place.seeds, db=place.db), check=True)
