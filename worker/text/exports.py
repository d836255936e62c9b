"""Whether a file is an export of several articles, as news databases hand them out, and not one page.

It is known by what they print once an article. Factiva: its number, 'AN Document DORCOU0020170301ed3100020'.
LexisNexis: the article's place among those asked for, '2 of 3 DOCUMENTS' or 'Dokument 2 von 3', and the day that it was
loaded. Nexis Uni: 'End of Document'. ProQuest: its number of the document. A page that prints one of them once is one
article.
"""

import re
from dataclasses import dataclass

_DOCUMENT = "(?:documents?|documentos?|documenti|documenten|dokumente?n?)"
_OF = "(?:of|de|di|du|sur|van|von|av|af|z)"


@dataclass(frozen=True, slots=True)
class _Sign:
    """Lines of a text in small letters; `hint` is what each of them holds, which is quicker to look for."""

    hint: str
    line: re.Pattern[str]
    differs: bool  # whether it is another in each article


def _sign(hint: str, line: str, *, differs: bool = True) -> _Sign:
    return _Sign(hint, re.compile(f"^{line}$", re.MULTILINE), differs)


_SIGNS = (
    _sign("ocument", rf"(?:an )?{_DOCUMENT} ([a-z]{{2,12}}[0-9][a-z0-9]{{13,24}})"),
    _sign("ocument", rf"(\d+) {_OF} \d+ {_DOCUMENT}"),
    _sign("ocument", rf"{_DOCUMENT} (\d+) {_OF} \d+"),
    _sign("okument", rf"(\d+) {_OF} \d+ {_DOCUMENT}"),
    _sign("okument", rf"{_DOCUMENT} (\d+) {_OF} \d+"),
    _sign("proquest", r"(?=.{0,40}\bproquest\b)[^:\n]{0,60}: ?(\d{6,})"),
    _sign("load-date", r"load-date: \S.*", differs=False),
    _sign("ocument", "(?:end of document|fin du document|fin del documento|fine del documento)", differs=False),
    _sign("okument", "ende des dokuments", differs=False),
)


def holds_several_articles(text: str) -> bool:
    """Whether the normalised text is an export of more than one article."""
    small = text.lower()
    return any(sign.hint in small and _counts_several(sign, small) for sign in _SIGNS)


def _counts_several(sign: _Sign, small: str) -> bool:
    found = sign.line.findall(small)
    return len(set(found) if sign.differs else found) > 1
