"""The registry of log events, against all that is logged in the code."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from db.types import Outcome
from worker.log.events import Event, Level
from worker.service.conditions import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CODE = [path for path in sorted((ROOT / "worker").rglob("*.py")) if path.name != "events.py"]
LEVELS = {*get_args(Level), "debug", "exception", "log"}
SEEN_FROM_OUTSIDE = {Condition.NOT_RUNNING, Condition.KILLED, Condition.SILENT}
MADE_OF_A_CODE = {
    "conditions.py": {Event(condition) for condition in Condition if condition not in SEEN_FROM_OUTSIDE},
    "ingest.py": {Event(f"file.{outcome}") for outcome in Outcome},
}
"""The events whose names are made of a condition or an outcome, by the module that logs them."""


@dataclass(frozen=True)
class Logged:
    """One call that logs: where, at which level, which events, with which keys."""

    place: str
    level: str
    events: set[Event]
    keys: set[str]


def logged() -> Iterator[Logged]:
    """Every call of a structlog logger in the worker."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_logger(node.func):
                event = node.args[1 if node.func.attr == "log" else 0]
                keys = {name for keyword in node.keywords for name in keys_of(keyword)}
                yield Logged(f"{path.name}:{node.lineno}", node.func.attr, events_of(event, path), keys)


def is_logger(function: ast.Attribute) -> bool:
    """Whether this is a method of `log` or `structlog.get_logger()` that logs."""
    return function.attr in LEVELS and ast.unparse(function.value) in {"log", "structlog.get_logger()"}


def events_of(event: ast.expr, path: Path) -> set[Event]:
    """The events that an argument stands for; none if it is not of the registry."""
    if isinstance(event, ast.Attribute) and ast.unparse(event.value) == "Event":
        return {Event[event.attr]}
    if isinstance(event, ast.Call) and ast.unparse(event.func) == "Event":
        return MADE_OF_A_CODE[path.name]
    return set()


def keys_of(keyword: ast.keyword) -> set[str]:
    """The keys that a line has of an argument."""
    assert keyword.arg, "keys are named where they are logged"
    return {"error", "exception"} if keyword.arg == "exc_info" else {keyword.arg}


def test_every_event_that_is_logged_is_in_the_registry() -> None:
    """Nothing is logged by a name of its own."""
    assert [call.place for call in logged() if not call.events] == []


def test_every_event_in_the_registry_is_logged() -> None:
    """An event that nothing logs any more goes."""
    assert set(Event) == {event for call in logged() for event in call.events}


def test_each_is_logged_at_its_level() -> None:
    """A library's message alone has the level that the library gave it."""
    wrong = [call.place for call in logged() for event in call.events if call.level not in {event.level, "log"}]

    assert [] == wrong


@pytest.mark.parametrize("event", Event)
def test_its_keys_are_those_that_are_logged(event: Event) -> None:
    """All of them, and no other."""
    assert set(event.keys) == set().union(*(call.keys for call in logged() if event in call.events))
