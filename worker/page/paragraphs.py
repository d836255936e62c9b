"""Paragraphs of a normalised text, with their character offsets.

Saved pages put a paragraph on a line. Newswire archives break paragraphs into lines of some 70 characters, and
normalising has taken away the indents that told where the next one began; such lines are joined again.
"""

from typing import NamedTuple

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
    """Whether most lines that have a direct successor run on into it."""
    if any(len(line.line) > WRAP_WIDTH for line in lines):
        return False
    followed = [line for line, after in zip(lines, lines[1:], strict=False) if line.end + 1 == after.start]
    return len(followed) >= 2 and sum(map(_runs_on, followed)) * 2 >= len(followed)


def _runs_on(line: Paragraph) -> bool:
    return len(line.line) >= RUN_ON_WIDTH and not line.line.endswith(SENTENCE_ENDS)


def _joined(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    joined = [lines[0]]
    for before, line in zip(lines, lines[1:], strict=False):
        same_case = before.line.isupper() == line.line.isupper()
        if before.end + 1 == line.start and _runs_on(before) and same_case:
            start = joined.pop().start
            joined.append(Paragraph(start, line.end, text[start : line.end]))
        else:
            joined.append(line)
    return joined
