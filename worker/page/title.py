"""The title: the line above a story that its words come back in."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{3,}")
_STEM = 5  # letters by which 'elects' and 'election', 'президент' and 'президента' are one word
_SMALL_WORDS = frozenset(
    ["the", "and", "for", "with", "from", "that", "this", "his", "her", "its", "are", "was", "were", "has", "have", "will", "not", "you", "who", "what", "how", "why"]
)
_SHARE_IN_PROSE = 0.3  # of a title's words stand in its story; a teaser of another story has fewer
_SHORTEST, _LONGEST = 12, 220
_SHORTEST_DENSE = 5
_RUNNING_TIME = re.compile(r"\s\d{1,2}:\d\d$")
_SITE_NAME = re.compile(r"\s[|–—-]\s[^|]{2,40}$")


def find_title(lines: Iterable[str], prose: str) -> str:
    """The first of `lines` that reads as a title of the story whose prose opens with `prose`; '' without one."""
    stems = _stems(prose)
    return next((_without_site(line) for line in lines if _is_title(line, stems)), "")


def _is_title(line: str, stems: set[str]) -> bool:
    shortest = _SHORTEST if line.isascii() else _SHORTEST_DENSE
    if not shortest <= len(line) <= _LONGEST or _RUNNING_TIME.search(line):
        return False
    if line.endswith((".", ":", ",", ";")) and not line.endswith("..."):
        return False
    words = _stems(line)
    return len(words) > 2 and len(words & stems) >= _SHARE_IN_PROSE * len(words)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _SMALL_WORDS}


def _without_site(line: str) -> str:
    """`line` without the name of the site that a browser's title ends in: 'Title | Example Herald'."""
    return _SITE_NAME.sub("", line) if " | " in line else line
