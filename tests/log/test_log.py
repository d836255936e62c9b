"""Log lines: JSON where nobody looks on, readable on a terminal, and never able to drive it."""

from __future__ import annotations

import io
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

from worker.log.configure import configure, last_word, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = "a\x1b[2Jb\nc\u202ed\x07.txt"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the error stream one that people look at."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def test_a_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    """Event, level, time and what was said of it, on stderr; what is None is left out."""
    configure(quiet=False)
    structlog.get_logger().info("file.stored", path=NASTY, document=7, reason=None)
    out, err = capsys.readouterr()
    line = json.loads(err)

    assert (out, err.count("\n"), err.isascii()) == ("", 1, True)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "file.stored", "level": "info", "path": NASTY, "document": 7}


def test_quiet_leaves_out_what_went_as_it_should(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings are still said."""
    configure(quiet=True)
    structlog.get_logger().info("file.stored")
    structlog.get_logger().warning("file.unread")

    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["file.unread"]


def test_an_exception_is_told_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback stays within its JSON object."""
    configure(quiet=False)
    try:
        float(NASTY)
    except ValueError:
        structlog.get_logger().exception("worker.failed")

    line = json.loads(capsys.readouterr().err)
    assert "ValueError" in line["exception"]
    assert line["error"].startswith("ValueError: could not convert string to float")


def test_a_thread_that_died_is_told_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """An error that ends a thread of watchdog's is an event like any other."""
    configure(quiet=False)
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
        configure(quiet=False)
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

    configure(quiet=False)
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
    configure(quiet=False)
    structlog.get_logger().info("file.stored", path=NASTY)
    shown = capsys.readouterr().err

    assert "file.stored" in shown
    assert not [mark for mark in ("\x1b[2J", "\u202e", "\x07") if mark in shown]


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zs", "Co", "L"])))
@example(NASTY)
@example("\udc80")
def test_printable_text_is_printable(text: str) -> None:
    """Whatever it holds; and what was printable stays as it is."""
    assert printable(text).isprintable()
    assert not text.isprintable() or printable(text) == text


@given(st.dictionaries(st.sampled_from(["path", "reason", "text"]), st.text() | st.lists(st.integers()) | st.binary()))
@example({"path": "\U0001f4f0" * 9000, "reason": "\x00\udc80" * 9000, "text": "a" * 500_000})
@example({"text": 10**5000})
def test_a_line_is_short_whatever_it_tells(said: dict[str, object]) -> None:
    """JSON of at most 8 KiB."""
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        configure(quiet=False)
        structlog.get_logger().info("file.stored", **said)
    line = stream.getvalue()

    assert 8192 >= len(line.encode())
    assert "file.stored" == json.loads(line)["event"]


def test_a_long_value_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Its beginning and its end stay, most of the line is used, other values are whole."""
    configure(quiet=False)
    structlog.get_logger().info("file.stored", path="a.txt", reason=f"begin {'x' * 500_000} end")
    (said,) = capsys.readouterr().err.splitlines()
    line = json.loads(said)

    assert (line["path"], line["reason"][:7], line["reason"][-5:]) == ("a.txt", "begin x", "x end")
    assert line["cut"] == 500_010 - len(line["reason"])
    assert len(said) > 7000


@pytest.mark.usefixtures("terminal")
def test_what_a_terminal_gets_is_short_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Also in bytes."""
    configure(quiet=False)
    structlog.get_logger().info("file.stored", path="\u202e" * 100_000, reason="ж" * 100_000)

    assert 8192 >= len(capsys.readouterr().err.encode())


def test_the_last_word_is_an_event_where_there_is_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Else a line for people; short either way."""
    last_word("no\nfolder " + "x" * 10_000, 3)
    plain = capsys.readouterr().err
    configure(quiet=True)
    last_word("no folder " + "x" * 10_000, 3)
    told = capsys.readouterr().err

    assert plain.startswith("seedwatch: no folder xxx")
    assert (json.loads(told)["event"], json.loads(told)["code"]) == ("command.failed", 3)
    assert 8192 >= max(len(plain), len(told))


def test_a_condition_that_lasts_does_not_fill_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a thousand tries in vain ten are told."""
    configure(quiet=False)
    with stamina.set_testing(True, attempts=1001), suppress(OSError):
        for attempt in stamina.retry_context(on=OSError, attempts=None, timeout=None):
            with attempt:
                raise OSError(28, "No space left on device")

    lines = capsys.readouterr().err.splitlines()
    assert (10, {"worker.trouble"}) == (len(lines), {json.loads(line)["event"] for line in lines})
