"""Regular expressions: none of ours takes more than time in proportion to the length of what it reads."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from tests.dispatches import seeded
from tests.faults.attacks import attacks, own_patterns
from tests.fuzz.watchdog import TooSlow, at_most
from worker.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.attacks import Attack

SHORTEST, LONGEST = 1000, 16_000  # characters; longer ones are read where shorter ones take no time worth measuring
NOTICEABLE = 0.002  # seconds
PATIENCE = 1.0  # seconds for what takes a linear pattern some thousandth of one
MOST_GROWTH = 3.0  # by which twice the length multiplies the time: 2 is linear, 4 quadratic


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    """The time in which the pattern is looked for everywhere in a text."""
    read = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    start = time.thread_time()
    for _ in pattern.finditer(read):
        pass
    return time.thread_time() - start


def is_bomb(pattern: re.Pattern[Any], attack: Attack, fed: Callable[[str], str]) -> bool:
    """Whether twice the length takes much more than twice the time, or any length takes too long."""

    def taken(length: int) -> float:
        return seconds(pattern, fed(attack.of_length(length)))

    length = SHORTEST
    try:
        with at_most(PATIENCE):
            while (now := taken(length)) < NOTICEABLE:
                if length > LONGEST:
                    return False
                length *= 2
            if taken(length * 2) < now * MOST_GROWTH:
                return False
        with at_most(PATIENCE * 20):  # it may have been noise
            least, most = (min(taken(times * length) for _ in range(3)) for times in (1, 4))
            return most > MOST_GROWTH**2 * least
    except TooSlow:
        return True


def first_bomb(name: str, pattern: re.Pattern[Any], number: int) -> Attack | None:
    """The first of so many attacks that a pattern falls to."""
    fed = normalise if name.startswith(("worker.article", "worker.matching")) else str
    drawn = attacks(pattern, number, seeded(crc32(name.encode())))
    return next((each for each in drawn if is_bomb(pattern, each, fed)), None)


@pytest.mark.repeated(short=5, full=300)
def test_no_pattern_of_ours_is_a_bomb(times: int, figure: Callable[[str], None]) -> None:
    """Strings drawn from each pattern's own parts, repeated at length, are read in linear time.

    Patterns for articles and for matching are fed normalised text, as the worker feeds them.
    """
    patterns = own_patterns()
    bombs = {name: bomb for name, pattern in patterns.items() if (bomb := first_bomb(name, pattern, times))}

    assert {} == bombs
    figure(f"{len(patterns)} patterns, {len(patterns) * times:,} attacks: none takes more than linear time")


@pytest.mark.parametrize("bomb", [r"\s*,", r"(?:^|-)'(?!.*x\W*$)", r"(?:A[\w.]{1,20},?){1,8} f"])
def test_a_bomb_would_be_found(bomb: str) -> None:
    """The same attacks tell patterns that take exponential or quadratic time."""
    pattern = re.compile(bomb)

    assert any(is_bomb(pattern, each, str) for each in attacks(pattern, 500, seeded(5)))
