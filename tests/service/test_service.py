"""The service's loop, in a thread of the test, where it can be made to do without events."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.connection import open_writer
from tests.snapshot import rows
from worker.clock import SYSTEM_CLOCK
from worker.inbox.wake_queue import PathHint, WakeQueue
from worker.inbox.watcher import Watcher
from worker.service import service
from worker.service.conditions import Condition, Conditions
from worker.service.heartbeat import Heartbeat, first_row
from worker.service.service import Service
from worker.settings import Settings

PATIENCE = 10.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A folder and a database; nothing needs to settle."""
    (tmp_path / "seeds").mkdir()
    return Settings(seeds=tmp_path / "seeds", db=tmp_path / "seeds.db", settle=0.0)


@contextmanager
def serving(settings: Settings) -> Iterator[Service]:
    """A service that runs until the block ends."""
    started: list[Service] = []
    ready = threading.Event()
    wake_queue = WakeQueue()

    def serve() -> None:
        with closing(open_writer(settings.db)) as connection:
            row = first_row(connection, settings, SYSTEM_CLOCK.utc())
            heartbeat = Heartbeat(connection, row, SYSTEM_CLOCK.utc, Conditions(SYSTEM_CLOCK.utc), lambda: None)
            started.append(Service(connection, settings, SYSTEM_CLOCK, wake_queue, heartbeat))
            ready.set()
            started[0].run()

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(PATIENCE)
    yield started[0]
    wake_queue.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true while a test has patience."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.02)
    return True


def stored(settings: Settings) -> list[str]:
    """The paths that stand in the database and are there."""
    return [path for (path,) in rows(settings.db, "SELECT path FROM files WHERE state <> 'missing' ORDER BY path")]


def test_polls_where_there_are_no_events(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without events files are found all the same, and the heartbeat says 'polling'."""

    def refuse(_: Watcher) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Watcher, "start", refuse)
    monkeypatch.setattr(service, "POLL_EVERY", 0.05)
    with serving(settings):
        (settings.seeds / "a.txt").write_text("A bridge was closed on Monday.")
        assert eventually(lambda: stored(settings) == ["a.txt"])
        assert eventually(lambda: rows(settings.db, "SELECT watching FROM worker") == [("polling",)])


def test_lost_events_are_made_good(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One event that comes through makes the worker compare everything, so that lost ones do no harm."""
    monkeypatch.setattr(service, "LOOK_AFTER", 0.05)
    with serving(settings) as running:
        assert eventually(lambda: running._watcher.watching)
        running._watcher._observer.unschedule_all()  # type: ignore[union-attr]
        (settings.seeds / "unheard.txt").write_text("A bridge was closed on Monday.")
        running._watcher._wake_queue.wake(PathHint("heard.txt"))
        assert eventually(lambda: stored(settings) == ["unheard.txt"])


def test_a_root_that_goes_and_comes_back(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the folder is away nothing is called missing; when there is one again it is watched again."""
    monkeypatch.setattr(service, "WATCH_EVERY", 0.05)
    monkeypatch.setattr(service, "WATCH_RETRY", 0.05)
    monkeypatch.setattr(service, "POLL_EVERY", 0.05)
    (settings.seeds / "a.txt").write_text("A bridge was closed on Monday.")
    away = settings.seeds.with_name("away")
    with serving(settings) as running:
        assert eventually(lambda: stored(settings) == ["a.txt"] and running._watcher.watching)
        settings.seeds.rename(away)
        assert eventually(lambda: not running._watcher.watching and Condition.SEEDS_UNREADABLE in running._conditions)
        assert stored(settings) == ["a.txt"]
        away.rename(settings.seeds)
        assert eventually(lambda: running._watcher.watching)
        (settings.seeds / "b.txt").write_text("The bridge was opened on Tuesday.")
        assert eventually(lambda: stored(settings) == ["a.txt", "b.txt"])
