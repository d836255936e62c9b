"""What child processes write to stdout and stderr, as log events of this process."""

from __future__ import annotations

import os
import re
import threading
import time
from contextlib import contextmanager
from functools import partial
from multiprocessing import connection, resource_tracker
from typing import TYPE_CHECKING

import structlog

from worker.log.events import Event
from worker.log.hooks import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from io import FileIO

LINE = 500  # bytes of a line; a traceback keeps all its lines, however long the error's message is
KEPT = 4096  # bytes from the beginning of what is written at a time, and as many from its end
PAUSE = 0.1  # seconds without a word, after which what was written is told
LONGEST = 2.0  # seconds, after which it is told though it goes on
PATIENCE = 5.0  # seconds to wait for a process that lives on with our pipe in its hand
_CHUNK = 65_536  # bytes, as much as a pipe holds
_GAP = "…".encode()
_LONG_LINE = re.compile(rb"([^\n]{%d})[^\n]+" % LINE)


@contextmanager
def told_output() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Gives a context: processes that are started within it have their output told, until the block ends."""
    if os.name == "posix":
        _start_tracker()
    reader, writer = os.pipe()
    teller = threading.Thread(target=_tell, args=[reader], name="child-output", daemon=True)
    teller.start()
    try:
        yield partial(_as_output, writer)
    finally:
        os.close(writer)
        teller.join(PATIENCE)


class _Piece:
    """What was written at a time: the two ends of it, and of each line no more than its beginning."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._size = 0
        self._is_in_long_line = False

    def add(self, chunk: bytes) -> None:
        """Keep what is to be told."""
        self._size += len(chunk)
        if self._is_in_long_line:
            _, newline, rest = chunk.partition(b"\n")
            chunk = newline + rest
        self._is_in_long_line = len(chunk.rpartition(b"\n")[2]) > LINE or (self._is_in_long_line and not chunk)
        self._keep(_LONG_LINE.sub(rb"\1" + _GAP, chunk))

    def tell(self) -> None:
        """Log it, whatever bytes it is made of."""
        cut = max(0, self._size - len(self._head) - len(self._tail))
        text = (self._head + (_GAP if len(self._tail) == KEPT else b"") + self._tail).decode(errors="backslashreplace")
        structlog.get_logger().warning(Event.CHILD_WROTE, text=text.rstrip("\n"), cut=cut or None)

    def _keep(self, text: bytes) -> None:
        room = KEPT - len(self._head)
        self._head += text[:room]
        self._tail = (self._tail + text[room:])[-KEPT:]


def _tell(reader: int) -> None:
    """Read on, whatever comes, so that nobody who writes has to wait."""
    with os.fdopen(reader, "rb", buffering=0) as output:
        while chunk := output.read(_CHUNK):
            _tell_piece(output, chunk)


def _tell_piece(output: FileIO, chunk: bytes) -> None:
    piece = _Piece()
    deadline = time.monotonic() + LONGEST
    while chunk:
        piece.add(chunk)
        is_over = time.monotonic() > deadline or not connection.wait([output.fileno()], PAUSE)
        chunk = b"" if is_over else output.read(_CHUNK)
    piece.tell()


@contextmanager
def _as_output(file: int) -> Iterator[None]:
    """Make the file stdout and stderr, so that a process that is started now has it from its first moment."""
    with writing, _instead_of(1, file), _instead_of(2, file):
        yield


@contextmanager
def _instead_of(standard: int, file: int) -> Iterator[None]:
    kept = os.dup(standard)
    try:
        os.dup2(file, standard)
        yield
    finally:
        os.dup2(kept, standard)
        os.close(kept)


def _start_tracker() -> None:
    """Start multiprocessing's tracker, which outlives us: all it has to say is what it tidied up after a kill."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        with _as_output(nowhere):
            resource_tracker.ensure_running()
    finally:
        os.close(nowhere)
