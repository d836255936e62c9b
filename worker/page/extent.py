"""Where the run of a page's prose begins and ends among its paragraphs.

After the maximum subsequence segmentation of Pasternack and Roth (2009), 'Extracting article text from the web with
maximum subsequence segmentation': prose counts for a paragraph to belong to the run, a line that is none against it,
and the run ends where the sum is greatest. So a teaser below a list of links or a footer is left out, a paragraph
below a subhead, picture or advertisement is not. Prose that is cut, or right below a byline or date, is a teaser too.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from worker.page.byline import is_author_note
from worker.page.foot import calls_on_reader, ends_story
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
_PART_OF_A_STORY = (
    Kind.SENTENCE,
    Kind.ITEM,
    Kind.CAPTION,
    Kind.CREDIT,
)
_ELLIPSES = ("…", "...")
CUT = (*_ELLIPSES, "Read More", "Read more", "read more")  # ends of teasers
_OFTEN = 4  # times that a template repeats a line amid a story
_LONGEST_DECK = 160  # characters of a summary or caption that links part from the story


def end_of_run(page: Page, first: int) -> int:
    """The last long paragraph of the run of prose that begins with paragraph `first`."""
    last, total, best, lines = first, 0, 0, 0
    inserted = _inserted(page)
    to_come = sum(page.prose[first:])
    for index in range(first, len(page.kinds)):
        kind, prose = page.kinds[index], page.prose[index]
        to_come -= prose
        if prose and not _is_teaser(page, index, first):
            total += prose - _WEIGHT_OF_A_LINE * min(lines, _MOST_LINES)
            lines = 0
            if total > best:
                last, best = index, total
        elif not to_come or (kind is Kind.FURNITURE and index > first and ends_story(page.paragraphs[index].line)):
            break
        elif kind not in _PART_OF_A_STORY and page.paragraphs[index].line not in inserted:
            lines += 1
    return last


def _is_teaser(page: Page, index: int, first: int) -> bool:
    """Whether the prose `index` is of another story: cut, or below a byline or date amid the page."""
    below_mark = index > first and page.kinds[index - 1] is Kind.MARK
    return below_mark or page.paragraphs[index].line.endswith(CUT)


def _inserted(page: Page) -> frozenset[str]:
    """The furniture that a page's template repeats amid the story, such as 'Advertisement': it parts nothing."""
    if page.kinds.count(Kind.FURNITURE) < _OFTEN:
        return frozenset()
    furniture = (p.line for p, kind in zip(page.paragraphs, page.kinds, strict=True) if kind is Kind.FURNITURE)
    return frozenset(line for line, times in Counter(furniture).items() if times >= _OFTEN)


def beginning_of_run(page: Page, start: int) -> int:
    """The first long paragraph from `start` on; a short one that more lines part from the next is none of the run."""
    first, total = start, -1
    for index in _openings(page, start):
        lines = sum(kind not in _PART_OF_A_STORY for kind in page.kinds[first + 1 : index])
        total -= _WEIGHT_OF_A_LINE * lines
        if total >= 0:
            return first
        first, total = index, page.prose[index] + _sentence_above(page, index)
        if total > _LONGEST_DECK:
            return first
    return first


def _sentence_above(page: Page, index: int) -> int:
    """The length of the short sentence right above paragraph `index`: with it, this is the opening of a story."""
    return len(page.paragraphs[index - 1].line) if index and page.kinds[index - 1] is Kind.SENTENCE else 0


def _openings(page: Page, start: int) -> Iterable[int]:
    """The paragraphs of prose from `start` on that may open a story: no cut teaser, part of a list, or note."""
    for index in range(start, len(page.kinds)):
        if page.prose[index]:
            line = page.paragraphs[index].line
            in_list = index > start and page.kinds[index - 1] is Kind.HEADING
            calls = len(line) <= _LONGEST_DECK and calls_on_reader(line)
            if not (in_list or calls or line.endswith(_ELLIPSES) or is_author_note(line)):
                yield index
