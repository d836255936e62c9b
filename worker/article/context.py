"""Labels by context: what blocks are beside one another. Each rule is asked in turn, of all blocks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from worker.article.article import Label
from worker.article.boilerplate import is_bare_heading, is_post_signature
from worker.article.captions import may_be_caption
from worker.article.labels import label_of, weight
from worker.article.limits import LIMITS
from worker.article.page import TEXT, Page
from worker.lexicon.schema import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from worker.article.page import Block
    from worker.lexicon.compiled import Lexicon

_ABOVE_A_LINE_OF_THE_ARTICLE = (*TEXT, Label.METADATA)


class _Draft:
    """Labels while the rules of context change them."""

    def __init__(self, blocks: Sequence[Block], lexicon: Lexicon) -> None:
        labelled = [label_of(block.marked, lexicon) for block in blocks]
        self.blocks = blocks
        self.labels = [each.label for each in labelled]
        self.rules = [each.rule for each in labelled]

    def set(self, index: int, label: Label, rule: str) -> None:
        """Give a block another label."""
        self.labels[index] = label
        self.rules[index] = rule

    def line(self, index: int) -> str:
        return self.blocks[index].line


def labelled_page(text: str, blocks: Sequence[Block], lexicon: Lexicon, recurring: AbstractSet[str]) -> Page:
    """The page of `blocks`, each labelled by its own form and then by its context.

    `recurring` are paragraphs that stand in so many texts of the collection that they are none of an article's.
    """
    draft = _Draft(blocks, lexicon)
    _drop_recurring(draft, recurring)
    _drop_repeats(draft)
    _drop_posts(draft)
    _find_teasers(draft)
    _find_captions_of_players(draft, lexicon)
    _find_captions_beside_credits(draft, lexicon)
    pairs = zip(blocks, draft.labels, strict=True)
    prose = [weight(block.line) if label is Label.PROSE else 0 for block, label in pairs]
    return Page(text, lexicon, blocks, draft.labels, draft.rules, prose)


def _drop_recurring(draft: _Draft, recurring: AbstractSet[str]) -> None:
    if recurring:
        for index, block in enumerate(draft.blocks):
            if block.line in recurring:
                draft.set(index, Label.BOILERPLATE, "recurs in the collection")


def _drop_repeats(draft: _Draft) -> None:
    """Of a paragraph printed several times only the last counts, and only below other prose or the article's head.

    A caption stands under its picture and again in the gallery, a summary above the article and again in it. A line
    for sharing opens with the title; a quotation is set out and goes on in the article.
    """
    groups: dict[str, list[int]] = {}
    for index, block in enumerate(draft.blocks):
        if len(block.line) >= LIMITS.repeated:
            groups.setdefault(block.line[: LIMITS.repeated], []).append(index)
    repeats = [group for group in groups.values() if len(group) > 1]
    before = tuple(draft.labels)
    for group in repeats:
        for place, index in enumerate(group):
            others = group[max(0, place - LIMITS.repeats) : place] + group[place + 1 : place + 1 + LIMITS.repeats]
            if before[index] is Label.SENTENCE and index + 1 in others and draft.line(index) == draft.line(index + 1):
                draft.set(index, Label.LINE, "printed twice in a row")
                draft.set(index + 1, Label.LINE, "printed twice in a row")
            if draft.labels[index] in TEXT and _is_repeat(draft, before, index, others):
                draft.set(index, Label.CAPTION, "repeated")


def _is_repeat(draft: _Draft, labels: tuple[Label, ...], index: int, others: list[int]) -> bool:
    line = draft.line(index)
    prose = labels[index] is Label.PROSE
    if prose and any(draft.line(other) == line for other in others):
        below_prose = index > 0 and labels[index - 1] in _ABOVE_A_LINE_OF_THE_ARTICLE and index - 1 not in others
        return not (below_prose and index > max(others))
    longer = [other for other in others if draft.line(other).startswith(line) and draft.line(other) != line]
    if longer and (prose or any(labels[other] is Label.CAPTION for other in longer)):
        return True
    return prose and any(line.startswith(draft.line(other)) and labels[other] is not Label.PROSE for other in others)


def _drop_posts(draft: _Draft) -> None:
    """An embedded post is the paragraph above its signature '— Name (@name) day'; no article opens with one."""
    opened = False
    for index, label in enumerate(draft.labels):
        signed = label is Label.BOILERPLATE and is_post_signature(draft.blocks[index].marked)
        if signed and opened and draft.labels[index - 1] in TEXT:
            draft.set(index - 1, Label.BOILERPLATE, "a quoted post")
        opened = opened or (label is Label.PROSE and index + 1 < len(draft.labels) and draft.labels[index + 1] in TEXT)


def _find_teasers(draft: _Draft) -> None:
    """The one short paragraph right below the heading of a list of links is such a link."""
    for index, (label, below) in enumerate(pairwise(draft.labels)):
        short = below in TEXT and len(draft.line(index + 1)) <= LIMITS.metadata
        if label is Label.LINK_LIST and short and is_bare_heading(draft.blocks[index].marked):
            draft.set(index + 1, Label.TEASER, "below a heading of links")


def _find_captions_of_players(draft: _Draft, lexicon: Lexicon) -> None:
    """Below a player stand a recording's title and one paragraph on what is to be seen."""
    for index, label in enumerate(draft.labels[:-2]):
        titled = label is Label.BOILERPLATE and draft.labels[index + 1] is Label.LINE
        if titled and draft.labels[index + 2] in TEXT and draft.line(index).lower() in lexicon.words(Words.PLAYERS):
            draft.set(index + 2, Label.CAPTION, "below a player")


def _find_captions_beside_credits(draft: _Draft, lexicon: Lexicon) -> None:
    """A page prints a picture's credit above or below its caption; one in parentheses stands below."""
    opened = _article_opened(draft.labels)
    for index, label in enumerate(draft.labels):
        if label is not Label.CREDIT:
            continue
        line = draft.line(index)
        if line.endswith((":", "：")) and index + 1 < len(draft.labels):
            draft.set(index + 1, Label.CREDIT, "below the label of a credit")  # 'Photo by:', and then who took it
            continue
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(draft.labels) and draft.labels[i] in TEXT]
        above_article = index <= opened and len(draft.line(index - 1)) <= LIMITS.caption_beside_credit
        if beside[:1] == [index - 1] and (line.startswith("(") or above_article):
            draft.set(index - 1, Label.CAPTION, "above a credit")
        else:
            _find_caption(draft, beside, lexicon)


def _article_opened(labels: Sequence[Label]) -> int:
    """The index of the second of the first two paragraphs of text in a row, with which the article has begun."""
    rows = (at for at, (one, other) in enumerate(pairwise(labels), 1) if one is Label.PROSE and other in TEXT)
    return next(rows, len(labels))


def _find_caption(draft: _Draft, beside: list[int], lexicon: Lexicon) -> None:
    """Of the texts `beside` a credit the first that reads as a caption, or that ends the page's head, is one."""
    for index in beside:
        ends_head = index + 1 < len(draft.labels) and draft.labels[index + 1] is Label.METADATA
        if ends_head or may_be_caption(draft.blocks[index].marked, lexicon):
            draft.set(index, Label.CAPTION, "beside a credit")
            return
