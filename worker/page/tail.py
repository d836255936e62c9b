"""What saved pages leave at the end of a paragraph: links, codes and credits."""

import re

from worker.page.paragraphs import SENTENCE_ENDS

_TAIL = re.compile(
    r"\s*(?:\((?:related|read|also|see|watch)\b[^()]{0,300}\)|\bread more|\[[A-Z0-9:]{8,40}\]"
    r"|\((?:additional )?(?:reporting|writing|editing|compiled|reported|written)\b[^()]{0,400}\)?)$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 420
_NO_TAIL = tuple(end for end in SENTENCE_ENDS if end not in ")]")


def without_tail(paragraph: str) -> str:
    """`paragraph` without 'read more', '(RELATED: …)', '[L1N2ABCD]' or '(Reporting by …)' at its end."""
    if paragraph.endswith(_NO_TAIL) or not (paragraph.endswith((")", "]", "e")) or "iting by " in paragraph):
        return paragraph
    tail = _TAIL.search(paragraph, max(0, len(paragraph) - _LONGEST_TAIL))
    return paragraph[: tail.start()] if tail else paragraph
