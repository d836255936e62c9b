"""Where the run of a page's prose begins and ends among its blocks.

After the maximum subsequence segmentation of Pasternack and Roth (2009), 'Extracting article text from the web with
maximum subsequence segmentation': prose counts for a block to belong to the run, a line that is none against it, and
the run ends where the sum is greatest. So a teaser below a list of links or a footer is left out, a paragraph below a
subhead, picture or advertisement is not. Prose that is cut, or right below a byline or date, is a teaser too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from worker.article.article import Label
from worker.article.boilerplate import calls_on_reader, ends_article
from worker.article.credits import noted_author
from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.article.page import Page

_PART_OF_AN_ARTICLE = (Label.SENTENCE, Label.ITEM, Label.CAPTION, Label.CREDIT)
_ELLIPSES = ("…", "...")


def is_cut(page: Page, index: int) -> bool:
    """Whether a block breaks off, as teasers do: in an ellipsis or a link to read on."""
    block = page.blocks[index]
    links = block.marked.holds.get(Sense.TAIL, ())
    return block.line.endswith(_ELLIPSES) or any(hit.end == len(block.line) for hit in links)


def end_of_run(page: Page, first: int) -> int:
    """The last long paragraph of the run of prose that begins with block `first`."""
    last, total, best, lines = first, 0, 0, 0
    inserted = _inserted(page)
    to_come = sum(page.prose[first:])
    for index in range(first, len(page.labels)):
        label, prose = page.labels[index], page.prose[index]
        to_come -= prose
        if prose and not _is_teaser(page, index, first):
            total += prose - LIMITS.line_weight * min(lines, LIMITS.lines_in_a_row)
            lines = 0
            if total > best:
                last, best = index, total
        elif not to_come or (label is Label.BOILERPLATE and index > first and ends_article(page.blocks[index].marked)):
            break
        elif label not in _PART_OF_AN_ARTICLE and page.line(index) not in inserted:
            lines += 1
    return last


def _is_teaser(page: Page, index: int, first: int) -> bool:
    """Whether the prose `index` is of another article: cut, or below a byline or date amid the page."""
    below_metadata = index > first and page.labels[index - 1] is Label.METADATA
    return below_metadata or is_cut(page, index)


def _inserted(page: Page) -> frozenset[str]:
    """The boilerplate that a page's template repeats amid the article, such as 'Advertisement': it parts nothing."""
    lines = [block.line for block, label in zip(page.blocks, page.labels, strict=True) if label is Label.BOILERPLATE]
    if len(lines) < LIMITS.template_line:
        return frozenset()
    return frozenset(line for line, times in Counter(lines).items() if times >= LIMITS.template_line)


def beginning_of_run(page: Page, start: int) -> int:
    """The first long paragraph from `start` on; a short one that more lines part from the next is none of the run."""
    first, total = start, -1
    for index in _openings(page, start):
        lines = sum(label not in _PART_OF_AN_ARTICLE for label in page.labels[first + 1 : index])
        total -= LIMITS.line_weight * lines
        if total >= 0:
            return first
        first, total = index, page.prose[index] + _sentence_above(page, index)
        if total > LIMITS.deck:
            return first
    return first


def _sentence_above(page: Page, index: int) -> int:
    """The length of the short sentence right above block `index`: with it, this is the opening of an article."""
    return len(page.line(index - 1)) if index and page.labels[index - 1] is Label.SENTENCE else 0


def _openings(page: Page, start: int) -> Iterable[int]:
    """The prose from `start` on that may open an article: no cut teaser, part of a list, or note."""
    for index in range(start, len(page.labels)):
        if page.prose[index]:
            line = page.line(index)
            in_list = index > start and page.labels[index - 1] is Label.LINK_LIST
            calls = len(line) <= LIMITS.deck and calls_on_reader(line, page.lexicon)
            if not (in_list or calls or line.endswith(_ELLIPSES) or noted_author(line, page.lexicon)):
                yield index
