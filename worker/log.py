"""Log lines: structlog events to stderr, for people on a terminal, as JSON elsewhere."""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import stamina
import structlog

if TYPE_CHECKING:
    from stamina.instrumentation import RetryDetails
    from structlog.typing import Processor


def configure(*, quiet: bool) -> None:
    """Set up logging for this process; `quiet` leaves out what merely went as it should."""
    terminal = sys.stderr.isatty()
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=True)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_empty,
            structlog.processors.format_exc_info,
            *([_escaped] if terminal else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=_Unbreakable,
        cache_logger_on_first_use=True,
    )
    stamina.instrumentation.set_on_retry_hooks([_tell_of_retry])
    threading.excepthook = _tell_of_thread


def printable(text: str) -> str:
    """The text with control characters as escapes, so that no name or title can drive a terminal."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


class _Unbreakable(structlog.PrintLogger):
    """Writes lines to stderr; one that can't be written, as on a full disk, must not end the worker."""

    def __init__(self, *_: object) -> None:
        super().__init__(sys.stderr)

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = msg


def _tell_of_retry(details: RetryDetails) -> None:
    """What is in the way, when something will be tried again; ever more rarely, since it may last for days."""
    if details.retry_num & (details.retry_num - 1):
        return
    structlog.get_logger().error("worker.trouble", error=str(details.caused_by), again_in=round(details.wait_for, 1))


def _tell_of_thread(died: threading.ExceptHookArgs) -> None:
    """A thread that an error ended, as a log line like any other."""
    name = died.thread.name if died.thread else None
    error = died.exc_value or died.exc_type()
    structlog.get_logger().error("thread.died", thread=name, exc_info=error)


def _without_empty(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: value for key, value in event.items() if value is not None}


def _escaped(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: _lines_escaped(value) if isinstance(value, str) else value for key, value in event.items()}


def _lines_escaped(value: str) -> str:
    """Only a traceback has lines of its own."""
    return "\n".join(map(printable, value.split("\n"))) if value.startswith("Traceback ") else printable(value)
