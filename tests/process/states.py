"""A place in two states: a backup of the earlier one, and the later one as a worker that was killed leaves it."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from db.backup import back_up
from db.connection import open_reader, open_writer, transaction
from tests.snapshot import Snapshot, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from tests.process.seedwatch import Place

EARLIER = "The harbour board met on Monday and put off its vote on the new quay.\n"
LATER = "Miners came out of the flooded shaft at Carrow on Tuesday, all eleven of them unhurt.\n"


def make_states(place: Place, backup: Path) -> tuple[Snapshot, Snapshot]:
    """Scan a file, back up, scan another and leave the WAL unfolded; returns what is in the backup and what after."""
    (place.seeds / "quay.txt").write_text(EARLIER)
    place.scan("--settle", "0")
    with closing(open_reader(place.db)) as connection:
        back_up(connection, backup)
    before = snapshot(place.db)
    (place.seeds / "mine.txt").write_text(LATER)
    place.scan("--settle", "0")
    _unfold(place.db)
    return before, snapshot(place.db)


def _unfold(db: Path) -> None:
    """Leave a change in the WAL alone, as after a kill, which takes the last connection away without its closing."""
    crashed = db.with_name("crashed")
    crashed.mkdir()
    with closing(open_writer(db)) as connection:
        with transaction(connection):
            connection.execute("UPDATE documents SET place = 'Carrow' WHERE title IS NULL AND text LIKE 'Miners%'")
        for file in db.parent.glob(f"{db.name}*"):
            shutil.copy2(file, crashed)
    for file in crashed.iterdir():
        shutil.copy2(file, db.parent)
    shutil.rmtree(crashed)
    assert db.with_name(f"{db.name}-wal").stat().st_size
