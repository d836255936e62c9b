"""Results, to stdout; whatever drives a terminal is shown as an escape."""

from __future__ import annotations

import json
import sys

from worker.log import printable


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(printable(line.rstrip()) + "\n")


def print_json(value: object) -> None:
    """Print one JSON object; JSON itself leaves C1 controls, DEL and marks that turn a line around as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n")
