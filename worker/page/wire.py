"""Items as teleprinters printed them: a headline in capitals, then narrow lines to the agency's sign-off."""

from collections.abc import Sequence

from worker.page.dateline import find_dateline
from worker.page.notices import is_sign_off, opens_notice
from worker.page.paragraphs import WRAP_WIDTH, Paragraph

_FEWEST_WORDS = 2  # of a headline that tells by itself


def is_wire_item(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether `text` has a headline in capitals, no wide line, and a dateline, a sign-off or broken paragraphs."""
    if len(paragraphs) < 2 or not paragraphs[0].line.isupper():
        return False
    if any(len(line) > WRAP_WIDTH for line in text.split("\n")):
        return False
    headline = len(paragraphs[0].line.split()) > _FEWEST_WORDS
    return headline or is_sign_off(paragraphs[-1].line) or find_dateline(paragraphs[1].line) is not None


def wire_story(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs below the headline, tables and all; sign-offs and notices are not of the story."""
    lines = [paragraph.line for paragraph in paragraphs]
    return [i for i, line in enumerate(lines) if i and not (is_sign_off(line) or opens_notice(line))]
