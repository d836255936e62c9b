"""What saved pages leave at the end of a paragraph: links, codes and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_CODE = range(8, 41)  # characters of an item's code, as '[L1N2ABCD]'
_STOPS = (". ", "” ", "। ", "。")
_TELLING = frozenset({Sense.LINK_LIST, Sense.REPORTED, Sense.WROTE, Sense.ENDING})


def without_tail(paragraph: Marked, lexicon: Lexicon) -> str:
    """`paragraph` without 'read more', '(RELATED: …)', '[L1N2ABCD]', '(Reporting by …)' or 'AFP' at its end."""
    text = paragraph.text
    if text.endswith("."):
        return text
    last = max(map(text.rfind, _STOPS))
    if last >= 0 and len(text) - last < LIMITS.sign_off_tail and lexicon.agency(text[last + 1 :].strip(" -–—()")):
        return text[: last + 1]
    for hit in paragraph.holds.get(Sense.TAIL, ()):
        if not text[hit.end :].strip(" .…»›>"):
            return text[: hit.start].rstrip()
    if text.endswith("]"):
        before, _, code = text[:-1].rpartition("[")
        plain = code.replace(":", "")
        is_code = len(code) in _CODE and plain.isalnum() and plain.isascii() and any(map(str.isdecimal, plain))
        return before.rstrip() if is_code else text
    return _without_parentheses(text, lexicon) if text.endswith(")") else text


def _without_parentheses(text: str, lexicon: Lexicon) -> str:
    """`text` without parentheses at its end that hold a link to another article, or who worked on this one."""
    opening = text.rfind("(", max(0, len(text) - LIMITS.tail))
    opens = lexicon.mark_line(text[opening + 1 : -1]).opens if opening > 0 else {}
    links = Sense.NOTICE in opens and opens[Sense.NOTICE].phrase.colon  # '(READ: …)'
    return text[:opening].rstrip() if links or not _TELLING.isdisjoint(opens) else text
