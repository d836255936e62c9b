"""Where the run of a page's prose begins and ends among its paragraphs.

After the maximum subsequence segmentation of Pasternack and Roth (2009), 'Extracting article text from the web with
maximum subsequence segmentation': prose counts for a paragraph to belong to the run, a line that is none against it,
and the run ends where the sum is greatest. So a teaser below a list of links or a footer is left out, a paragraph
below a subhead, picture or advertisement is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from worker.page.byline import is_author_note
from worker.page.kinds import Kind
from worker.page.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page, with the kind of each and its weight where it is prose (else 0)."""

    paragraphs: list[Paragraph]
    kinds: list[Kind]
    prose: list[int]


_WEIGHT_OF_A_LINE = 80  # characters of prose that a line outweighs which is none: the shortest paragraph
_MOST_LINES = 10  # that count in a row: below, it is a page's footer or an offer amid the story
_PART_OF_A_STORY = (Kind.SENTENCE, Kind.CAPTION, Kind.CREDIT)  # pictures stand amid stories; cut prose is a teaser
_CUT = ("…", "...", "Read More", "Read more", "read more")
_LONGEST_DECK = 160  # characters of a summary or caption that links part from the story


def end_of_run(page: Page, first: int) -> int:
    """The last long paragraph of the run of prose that begins with paragraph `first`."""
    last, total, best, lines = first, 0, 0, 0
    for index in range(first, len(page.kinds)):
        weight = page.prose[index]
        if weight and not page.paragraphs[index].line.endswith(_CUT):
            total += weight - _WEIGHT_OF_A_LINE * min(lines, _MOST_LINES)
            lines = 0
            if total > best:
                last, best = index, total
        elif page.kinds[index] not in _PART_OF_A_STORY:
            lines += 1
    return last


def beginning_of_run(page: Page, start: int) -> int:
    """The first long paragraph from `start` on; a short one that more lines part from the next is none of the run."""
    first, total = start, -1
    for index in _openings(page, start):
        lines = sum(kind not in _PART_OF_A_STORY for kind in page.kinds[first + 1 : index])
        total -= _WEIGHT_OF_A_LINE * lines
        if total >= 0:
            return first
        first, total = index, page.prose[index]
        if total > _LONGEST_DECK:
            return first
    return first


def _openings(page: Page, start: int) -> Iterable[int]:
    indices = range(start, len(page.kinds))
    return (i for i in indices if page.prose[i] and not is_author_note(page.paragraphs[i].line))
