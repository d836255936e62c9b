"""The title: the line above a story that its words come back in."""

import re
from collections.abc import Container, Sequence

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{3,}")
_STEM = 5  # letters by which 'elects' and 'election', 'президент' and 'президента' are one word
_SMALL = """
the and for with from that this his her its are was were has have will not you who what how why
der die das den dem des ein eine einen einer und von mit für auf aus bei ist sind nicht sie ihr ihre ihrem sich als
les des une aux dans pour par sur avec est sont qui que pas los las del una con por para como más
gli della delle nel nella per non che dei
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_OPENING = 3000  # characters of prose
_SHARE_IN_PROSE = 0.3  # of a title's words stand in its story; a teaser of another story has fewer
_SHARE_OF_A_SURE_TITLE = 0.6
_SHORTEST, _LONGEST = 12, 220
_LONGEST_STOPPED = 100
_SHORTEST_DENSE = 5
_FEWEST_WORDS_ABOVE_DECK = 5
_RUNNING_TIME = re.compile(r"\s\d{1,2}:\d\d$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s[^\W\d_]")
_SITE_NAME = re.compile(r"\s[|–—-]\s[^|]{2,40}$")


def find_title(lines: Sequence[str], prose: str, marked: Container[str] = ()) -> str:
    """The first of `lines` that reads as a title of the story whose prose opens with `prose`; '' without one.

    A line most of whose words come back goes before one with some of them, among these one of the `marked` lines, that
    stand by a byline or date, before links, and a line without a full stop before one with it. A headline all in
    capitals directly above the prose, as newswires print it, needs no words in common.
    """
    opening = prose[:_OPENING].casefold()
    shares = {line: _share_in(line, opening) for line in lines if _has_title_form(line)}
    unstopped = [line for line in shares if not line.endswith(".") or line.endswith("...")]
    by_mark = [line for line in shares if line in marked]
    for candidates, least in (
        ([line for line in by_mark if not line.isupper()], _SHARE_OF_A_SURE_TITLE),
        (by_mark, _SHARE_OF_A_SURE_TITLE),
        (by_mark, _SHARE_IN_PROSE),
        (unstopped, _SHARE_OF_A_SURE_TITLE),
        (unstopped, _SHARE_IN_PROSE),
        (shares, _SHARE_IN_PROSE),
    ):
        for line in candidates:
            if shares[line] >= least:
                return _without_site(_above_deck(line, list(shares), marked, shares))
    return lines[-1] if lines and lines[-1].isupper() and len(lines[-1].split()) > 2 else ""


def _above_deck(line: str, lines: list[str], marked: Container[str], shares: dict[str, float]) -> str:
    """The line above `line` where that by a byline or date is rather a title too, and `line` its deck."""
    above = lines[max(0, lines.index(line) - 1)]
    titled = above in marked and shares[above] >= _SHARE_IN_PROSE and len(above.split()) >= _FEWEST_WORDS_ABOVE_DECK
    return above if line in marked and titled else line


def _has_title_form(line: str) -> bool:
    shortest = _SHORTEST if line.isascii() else _SHORTEST_DENSE
    longest = _LONGEST_STOPPED if line.endswith(".") else _LONGEST
    if not shortest <= len(line) <= longest or line.endswith((":", ",", ";", "•")):
        return False
    return not (_RUNNING_TIME.search(line) or (len(line) > _LONGEST_STOPPED and _TWO_SENTENCES.search(line)))


def _share_in(line: str, opening: str) -> float:
    """The share of the words of `line` that stand in `opening`, by their stems; 0 for a line of one or two words."""
    stems = {word[:_STEM] for word in _WORD.findall(line.casefold()) if word not in _SMALL_WORDS}
    return sum(_stands_in(stem, opening) for stem in stems) / len(stems) if len(stems) > 2 else 0.0


def _stands_in(stem: str, opening: str) -> bool:
    """Whether a word of `opening` begins with `stem`; a single character, as of Chinese, may stand anywhere."""
    place = opening.find(stem)
    while place > 0 and len(stem) > 1 and opening[place - 1].isalpha():
        place = opening.find(stem, place + 1)
    return place >= 0


def _without_site(line: str) -> str:
    """`line` without the name of the site that a browser's title ends in: 'Title | Example Herald'."""
    return _SITE_NAME.sub("", line) if " | " in line else line
