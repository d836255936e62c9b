"""Items as teleprinters printed them: a headline in capitals, then narrow lines to the agency's sign-off."""

from collections.abc import Sequence

from worker.page.dateline import find_dateline
from worker.page.notices import is_sign_off, opens_notice
from worker.page.paragraphs import WRAP_WIDTH, Paragraph

_FEWEST_WORDS = 2  # of a headline that tells by itself
_ALERT = "***"
_FILLER = "blah blah blah."  # stands in archives for a body that was never sent


def is_wire_item(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether `text` has a headline in capitals, no wide line, and a dateline, a sign-off or broken paragraphs.

    What has the mark of an alert below its headline is one whatever the letters.
    """
    if len(paragraphs) < 2 or not (paragraphs[0].line.isupper() or paragraphs[1].line.startswith(_ALERT)):
        return False
    if any(len(line) > WRAP_WIDTH for line in text.split("\n")):
        return False
    headline = len(paragraphs[0].line.split()) > _FEWEST_WORDS
    return headline or is_sign_off(paragraphs[-1].line) or find_dateline(paragraphs[1].line) is not None


def wire_story(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs below the headline, tables and all; sign-offs, notices and filler are not of the story.

    A headline longer than all below it runs on into its table or alert, and is of the story too.
    """
    lines = [paragraph.line for paragraph in paragraphs]
    below = [i for i, line in enumerate(lines) if i and not _is_no_story(line)]
    return below if len(lines[0]) <= sum(len(lines[i]) for i in below) else [0, *below]


def _is_no_story(line: str) -> bool:
    return is_sign_off(line) or opens_notice(line) or line.lower() == _FILLER
