"""Strings that take a regular expression long, drawn from its own parse tree.

A pattern is slow where parts of it can share out a long run of characters among them in many ways before they fail
(Davis et al. 2018, 'The impact of regular expression denial of service in practice'). Such a run is made of what some
part of the pattern matches, repeated, behind what the pattern begins with and before something that it cannot match.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import db
import worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

Item = tuple[Any, Any]
"""A node of the parse tree: an operator of `re` with its arguments."""
Items = list[Item]

BREAKERS = ("", "!", "\n", "a", "\0")
_TYPICAL = "aA7 .,'-!(\n’é—中\u0301"
_LONGEST_RUN = 3  # repeats of a part within one drawn string
_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}
_LOOKS = {sre.ASSERT, sre.ASSERT_NOT}


@dataclass(frozen=True, slots=True)
class Attack:
    """A string of any length: a beginning, one or two runs, and an end that breaks the match."""

    beginning: str
    runs: tuple[str, ...]
    breaker: str

    def of_length(self, length: int) -> str:
        """The string with runs of about so many characters in all."""
        share = length // len(self.runs)
        return self.beginning + "".join(run * (share // len(run)) for run in self.runs) + self.breaker


def own_patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module of ours holds, by the name it has there."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in (worker, db):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(info.name)).items():
                found |= {f"{info.name}.{name}[{at}]": each for at, each in enumerate(_patterns_in(value))}
    return found


def attacks(pattern: re.Pattern[Any], number: int, random: Random) -> Iterator[Attack]:
    """Draw attacks on a pattern: each of its parts is repeated in turn."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    whole = list(parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0))
    parts = list(_parts(whole))
    for at in range(number):
        runs = [_drawn(parts[at % len(parts)], random), _drawn(random.choice(parts), random)][
            : random.choice((1, 1, 2))
        ]
        if all(runs):
            beginning = random.choice(("", _drawn(whole, random), _drawn(random.choice(parts), random)))
            yield Attack(beginning, tuple(runs), random.choice(BREAKERS))


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _patterns_in(each)


def _parts(items: Items) -> Iterator[Items]:
    """The sequence, each of its members and all that these are made of."""
    if len(items) > 1:
        yield items
    for item in items:
        yield [item]
        for inner in _inner(item):
            yield from _parts(inner)


def _inner(item: Item) -> list[Items]:
    operator, argument = item
    if operator in _REPEATS:
        return [list(argument[2])]
    if operator in _LOOKS:
        return [list(argument[1])]
    if operator is sre.SUBPATTERN:
        return [list(argument[3])]
    if operator is sre.ATOMIC_GROUP:
        return [list(argument)]
    return [list(branch) for branch in argument[1]] if operator is sre.BRANCH else []


def _drawn(items: Items, random: Random) -> str:
    """A string that the sequence matches, more or less: what it looks ahead for is written out, or left out."""
    return "".join(_drawn_item(item, random) for item in items)


def _drawn_item(item: Item, random: Random) -> str:
    operator, argument = item
    if operator is sre.LITERAL:
        return chr(argument)
    if operator is sre.IN:
        return random.choice(_characters(argument))
    if operator in {sre.ANY, sre.NOT_LITERAL}:
        return random.choice(_TYPICAL)
    inner = _inner(item)
    if not inner:
        return ""
    low, high = argument[:2] if operator in _REPEATS else (0, 1) if operator in _LOOKS else (1, 1)
    times = random.randint(low, max(low, min(int(high), _LONGEST_RUN)))
    return "".join(_drawn(random.choice(inner), random) for _ in range(times))


def _characters(members: Items) -> list[str]:
    """Some of the characters of a class: its literals, the ends of its ranges, and typical ones of all kinds."""
    named = [chr(argument) for operator, argument in members if operator is sre.LITERAL]
    ends = [chr(end) for operator, argument in members if operator is sre.RANGE for end in argument]
    source = "".join(f"\\U{ord(each):08x}" for each in named)
    ranges = "".join(
        f"\\U{low:08x}-\\U{high:08x}" for low, high in (each for operator, each in members if operator is sre.RANGE)
    )
    kinds = "".join(_KINDS[argument] for operator, argument in members if operator is sre.CATEGORY)
    negated = members[0][0] is sre.NEGATE
    taken = re.compile(f"[{'^' if negated else ''}{source}{ranges}{kinds}]")
    return [each for each in [*named, *ends, *_TYPICAL] if taken.match(each)] or ["a"]


_KINDS = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
