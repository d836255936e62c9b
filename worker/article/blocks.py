"""The blocks of a normalised text, with their offsets.

Saved pages put a paragraph on a line. Newswire archives break paragraphs into lines of some 70 characters, and
normalising has taken away the indents that told where the next one began; such lines are joined again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from worker.article.agencies import is_sign_off
from worker.article.dateline import find_dateline
from worker.article.limits import LIMITS
from worker.article.page import Block

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon


class _Line(NamedTuple):
    start: int
    end: int
    line: str


def split_blocks(text: str, lexicon: Lexicon) -> list[Block]:
    """Split `text` into its blocks, blank lines left out; offsets count characters."""
    lines = _lines(text)
    if _is_hard_wrapped(lines, lexicon):
        lines = _joined(text, lines, lexicon)
    marked = lexicon.mark(text, [(line.start, line.end) for line in lines])
    return [Block(*line, mark) for line, mark in zip(lines, marked, strict=True)]


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            lines.append(_Line(start, end, line))
        start = end + 1
    return lines


def _is_hard_wrapped(lines: list[_Line], lexicon: Lexicon) -> bool:
    """Whether at least half of the lines that run on are continued in lower case by the next, or a headline is."""
    if any(len(line.line) > LIMITS.wrap_width for line in lines):
        return False
    if _is_broken_headline(lines[:2], lexicon):
        return True
    follow = pairwise(lines)
    run_on = [after.line for line, after in follow if line.end + 1 == after.start and _runs_on(line, lexicon)]
    continued = sum(line[0].islower() or line[0].isdigit() for line in run_on)
    return continued > 0 and continued * 2 >= len(run_on)


def _is_broken_headline(opening: list[_Line], lexicon: Lexicon) -> bool:
    """Whether a text opens with two lines in capitals of which the first runs on."""
    capitals = len(opening) == 2 and all(line.line.isupper() for line in opening)
    return capitals and opening[0].end + 1 == opening[1].start and _runs_on(opening[0], lexicon)


def _runs_on(line: _Line, lexicon: Lexicon) -> bool:
    return len(line.line) >= LIMITS.run_on_width and not line.line.endswith(lexicon.script.sentence_ends)


def _joined(text: str, lines: list[_Line], lexicon: Lexicon) -> list[_Line]:
    follow = pairwise(lines)
    breaks = [(before.end, line.start) for before, line in follow if not _continues(before, line, lexicon)]
    starts = [lines[0].start, *(start for _, start in breaks)]
    ends = [*(end for end, _ in breaks), lines[-1].end]
    return [_Line(start, end, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _continues(before: _Line, line: _Line, lexicon: Lexicon) -> bool:
    adjacent = before.end + 1 == line.start
    return adjacent and _runs_on(before, lexicon) and not _begins_anew(before.line, line.line, lexicon)


def _begins_anew(before: str, line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is no continuation: the first below a headline in capitals, a dateline or a sign-off."""
    headline = before.isupper() != line.isupper()
    return headline or is_sign_off(line, lexicon) or find_dateline(line, lexicon) is not None
