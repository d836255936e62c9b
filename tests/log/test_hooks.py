"""What Python and libraries say becomes events; each is provoked as it happens."""

from __future__ import annotations

import io
import logging
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING, Any, cast

import pytest
import structlog
from structlog.testing import capture_logs

from worker.log import hooks
from worker.log.hooks import LogStream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from structlog.typing import EventDict


@pytest.fixture
def told() -> Iterator[list[EventDict]]:
    """The events, while the hooks are installed."""
    structlog.reset_defaults()
    hooks.install()
    with capture_logs() as events:
        yield events


def test_a_record_of_a_library(told: list[EventDict]) -> None:
    """With its logger, level and message; what is below a warning is not told."""
    logging.getLogger("some.library").info("all is well")
    logging.getLogger("some.library").warning("%s of it", "much")
    logging.getLogger("some.library").error("no more")

    assert [("some.library", "warning", "much of it"), ("some.library", "error", "no more")] == [
        (each["logger"], each["log_level"], each["message"]) for each in told
    ]


def test_a_record_whose_arguments_do_not_fit() -> None:
    """It is told as it stands."""
    record = logging.LogRecord("some.library", logging.ERROR, "a.py", 7, "%d", ("no number",), None)

    assert "%d ('no number',)" == hooks.message_of(record)


def test_a_logger_without_a_handler_that_keeps_its_records_to_itself(told: list[EventDict]) -> None:
    """It falls to Python's last resort."""
    logger = logging.getLogger("lonely")
    logger.propagate = False
    logger.warning("anybody there?")

    assert ["anybody there?"] == [each["message"] for each in told]


def test_a_warning(told: list[EventDict]) -> None:
    """With its category and where it comes from."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = hooks._tell_of_warning
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    assert [("python.warned", "DeprecationWarning", "old", __file__)] == [
        (each["event"], each["category"], each["message"], each["file"]) for each in told
    ]


def test_a_warning_for_a_file_goes_there(told: list[EventDict]) -> None:
    """As with Python's own hook."""
    file = io.StringIO()
    warnings.showwarning("old", UserWarning, "a.py", 7, file)

    assert ([], "a.py:7: UserWarning: old\n") == (told, file.getvalue())


def test_an_error_that_nobody_catches(told: list[EventDict]) -> None:
    """In the main thread, in another, and where it can't be raised."""
    error = ValueError("no")
    sys.excepthook(ValueError, error, None)
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    unraisable: Any = type("Unraisable", (), {"exc_type": ValueError, "exc_value": error, "exc_traceback": None})
    unraisable.err_msg, unraisable.object = None, "an object"
    sys.unraisablehook(unraisable)

    assert ["worker.failed", "thread.died", "exception.ignored"] == [each["event"] for each in told]
    assert {error} == {each["exc_info"][1] for each in told}
    assert ("Exception ignored in", "an object") == (told[-1]["message"], told[-1]["object"])


def test_text_to_stderr_is_told_line_by_line(told: list[EventDict]) -> None:
    """What has no end yet is told when it gets one, when it is flushed, or when it is long."""
    stream = LogStream(io.StringIO())
    print("one\n\ntwo", end="", file=cast("Any", stream))
    assert ["one"] == [each["text"] for each in told]
    print("\nthree", end="", flush=True, file=cast("Any", stream))
    stream.write("x" * 10_000)

    assert ["one", "two", "three", "x" * 10_000] == [each["text"] for each in told]


def test_a_traceback_to_stderr_is_told(told: list[EventDict]) -> None:
    """As `logging` prints those of its handlers."""
    traceback.print_exception(ValueError("no"), file=cast("Any", LogStream(io.StringIO())))

    assert "ValueError: no" == told[-1]["text"]
