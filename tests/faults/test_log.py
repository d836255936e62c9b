"""The log of a real worker: whoever says something, and however much, it is a line of JSON of at most 8 KiB."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.faults import noisy
from tests.faults.running import Running, until
from tests.faults.watching import is_true, item

if TYPE_CHECKING:
    from tests.process.seedwatch import Place

NOISY = str(Path(noisy.__file__).parent)
ENOUGH_FOR_A_CREW = 1000


def events(log: bytes) -> list[dict[str, Any]]:
    """The events of a log, each of which must be a short line."""
    lines = log.splitlines(keepends=True)
    assert 8192 >= max(map(len, lines))
    return [json.loads(line) for line in lines]


def first(told: list[dict[str, Any]], event: str, **keys: object) -> dict[str, Any]:
    """The first event of that name with these keys."""
    return next(each for each in told if each["event"] == event and keys.items() <= each.items())


def test_whatever_is_said_in_the_worker_is_a_short_event(place: Place) -> None:
    """A library's record, a warning, a thread's end, an error that can't be raised, text to stderr."""
    with Running(place, PYTHONPATH=NOISY, PYTHONWARNINGS="always") as worker:
        assert until(lambda: worker.has_said("watch.started")), worker.log()
        worker.process.send_signal(signal.SIGUSR1)
        assert until(lambda: "without an end" in worker.log()), worker.log()
        assert 0 == worker.stop()
        told = events(worker.log().encode())

    assert first(told, "watch.warned")["message"].startswith("watch watch")
    assert first(told, "watch.warned")["cut"] > 500_000
    assert first(told, "library.logged", message="%d ('no number',)")["logger"] == "elsewhere"
    assert [each["cut"] > 500_000 for each in told if each["event"] == "library.logged" and "cut" in each] == [True]
    assert first(told, "python.warned", category="DeprecationWarning")["message"].startswith("deprecated: watch")
    died = first(told, "thread.died", thread="noisy")
    assert died["error"].startswith("ValueError: the beginning of watch")
    assert died["exception"].startswith("Traceback (most recent call last)")
    assert "in _fail" in died["exception"]
    assert "_Unraisable.__del__" in first(told, "exception.ignored")["object"]
    assert ["printed", "without an end"] == [each["text"] for each in told if each["event"] == "stderr.wrote"]


def test_whatever_child_processes_write_is_told_in_short_events(place: Place) -> None:
    """Millions of bytes without an end of line, C code, a traceback: none of it blocks, and all files are stored."""
    for number in range(ENOUGH_FOR_A_CREW):
        (place.seeds / f"{number}.txt").write_text(item(number))
    with Running(place, PYTHONPATH=NOISY) as worker:
        assert until(lambda: is_true(place), 60), worker.log()
        assert 0 == worker.stop()
        told = events(worker.log().encode())

    wrote = [each["text"] for each in told if each["event"] == "child.wrote"]
    assert r"\xff\xfe" in wrote[0]
    assert "said by C code" in "".join(wrote)
    assert "ValueError: the beginning of" in "".join(wrote)
    assert any(each["event"] == "pool.lost" for each in told)


def test_an_error_out_of_a_command_is_a_short_event(place: Place) -> None:
    """The traceback of what nothing expected, from its beginning to the error's name."""
    done = place.call("scan", PYTHONPATH=NOISY, NOISE_CRASH="1")
    (told,) = events(done.stderr.encode())

    assert (1, "worker.failed", "critical") == (done.returncode, told["event"], told["level"])
    assert "in _crash" in told["exception"]
    assert told["error"].startswith("RuntimeError: the beginning of watch")


def test_a_command_that_logs_ends_with_an_event(place: Place) -> None:
    """Why it could not go on is told as all else is."""
    place.seeds.rmdir()
    (told,) = events(place.call("run").stderr.encode())

    assert ("command.failed", 3) == (told["event"], told["code"])
    assert "seeds" in told["error"]
