"""Paragraphs of a normalised text, with their character offsets.

Saved pages put a paragraph on a line. Newswire archives break paragraphs into lines of some 70 characters, and
normalising has taken away the indents that told where the next one began; such lines are joined again.
"""

from itertools import pairwise
from typing import NamedTuple

from worker.page.dateline import find_dateline
from worker.page.notices import is_sign_off

WRAP_WIDTH = 90  # no line of a hard-wrapped text is longer; typewriter and terminal widths are 60 to 80
RUN_ON_WIDTH = 45  # a shorter line ended because its paragraph or table row did
SENTENCE_ENDS = tuple(".!?:;…。！？؟।\"”’»)]'")


class Paragraph(NamedTuple):
    """One paragraph: `text[start:end]`, which is `line` (with its line breaks, where it was hard-wrapped)."""

    start: int
    end: int
    line: str


def split_paragraphs(text: str) -> list[Paragraph]:
    """Split `text` into its paragraphs, blank lines left out; offsets count characters."""
    lines = _lines(text)
    return _joined(text, lines) if _is_hard_wrapped(lines) else lines


def _lines(text: str) -> list[Paragraph]:
    lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            lines.append(Paragraph(start, end, line))
        start = end + 1
    return lines


def _is_hard_wrapped(lines: list[Paragraph]) -> bool:
    """Whether at least half of the lines that run on are continued in lower case by the next, or a headline is."""
    if any(len(line.line) > WRAP_WIDTH for line in lines):
        return False
    if _is_broken_headline(lines[:2]):
        return True
    run_on = [after.line for line, after in pairwise(lines) if line.end + 1 == after.start and _runs_on(line)]
    continued = sum(line[0].islower() or line[0].isdigit() for line in run_on)
    return continued > 0 and continued * 2 >= len(run_on)


def _is_broken_headline(opening: list[Paragraph]) -> bool:
    """Whether a text opens with two lines in capitals of which the first runs on."""
    capitals = len(opening) == 2 and all(line.line.isupper() for line in opening)
    return capitals and opening[0].end + 1 == opening[1].start and _runs_on(opening[0])


def _runs_on(line: Paragraph) -> bool:
    return len(line.line) >= RUN_ON_WIDTH and not line.line.endswith(SENTENCE_ENDS)


def _joined(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    breaks = [(before.end, line.start) for before, line in pairwise(lines) if not _continues(before, line)]
    starts = [lines[0].start, *(start for _, start in breaks)]
    ends = [*(end for end, _ in breaks), lines[-1].end]
    return [Paragraph(start, end, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _continues(before: Paragraph, line: Paragraph) -> bool:
    return before.end + 1 == line.start and _runs_on(before) and not _begins_anew(before.line, line.line)


def _begins_anew(before: str, line: str) -> bool:
    """Whether `line` is no continuation: the first below a headline in capitals, a dateline or a sign-off."""
    return before.isupper() != line.isupper() or is_sign_off(line) or find_dateline(line) is not None
