"""Credits below an article: who reported, who wrote, and notes on its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.article.namelists import person_in, pieces_of
from worker.article.names import leading_name
from worker.lexicon.schema import Sense, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_ENDS_OF_A_CREDIT = str.maketrans("()", ";;")
_REACH_OF_A_NOTE = 120  # characters
_REACH_OF_NAMES = 200


def credited_names(foot: Iterable[Marked], lexicon: Lexicon) -> list[str]:
    """The reporters in lines below an article: 'Reporting by Ann Lee, Bo Ek; Editing by …'.

    Without any its writers, or the author whom a note introduces: 'Ann Lee is a fellow of …'.
    """
    writers: list[str] = []
    for line in foot:
        reporters = _credited(line, Sense.REPORTED, lexicon)
        if reporters:
            return reporters
        author = noted_author(line.text, lexicon)
        writers = writers or ([author] if author else []) or _credited(line, Sense.WROTE, lexicon)
    return writers


def _credited(line: Marked, sense: Sense, lexicon: Lexicon) -> list[str]:
    """The names behind a credit that no word stands right before, as 'additional' may."""
    for hit in line.holds.get(sense, ()):
        if not line.text[: hit.start].rstrip()[-1:].isalpha():
            behind = line.text[hit.end :].lstrip(" :")[:_REACH_OF_NAMES]
            parts = behind.translate(_ENDS_OF_A_CREDIT).partition(";")[0].split(",")
            pieces = (piece for part in parts for piece in pieces_of(part, lexicon, in_places=True))
            names = [person_in(piece, lexicon) for piece in pieces]
            return [name for name in names if name]
    return []


def noted_author(line: str, lexicon: Lexicon) -> str:
    """The author whom the paragraph `line` introduces: 'Ann Lee is a fellow of …'; '' where it does not."""
    name = leading_name(line, lexicon)
    rest = line[len(name) :].lstrip(" ,")[:_REACH_OF_A_NOTE].split() if name else []
    if not rest or rest[0].lower() not in lexicon.words(Words.IS):
        return ""
    notes = lexicon.words(Words.NOTES)
    return name if any(word.strip(".,;:").lower() in notes for word in rest[1:]) else ""
