"""A worker within the test's own process, that dies at a chosen moment and leaves what a killed process would."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import pytest

from db.connection import open_writer
from worker.manifest.publish import Publisher
from worker.pipeline.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from worker.clock import Clock
    from worker.settings import Settings


class Killed(BaseException):
    """The process is no more."""


class Mortality:
    """Counts down to the moment of death."""

    def __init__(self) -> None:
        """Live for ever."""
        self.steps_left: int | None = None

    def step(self) -> None:
        """Live through a moment, or not."""
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise Killed


class _Connection:
    """A connection each of whose calls may be the last; the dead don't roll back."""

    def __init__(self, connection: Connection, mortality: Mortality) -> None:
        self._connection = connection
        self._mortality = mortality

    def execute(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the real one
        self._mortality.step()
        return self._connection.execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the real one
        self._mortality.step()
        return self._connection.executemany(*arguments)

    def rollback(self) -> None:
        self._mortality.step()
        self._connection.rollback()


class MortalWorker:
    """What `run` does, without its loop, on a real folder and a real database; `observe` is called after each batch."""

    def __init__(self, settings: Settings, clock: Clock, pages: int, observe: Callable[[Connection], None]) -> None:
        """Start; more than `pages` files make a manifest of several pages."""
        self._settings = settings
        self._clock = clock
        self._pages = pages
        self._observe = observe
        self._mortality = Mortality()
        self._published = False
        self._start()

    def look(self) -> None:
        """Compare the folder, and take what has settled."""
        self._work.backlog.look_at_everything()
        self._take()

    def hear(self, path: str) -> None:
        """Answer an event, which may be wrong."""
        self._work.backlog.look_at([path])
        self._take()

    def hear_of_move(self, path: str) -> None:
        """Answer an event that says that something was renamed into place."""
        self._work.backlog.look_at([path], moved_in=[path])
        self._take()

    def catch_up(self) -> None:
        """Take all that is there, and tell it in the manifest."""
        self.look()
        while len(self._work.backlog) and (wait := self._work.backlog.seconds_to_wait()) is not None:
            self._clock.sleep(wait)
            self._take()
        self.publish()

    def publish(self) -> None:
        """Bring the manifest up to date."""
        self._publisher.publish(everything=not self._published)
        self._published = True

    def die(self, steps: int) -> None:
        """Be killed while catching up, after so many calls, or when that is done; then start again."""
        self._mortality.steps_left = steps
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda _: self._mortality.step())
            with suppress(Killed):
                self.catch_up()
        self._leave()
        self._start()

    def differences(self) -> list[str]:
        """What is not true in the manifest."""
        return self._publisher.differences()

    def stop(self) -> None:
        """End as one should."""
        self.connection.close()

    def restart(self) -> None:
        """End, and start again."""
        self.stop()
        self._start()

    def _start(self) -> None:
        self._mortality.steps_left = None
        self.connection = open_writer(self._settings.db)
        mortal = cast("Connection", _Connection(self.connection, self._mortality))
        self._work = Pipeline(mortal, self._settings, self._clock)
        self._publisher = Publisher(self._settings.seeds, mortal, self._pages)
        self._published = False
        self._observe(self.connection)

    def _leave(self) -> None:
        """Close the connection, which tidies up, but leave the files as they were before."""
        files = [self._settings.db, self._settings.db.with_name(f"{self._settings.db.name}-wal")]
        left = {file: file.read_bytes() for file in files if file.exists()}
        self.connection.close()
        for file, content in left.items():
            file.write_bytes(content)

    def _take(self) -> None:
        self._work.take(lambda _: None, lambda: False)
        self._observe(self.connection)
