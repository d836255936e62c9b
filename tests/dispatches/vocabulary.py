"""Word pools and sentence frames of invented news, read once from `vocabulary.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

Words = Mapping[str, Sequence[str]]
"""Slot name -> what may fill it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots: `text` has one %s a slot, `slots` names the pool of each."""

    text: str
    slots: tuple[str, ...]


def fill(frame: Frame, words: Words, rng: Random) -> str:
    """The frame's sentence with each slot filled by a random word of its pool."""
    draw = rng.random  # in place of rng.choice, which takes half of a dispatch's time
    pools = [words[slot] for slot in frame.slots]
    return frame.text % tuple([pool[int(draw() * len(pool))] for pool in pools])


def capitalised(words: Words) -> dict[str, Sequence[str]]:
    """The same pools under capitalised names, each word with a capital: 'Thing' -> 'Barges'."""
    return {_capital(slot): [_capital(word) for word in pool] for slot, pool in words.items()}


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _frame(line: str) -> Frame:
    return Frame(re.sub(r"\{\w+\}", "%s", line), tuple(re.findall(r"\{(\w+)\}", line)))


def _entries(pool: str) -> list[str]:
    """Entries are set apart by commas, or by white space in a pool without commas."""
    return [entry for entry in re.split(r",\s*", pool.strip()) if entry] if "," in pool else pool.split()


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word.removesuffix("man") + "men"
    if word.endswith("y"):
        return word.removesuffix("y") + "ies"
    return f"{word}es" if word.endswith(("ch", "sh")) else f"{word}s"


def _figures() -> dict[str, Sequence[str]]:
    return {
        "count": [f"{number:,}" for number in range(23, 9800, 7)],
        "percent": [f"{tenths / 10:.1f} percent" for tenths in range(11, 990)],
        "money": [f"${tenths / 10:.1f} million" for tenths in range(12, 6000, 7)],
        "price": [f"${cents / 100:.2f} apiece" for cents in range(205, 9900, 13)],
        "year": [str(year) for year in range(1931, 2024)],
        "hour": [f"{hour}:{minute:02}" for hour in range(24) for minute in range(60)],
        "distance": [f"{miles} miles" for miles in range(3, 480)],
    }


def _pools(listed: Mapping[str, str]) -> dict[str, Sequence[str]]:
    lists = {slot: _entries(pool) for slot, pool in listed.items()}
    compounds = {
        "surname": [stem + end for stem, end in product(lists["surname_stem"], lists["surname_ending"])],
        "place": [stem + end for stem, end in product(lists["place_stem"], lists["place_ending"])],
        **{f"a_{slot}": [_with_article(word) for word in lists[slot]] for slot in ("quality", "area", "role")},
        **{f"{slot}s": [_plural(word) for word in lists[slot]] for slot in ("role", "matter")},
    }
    pools = lists | compounds | _figures()
    return pools | capitalised(pools)


_DATA = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))

WORDS: Words = _pools(_DATA["words"])
FRAMES: Mapping[str, Sequence[Frame]] = {
    kind: [_frame(line) for line in lines.strip().splitlines()] for kind, lines in _DATA["frames"].items()
}
