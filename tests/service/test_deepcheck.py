"""The deep check: bytes that changed while size and times did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from db.types import ONLY_ROOT
from tests.db.rows import PROSE
from worker.inbox.backlog import Backlog
from worker.pipeline.ingest import Ingest
from worker.pipeline.pool import Preparer
from worker.pipeline.rule_set import load_rule_set
from worker.service import deepcheck
from worker.service.deepcheck import AT_ONCE, DeepCheck
from worker.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from tests.conftest import HandMovedTime
    from worker.clock import Clock
    from worker.inbox.snapshot import FileSnapshot

EVERY = 100.0


class Checked:
    """A folder whose files are known, and its deep check."""

    def __init__(self, seeds: Path, connection: Connection, clock: Clock) -> None:
        """Nothing is known yet."""
        self._seeds = seeds
        self._connection = connection
        self._clock = clock
        self._check = DeepCheck(connection, Settings(seeds=seeds, deep_check_every=EVERY), clock)

    def put(self, *names: str) -> None:
        """Write files and take them in."""
        for name in names:
            (self._seeds / name).write_text(PROSE)
        backlog = Backlog(self._seeds, self._connection, 0, self._clock)
        backlog.look_at_everything()
        taking = Ingest(self._connection, ONLY_ROOT, 1000, load_rule_set(), self._clock.utc)
        taking.finish(taking.begin(backlog.take().settled, Preparer()))

    def rewrite(self, name: str) -> None:
        """Change a file's bytes, and let the database believe that it always looked as it does now."""
        (self._seeds / name).write_text(PROSE.upper())
        status = (self._seeds / name).stat()
        self._connection.execute(
            "UPDATE files SET mtime_ns = ?, ctime_ns = ? WHERE path = ?", [status.st_mtime_ns, status.st_ctime_ns, name]
        )

    def some(self) -> list[FileSnapshot]:
        """What the check finds changed."""
        return self._check.check_some()


@pytest.fixture
def checked(seeds: Path, connection: Connection, clock: Clock) -> Checked:
    """A folder without files."""
    return Checked(seeds, connection, clock)


def test_changed_bytes_are_found_when_their_turn_comes(checked: Checked, time: HandMovedTime) -> None:
    """Until they are taken; the log tells of it."""
    checked.put("a.txt", "b.txt")
    checked.rewrite("a.txt")
    assert checked.some() == []

    time.pass_by(EVERY + 1)
    with capture_logs() as lines:
        assert ["a.txt"] == [snapshot.path for snapshot in checked.some()]
    assert [{"event": "file.changed_unseen", "path": "a.txt", "log_level": "warning"}] == lines
    assert ["a.txt"] == [snapshot.path for snapshot in checked.some()]


def test_a_few_at_a_time(checked: Checked, time: HandMovedTime) -> None:
    """Those that have waited longest come first."""
    checked.put("old.txt")
    time.pass_by(1)
    checked.put(*(f"{number}.txt" for number in range(AT_ONCE)))
    checked.rewrite("old.txt")
    time.pass_by(EVERY + 1)

    assert [1, 1] == [len(checked.some()), len(checked.some())]


def test_what_shows_its_change_is_left_to_the_comparison(checked: Checked, seeds: Path, time: HandMovedTime) -> None:
    """A file that looks different, or is gone."""
    checked.put("a.txt", "b.txt")
    (seeds / "a.txt").write_text("Another text")
    (seeds / "b.txt").unlink()
    time.pass_by(EVERY + 1)

    assert checked.some() == []


def test_a_file_that_cannot_be_read(checked: Checked, time: HandMovedTime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is told, and is no change."""

    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    checked.put("a.txt")
    time.pass_by(EVERY + 1)
    monkeypatch.setattr(deepcheck, "read_settled", fail)
    with capture_logs() as lines:
        assert checked.some() == []
    assert ["file.unread"] == [line["event"] for line in lines]
