"""Log lines: structlog events to stderr, for people on a terminal, as JSON elsewhere, each of at most 8 KiB."""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import stamina
import structlog

from worker.log.events import Event
from worker.log.hooks import LogStream, install, writing
from worker.log.shorten import ERROR_LENGTH, fitted, shortened

if TYPE_CHECKING:
    from typing import TextIO

    from stamina.instrumentation import RetryDetails
    from structlog.typing import EventDict, Processor

_WITH_LINES = {"exception", "traceback"}


def configure(*, quiet: bool) -> None:
    """Set up logging for this process; `quiet` leaves out what merely went as it should."""
    stream = LogStream.below(sys.stderr)
    terminal = stream.isatty()
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=True)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_empty,
            _with_traceback,
            *([_escaped] if terminal else []),
            lambda logger, method, event: fitted(event, lambda short: str(renderer(logger, method, short))),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=lambda *_: _Unbreakable(stream),
        cache_logger_on_first_use=True,
    )
    stamina.instrumentation.set_on_retry_hooks([_tell_of_retry])
    install()
    sys.stderr = stream if terminal else cast("TextIO", LogStream(stream))


def last_word(message: str, code: int) -> None:
    """Say why the command ends: as an event if it logs JSON, else in one line."""
    if isinstance(sys.stderr, LogStream):
        structlog.get_logger().error(Event.COMMAND_FAILED, error=message, code=code)
        return
    said = {"error": printable(" ".join(message.split()))}
    sys.stderr.write(fitted(said, lambda short: f"seedwatch: {short['error']}") + "\n")


def printable(text: str) -> str:
    """The text with control characters as escapes, so that no name or title can drive a terminal."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


class _Unbreakable(structlog.PrintLogger):
    """Writes lines to stderr; one that can't be written, as on a full disk, must not end the worker."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)

    def msg(self, message: str) -> None:
        with writing, suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = msg


def _tell_of_retry(details: RetryDetails) -> None:
    """What is in the way, when something will be tried again; ever more rarely, since it may last for days."""
    if details.retry_num & (details.retry_num - 1):
        return
    again_in = round(details.wait_for, 1)
    structlog.get_logger().error(Event.WORKER_TROUBLE, error=str(details.caused_by), again_in=again_in)


def _without_empty(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if value is not None}


def _with_traceback(_logger: object, _method: str, event: EventDict) -> EventDict:
    """An exception is told by its traceback and, as the beginning of a long message is cut out there, by itself."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    elif isinstance(raised, BaseException):
        raised = (type(raised), raised, raised.__traceback__)
    if raised and raised[0]:
        event["exception"] = "".join(traceback.format_exception(*raised)).rstrip("\n")
        event.setdefault("error", shortened(traceback.format_exception_only(*raised[:2])[-1].strip(), ERROR_LENGTH))
    return event


def _escaped(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {key: _printable(key, value) if isinstance(value, str) else value for key, value in event.items()}


def _printable(key: str, value: str) -> str:
    """Only a traceback has lines of its own."""
    return "\n".join(map(printable, value.split("\n"))) if key in _WITH_LINES else printable(value)
