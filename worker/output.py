"""Results, to stdout; whatever drives a terminal is shown as an escape."""

from __future__ import annotations

import json
import sys

from worker.log import printable


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(printable(line.rstrip()) + "\n")


def print_json(value: object) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
