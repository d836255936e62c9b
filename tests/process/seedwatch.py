"""Runs the installed `seedwatch` command, and follows what a running worker logs."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sysconfig
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = Path(sysconfig.get_path("scripts")) / "seedwatch"
PATIENCE = 30.0  # seconds; only a failing test waits so long


class Place:
    """A folder of seeds and a database, to run commands on."""

    def __init__(self, home: Path) -> None:
        """Make the folder."""
        self.home = home
        self.seeds = home / "seeds"
        self.db = home / "seeds.db"
        self.seeds.mkdir(parents=True)

    def call(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [COMMAND, *arguments],
            cwd=self.home,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def scan(self, *arguments: str) -> dict[str, Any]:
        """`seedwatch scan --json`, which must succeed."""
        done = self.call("scan", "--json", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def manifest(self) -> str:
        """The text of INDEX.md."""
        return (self.seeds / "INDEX.md").read_text(encoding="utf-8")

    def put(self, source: Path, name: str = "") -> None:
        """Copy a file in."""
        shutil.copyfile(source, self.seeds / (name or source.name))


class Worker:
    """A running `seedwatch run`; use it in a `with` block."""

    def __init__(self, place: Place, *arguments: str) -> None:
        """Start it and wait until it watches."""
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._log: list[str] = []
        self.process = subprocess.Popen(
            [COMMAND, "run", *arguments], cwd=place.home, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._follower.start()
        self.expect("watch.started")

    def __enter__(self) -> Worker:
        """Hand over the running worker."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill what a failed test left running."""
        self.process.kill()
        self.process.wait()
        self._follower.join()

    def expect(self, event: str, **keys: object) -> dict[str, Any]:
        """Wait for a log line with this event and these keys."""
        deadline = time.monotonic() + PATIENCE
        for line in self._lines(deadline):
            if line["event"] == event and keys.items() <= line.items():
                return line
        raise AssertionError(f"no {event} with {keys}; {self._last_words()}")

    def expect_files(self, count: int) -> None:
        """Wait for log lines about this many different files."""
        seen: set[str] = set()
        for line in self._lines(time.monotonic() + PATIENCE):
            if line["event"].startswith("file."):
                seen.add(line["path"])
            if len(seen) == count:
                return
        raise AssertionError(f"{len(seen)} of {count} files; {self._last_words()}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def _last_words(self) -> str:
        return f"exit code {self.process.poll()}, last of {len(self._log)} lines: {''.join(self._log[-30:])}"

    def _lines(self, deadline: float) -> Iterator[dict[str, Any]]:
        while (left := deadline - time.monotonic()) > 0:
            try:
                yield self._events.get(timeout=left)
            except queue.Empty:
                return

    def _follow(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self._log.append(line)
                self._events.put(json.loads(line) if line.startswith("{") else {"event": "text", "text": line})
