"""Results, to stdout; whatever drives a terminal is shown as an escape."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from worker.errors import ReaderGone
from worker.log.configure import printable


def say(line: str) -> None:
    """Print one line.

    Raises:
        ReaderGone: nobody reads any more.
    """
    _write(printable(line.rstrip()) + "\n")


def print_json(value: object) -> None:
    """Print one JSON object; JSON itself leaves C1 controls, DEL and marks that turn a line around as they are.

    Raises:
        ReaderGone: nobody reads any more.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    _write("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n")


def bars() -> Progress:
    """Bars that show progress on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _write(text: str) -> None:
    """Write at once: click would make an exit code of its own of a pipe that is found closed later."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
