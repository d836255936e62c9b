"""Log lines: JSON where nobody looks on, readable on a terminal, and never able to drive it."""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stamina
import structlog
from hypothesis import example, given
from hypothesis import strategies as st

from worker import log

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = "a\x1b[2Jb\nc\u202ed\x07.txt"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    hook = threading.excepthook
    yield
    structlog.reset_defaults()
    threading.excepthook = hook


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the error stream one that people look at."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def test_a_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    """Event, level, time and what was said of it, on stderr; what is None is left out."""
    log.configure(quiet=False)
    structlog.get_logger().info("file.stored", path=NASTY, document=7, reason=None)
    out, err = capsys.readouterr()
    line = json.loads(err)

    assert (out, err.count("\n"), err.isascii()) == ("", 1, True)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "file.stored", "level": "info", "path": NASTY, "document": 7}


def test_quiet_leaves_out_what_went_as_it_should(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings are still said."""
    log.configure(quiet=True)
    structlog.get_logger().info("file.stored")
    structlog.get_logger().warning("file.unread")

    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["file.unread"]


def test_an_exception_is_told_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback stays within its JSON object."""
    log.configure(quiet=False)
    try:
        float(NASTY)
    except ValueError:
        structlog.get_logger().exception("worker.failed")

    assert "ValueError" in json.loads(capsys.readouterr().err)["exception"]


def test_a_thread_that_died_is_told_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """An error that ends a thread of watchdog's is an event like any other."""
    log.configure(quiet=False)
    thread = threading.Thread(target=float, args=["not a number"], name="emitter")
    thread.start()
    thread.join()

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["thread"]) == ("thread.died", "emitter")
    assert "ValueError" in line["exception"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_log_that_cannot_be_written_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the worker goes on without a log."""
    with Path("/dev/full").open("w", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        log.configure(quiet=False)
        structlog.get_logger().error("worker.trouble", error="disk full")
        with pytest.raises(OSError, match="No space"):
            full.flush()
        monkeypatch.undo()
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_no_control_characters_in_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """The lines of a traceback stay; what an error quotes is spelt out."""

    def fail() -> None:
        raise ValueError(NASTY)

    log.configure(quiet=False)
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("worker.failed")
    shown = capsys.readouterr().err

    assert "Traceback" in shown
    assert not [mark for mark in ("\x1b[2J", "\u202e", "\x07") if mark in shown]


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    """A path that holds escape sequences is shown with them spelt out."""
    log.configure(quiet=False)
    structlog.get_logger().info("file.stored", path=NASTY)
    shown = capsys.readouterr().err

    assert "file.stored" in shown
    assert not [mark for mark in ("\x1b[2J", "\u202e", "\x07") if mark in shown]


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zs", "Co", "L"])))
@example(NASTY)
@example("\udc80")
def test_printable_text_is_printable(text: str) -> None:
    """Whatever it holds; and what was printable stays as it is."""
    assert log.printable(text).isprintable()
    assert not text.isprintable() or log.printable(text) == text


def test_a_trouble_that_lasts_does_not_fill_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a thousand tries in vain ten are told."""
    log.configure(quiet=False)
    with stamina.set_testing(True, attempts=1001), suppress(OSError):
        for attempt in stamina.retry_context(on=OSError, attempts=None, timeout=None):
            with attempt:
                raise OSError(28, "No space left on device")

    lines = capsys.readouterr().err.splitlines()
    assert (10, {"worker.trouble"}) == (len(lines), {json.loads(line)["event"] for line in lines})
