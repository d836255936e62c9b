"""What Python and its libraries have to say, as log events: records, warnings, uncaught exceptions, text to stderr."""

from __future__ import annotations

import io
import logging
import sys
import threading
import warnings
from typing import TYPE_CHECKING

import structlog

from worker.log.events import Event
from worker.log.shorten import LINE_BYTES

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

writing = threading.RLock()  # held while a line is written, and while stderr is another file for a moment


def install() -> None:
    """Have all of it told by structlog, however that is configured."""
    handler = _Records()
    logging.getLogger().handlers = [handler]
    logging.lastResort = handler
    warnings.showwarning = _tell_of_warning
    sys.excepthook = _tell_of_exception
    sys.unraisablehook = _tell_of_unraisable
    threading.excepthook = _tell_of_thread


def message_of(record: logging.LogRecord) -> str:
    """What a record says, also where its arguments don't fit."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - as `logging` itself does
        return f"{record.msg} {record.args}"


class LogStream(io.TextIOBase):
    """Stands in for stderr: what is printed there becomes events, line by line."""

    def __init__(self, raw: TextIO) -> None:
        """Stand in for this file."""
        self.raw = raw
        self._rest = ""
        self._lock = threading.RLock()

    @staticmethod
    def below(stream: TextIO) -> TextIO:
        """The file that log lines are written to."""
        return stream.raw if isinstance(stream, LogStream) else stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As the file's."""
        return self.raw.encoding

    def fileno(self) -> int:
        """As the file's: a new process gets it as its stderr."""
        return self.raw.fileno()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Tell each line that has ended; what goes on without an end is told in pieces."""
        with self._lock:
            *lines, self._rest = (self._rest + text).split("\n")
            if len(self._rest) > LINE_BYTES:
                lines, self._rest = [*lines, self._rest], ""
        for line in lines:
            _tell_of_text(line)
        return len(text)

    def flush(self) -> None:
        """Tell what has no end yet."""
        with self._lock:
            rest, self._rest = self._rest, ""
        _tell_of_text(rest)


class _Records(logging.Handler):
    """Tells what libraries log; `worker.log` has its own lock, and two would be one too many."""

    def handle(self, record: logging.LogRecord) -> bool:
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        level = logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING
        structlog.get_logger().log(
            level,
            Event.LIBRARY_LOGGED,
            logger=record.name,
            message=message_of(record),
            exc_info=record.exc_info or None,
        )


def _tell_of_text(text: str) -> None:
    if text.strip():
        structlog.get_logger().warning(Event.STDERR_WROTE, text=text)


def _tell_of_warning(  # noqa: PLR0913, PLR0917 - as Python calls it
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Stands in for `warnings.showwarning`."""
    if file is not None:
        file.write(warnings.formatwarning(message, category, filename, lineno, line))
        return
    said = str(message)
    structlog.get_logger().warning(
        Event.PYTHON_WARNED, category=category.__name__, message=said, file=filename, line=lineno
    )


def _tell_of_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that ends the process."""
    structlog.get_logger().critical(Event.WORKER_FAILED, exc_info=(kind, error, trace))


def _tell_of_thread(died: threading.ExceptHookArgs) -> None:
    """An error that ends a thread."""
    name = died.thread.name if died.thread else None
    error = (died.exc_type, died.exc_value, died.exc_traceback)
    structlog.get_logger().error(Event.THREAD_DIED, thread=name, exc_info=error)


def _tell_of_unraisable(raised: sys.UnraisableHookArgs) -> None:
    """An error where nobody could be told, as in the end of an object."""
    message = raised.err_msg or "Exception ignored in"
    error = (raised.exc_type, raised.exc_value, raised.exc_traceback)
    structlog.get_logger().error(Event.EXCEPTION_IGNORED, message=message, object=raised.object, exc_info=error)
