"""Items as teleprinters printed them: a headline in capitals, then narrow lines to the agency's sign-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.article.agencies import is_sign_off
from worker.article.dateline import find_dateline
from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from worker.article.page import Page

_FEWEST_WORDS = 2  # of a headline that tells by itself
_ALERT = "***"


def is_wire_item(page: Page) -> bool:
    """Whether a page has a headline in capitals, no wide line, and a dateline, a sign-off or broken paragraphs.

    What has the mark of an alert below its headline is one whatever the letters.
    """
    blocks = page.blocks
    if len(blocks) < 2 or not (blocks[0].line.isupper() or blocks[1].line.startswith(_ALERT)):
        return False
    if any(len(line) > LIMITS.wrap_width for line in page.text.split("\n")):
        return False
    headline = len(blocks[0].line.split()) > _FEWEST_WORDS
    signed_off = is_sign_off(blocks[-1].line, page.lexicon)
    return headline or signed_off or find_dateline(blocks[1].line, page.lexicon) is not None


def wire_blocks(page: Page) -> list[int]:
    """The blocks below the headline, tables and all; sign-offs and notices are not of the item.

    A headline longer than all below it runs on into its table or alert, and is of the item too.
    """
    below = [index for index in range(1, len(page.blocks)) if not _is_no_part(page, index)]
    return below if len(page.line(0)) <= sum(len(page.line(index)) for index in below) else [0, *below]


def _is_no_part(page: Page, index: int) -> bool:
    return is_sign_off(page.line(index), page.lexicon) or Sense.NOTICE in page.blocks[index].marked.opens
