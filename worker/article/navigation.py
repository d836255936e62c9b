"""What pages print above a title to find one's way: menus and breadcrumbs, told by form."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from worker.article.labels import weight

_STEPS = (" >", " »", " ›", " →", " :: ", " / ")  # stand between two steps
_MOST_WORDS = 3  # on an item of a menu
_LONGEST_ITEM = 40  # characters, those of dense scripts counted threefold
_WORDS_OF_A_STEP = 5
_SHORTEST_MENU = 4  # items


def is_breadcrumb(line: str) -> bool:
    """Whether `line` is the way to a page: 'Home > News > World'."""
    for mark in _STEPS:
        line = line.replace(mark, "\n")
    steps = [step for step in line.split("\n") if step.strip()]
    named = len(steps) > 2 or (len(steps) > 1 and steps[0].strip().casefold() in ("home", "news"))
    return named and all(len(step.split()) <= _WORDS_OF_A_STEP for step in steps)


def menu_items(lines: Sequence[str]) -> frozenset[int]:
    """The indices of `lines` that stand in a menu: at least four lines in a row of at most three words each."""
    if len(lines) < _SHORTEST_MENU:
        return frozenset()
    return frozenset(index for run in _runs_of_short_lines(lines) if len(run) >= _SHORTEST_MENU for index in run)


def _is_short(line: str) -> bool:
    return len(line.split()) <= _MOST_WORDS and weight(line) <= _LONGEST_ITEM


def _runs_of_short_lines(lines: Sequence[str]) -> Iterator[list[int]]:
    for short, run in groupby(range(len(lines)), lambda index: _is_short(lines[index])):
        if short:
            yield list(run)
