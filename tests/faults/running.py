"""A worker that a fault may end at any moment, and a reader of its manifest who never looks away."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from tests.process.seedwatch import COMMAND, PATIENCE, Place

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTED = re.compile(r"^([\d,]+) files? in ", re.MULTILINE)


class Running:
    """`seedwatch run`, with its log in a file beside the place; use it in a `with` block."""

    def __init__(self, place: Place, **environment: str) -> None:
        """Start it; nothing is waited for."""
        self._log = place.home.with_name("worker.log")
        with self._log.open("wb") as errors:
            self.process = subprocess.Popen(
                [COMMAND, "run", "--settle", "0"],
                cwd=place.home,
                env={**os.environ, **environment},
                stderr=errors,
            )

    def __enter__(self) -> Running:
        """Hand over the worker."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill what a failed test left running."""
        self.kill()

    @property
    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process.poll() is not None

    def log(self) -> str:
        """All that it has said."""
        return self._log.read_text(encoding="utf-8")

    def has_said(self, event: str) -> bool:
        """Whether a line with this event stands in its log."""
        return f'"event": "{event}"' in self.log()

    def stop(self) -> int:
        """Ask it to end; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it in the middle of whatever it is doing."""
        self.process.kill()
        self.process.wait()


class ManifestReader:
    """Somebody who reads INDEX.md all the time, and keeps what was not whole; use it in a `with` block."""

    def __init__(self, place: Place) -> None:
        """Read nothing yet."""
        self.torn: list[str] = []
        self._path = place.seeds / "INDEX.md"
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read_on)

    def __enter__(self) -> ManifestReader:
        """Begin to read."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Read no more."""
        self._ended.set()
        self._thread.join()

    def _read_on(self) -> None:
        while not self._ended.wait(0.002):
            if self._path.exists() and not is_whole(text := self._path.read_text(encoding="utf-8")):
                self.torn.append(text)


def is_whole(manifest: str) -> bool:
    """Whether a manifest on one page ends as one does, and lists as many files as it counts."""
    counted = _COUNTED.search(manifest)
    return counted is not None and manifest.endswith("\n") and int(counted[1]) == manifest.count("\n- [")


def until(condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Whether the condition comes true while a test has patience, in seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause(0.02)
    return True


def pause(seconds: float) -> None:
    """Let so much time go by between two looks, or two files of a feed."""
    threading.Event().wait(seconds)
