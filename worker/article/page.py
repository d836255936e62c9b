"""A page while it is read: its blocks, and what the lexicon and the rules have found out about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.article.article import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

TEXT = (Label.PROSE, Label.SENTENCE)


class Block(NamedTuple):
    """One paragraph: `text[start:end]`, which is `line` (with its line breaks, where it was hard-wrapped)."""

    start: int
    end: int
    line: str
    marked: Marked


class Labelled(NamedTuple):
    """A block's label and the rule that gave it."""

    label: Label
    rule: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page in blocks, each with its label and its weight where it is prose (else 0)."""

    text: str
    lexicon: Lexicon
    blocks: Sequence[Block]
    labels: Sequence[Label]
    rules: Sequence[str]
    prose: Sequence[int]

    def line(self, index: int) -> str:
        """The text of a block."""
        return self.blocks[index].line
