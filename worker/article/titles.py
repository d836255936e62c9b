"""The title: the line above a body that its words come back in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from worker.article.article import Label
from worker.article.bylines import is_signed_for_agency
from worker.article.dateline import find_dateline
from worker.article.limits import LIMITS
from worker.article.namelists import is_lone_names
from worker.article.navigation import is_breadcrumb, menu_items
from worker.article.page import TEXT
from worker.lexicon.schema import Words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{3,}")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s[^\W\d_]")
_LONGEST_SITE = 40
_TITLE_LABELS = (*TEXT, Label.LINE)
_NO_TITLE_ENDS = (":", ",", ";", "•")
_WORDS_OF_A_PHRASE = 3  # of a heading with a word in lower case, which names of outlets and sections have not
_WORDS_IN_CAPITALS = 2


class HeadLine(NamedTuple):
    """A line above a body: its text and phrases, and its label."""

    marked: Marked
    label: Label

    @property
    def line(self) -> str:
        """The text."""
        return self.marked.text


def find_title(head: Sequence[HeadLine], body: str, lexicon: Lexicon) -> str:
    """The line of `head` that reads as the title of an article whose body opens with `body`; '' without one."""
    lines = _candidates(head, body, lexicon)
    return _best(lines, body, _lines_by_metadata(head), lexicon) or _line_above_metadata(head, lexicon)


def _candidates(head: Sequence[HeadLine], body: str, lexicon: Lexicon) -> list[str]:
    """The lines that may be the title: no other part of a page, no link that stands again amid the body."""
    before = (None, *(each.label for each in head))
    menu = menu_items([each.line for each in head])
    inner_lines = frozenset(body.split("\n")[1:-1])
    return [
        each.line
        for index, (each, above) in enumerate(zip(head, before, strict=False))
        if (each.label in _TITLE_LABELS or _repeats(each, index, head))
        and above is not Label.LINK_LIST
        and index not in menu
        and _may_be_title(each.line, inner_lines, lexicon)
    ]


def _repeats(one: HeadLine, index: int, head: Sequence[HeadLine]) -> bool:
    """Whether a line, no caption, is printed twice, as titles that end in a question or quotation may be."""
    if one.label is not Label.CAPTION or one.line.endswith("."):
        return False
    return any(each.line == one.line for each in head[index + 1 :])


def _may_be_title(line: str, inner_lines: Container[str], lexicon: Lexicon) -> bool:
    dateline = find_dateline(line, lexicon)
    is_dateline = dateline is not None and dateline.end >= len(line.rstrip())
    return not (is_dateline or lexicon.agency(line) or is_breadcrumb(line) or line in inner_lines)


def _lines_by_metadata(head: Sequence[HeadLine]) -> frozenset[str]:
    """The lines that a byline or date stands right above or a few lines below: a deck may come between."""
    near: list[str] = []
    above: list[str] = []
    after_metadata = False
    for each in head:
        if each.label is Label.METADATA:
            near += above[-LIMITS.deck_lines :]
        elif each.label in _TITLE_LABELS and len(each.line) >= _shortest(each.line):
            above.append(each.line)
            near += [each.line] if after_metadata else []
        after_metadata = each.label is Label.METADATA
    return frozenset(near)


def _shortest(line: str) -> int:
    return LIMITS.title[0] if line.isascii() else LIMITS.dense_title


def _best(lines: Sequence[str], body: str, marked: Container[str], lexicon: Lexicon) -> str:
    """The first of `lines` that reads as a title.

    A line most of whose words come back goes before one with some of them, among these one of the `marked` lines, that
    stand by a byline or date, before links, and a line without a full stop before one with it. A headline all in
    capitals directly above the body, as newswires print it, needs no words in common.
    """
    opening = body[: LIMITS.title_opening].casefold()
    shares = {line: _share_in(line, opening, lexicon) for line in lines if _has_title_form(line)}
    unstopped = [line for line in shares if not line.endswith(".") or line.endswith("...")]
    by_metadata = [line for line in shares if line in marked]
    for candidates, least in (
        ([line for line in by_metadata if not line.isupper()], LIMITS.sure_title_share),
        (by_metadata, LIMITS.sure_title_share),
        (by_metadata, LIMITS.title_share),
        (unstopped, LIMITS.sure_title_share),
        (unstopped, LIMITS.title_share),
        (shares, LIMITS.title_share),
    ):
        for line in candidates:
            if shares[line] >= least:
                return _without_site(_above_deck(line, list(shares), marked, shares))
    return lines[-1] if lines and lines[-1].isupper() and len(lines[-1].split()) > _WORDS_IN_CAPITALS else ""


def _above_deck(line: str, lines: list[str], marked: Container[str], shares: dict[str, float]) -> str:
    """The line above `line` where that by a byline or date is rather a title too, and `line` its deck."""
    above = lines[max(0, lines.index(line) - 1)]
    titled = above in marked and shares[above] >= LIMITS.title_share and len(above.split()) >= LIMITS.words_of_title
    return above if line in marked and titled else line


def _has_title_form(line: str) -> bool:
    longest = LIMITS.stopped_title if line.endswith(".") else LIMITS.title[1]
    if not _shortest(line) <= len(line) <= longest or line.endswith(_NO_TITLE_ENDS):
        return False
    last = line.rpartition(" ")[2]
    running_time = ":" in last and last.replace(":", "").isdecimal()
    return not (running_time or (len(line) > LIMITS.stopped_title and _TWO_SENTENCES.search(line)))


def _share_in(line: str, opening: str, lexicon: Lexicon) -> float:
    """The share of the words of `line` that stand in `opening`, by their stems; 0 for a line of one or two words."""
    small = lexicon.words(Words.SMALL)
    stems = {word[: LIMITS.stem] for word in _WORD.findall(line.casefold()) if word not in small}
    return sum(_stands_in(stem, opening) for stem in stems) / len(stems) if len(stems) > 2 else 0.0


def _stands_in(stem: str, opening: str) -> bool:
    """Whether a word of `opening` begins with `stem`; a single character, as of Chinese, may stand anywhere."""
    place = opening.find(stem)
    while place > 0 and len(stem) > 1 and opening[place - 1].isalpha():
        place = opening.find(stem, place + 1)
    return place >= 0


def _without_site(line: str) -> str:
    """`line` without the name of the site that a browser's title ends in: 'Title | Example Herald'."""
    title, _, site = line.rpartition(" | ")
    return title if title and 2 <= len(site) <= _LONGEST_SITE else line


def _line_above_metadata(head: Sequence[HeadLine], lexicon: Lexicon) -> str:
    """A heading right above a byline or date: a title even of an article that does not take up its words."""
    after_next = (*(each.label for each in head[2:]), None)
    for (each, below), after in zip(pairwise(head), after_next, strict=False):
        named = after is Label.METADATA and is_lone_names(below.line, lexicon)
        signed = below.label is Label.METADATA or is_signed_for_agency(below.marked, lexicon) or named
        if each.label in _TITLE_LABELS and signed and _is_heading(each.line, lexicon):
            return each.line
    return ""


def _is_heading(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is no name: five words, or three of which one is written small, and no sentence."""
    words = line.split()
    in_names = lexicon.words(Words.BEHIND) | lexicon.words(Words.PARTICLES) | lexicon.words(Words.SMALL)
    small = any(word.islower() and word not in in_names for word in words)
    long = len(words) >= (_WORDS_OF_A_PHRASE if small else LIMITS.words_of_title)
    return long and not (line.endswith(".") or "://" in line or lexicon.agency(line) or is_breadcrumb(line))
