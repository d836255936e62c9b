"""What saved pages leave at the end of a paragraph: links, codes and credits."""

import re

from worker.page.agency import AGENCY
from worker.page.paragraphs import SENTENCE_ENDS

_TAIL = re.compile(
    r"\s*(?:\((?:related|read|also|see|watch)\b[^()]{0,300}\)|\bread more|\[[A-Z0-9:]{8,40}\]"
    r"|\((?:additional )?(?:reporting|writing|editing|compiled|reported|written)\b[^()]{0,400}\)?)$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(rf"\s(?:-|[–—]\s?)?{AGENCY}$")
_LONGEST_SIGN_OFF = 30
_LONGEST_TAIL = 420
_NO_TAIL = tuple(end for end in SENTENCE_ENDS if end not in ")]")


def without_tail(paragraph: str) -> str:
    """`paragraph` without 'read more', '(RELATED: …)', '[L1N2ABCD]', '(Reporting by …)' or 'AFP' at its end."""
    if paragraph.endswith(_NO_TAIL):
        return paragraph
    last = max(paragraph.rfind(". "), paragraph.rfind("” "))
    if last > len(paragraph) - _LONGEST_SIGN_OFF and _SIGN_OFF.match(paragraph, last + 1):
        return paragraph[: last + 1]
    if not (paragraph.endswith((")", "]", "e")) or "iting by " in paragraph):
        return paragraph
    tail = _TAIL.search(paragraph, max(0, len(paragraph) - _LONGEST_TAIL))
    return paragraph[: tail.start()] if tail else paragraph
