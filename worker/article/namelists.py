"""Lists of names, as one line prints them: 'Ann Lee, Bo Ek and Cy Dahl in Northport'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.article.limits import LIMITS
from worker.article.names import has_role, is_day_word, is_name_word, is_person, names_outlet, without_role
from worker.lexicon.schema import Sense, Words

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon

_BETWEEN_NAMES = re.compile(r"\s?[,;&|•·、]\s?|\s/\s|\s{2,}")
# What ends the names of a line: a role's or outlet's dash, an address, a figure.
_END = re.compile(r"\s[-–—]{1,2}\s|\s{3}|\s[a-z][^\s@]{0,40}@|@|\s/\s|[(（]|\d")
WORDS_OF_A_NAME = 4  # that stands alone
_WORDS_OF_A_PLACE = 4  # with the word before it


def are_names_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` has words of names and of outlets alone, with what stands between them."""
    words = [plain for word in text.split() if (plain := word.strip(",|/"))]
    small = lexicon.words(Words.AND) | lexicon.words(Words.PARTICLES)
    return bool(words) and all(is_name_word(word) or word in small for word in words)


def opens_with_names(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is people's names, and what stands between them and on behind."""
    pieces = pieces_of(text, lexicon)
    return bool(pieces) and is_person(pieces[0], lexicon) and are_names_alone(text, lexicon)


def pieces_of(names: str, lexicon: Lexicon, *, in_places: bool = False) -> list[str]:
    """The parts of a line that may be names each, up to what tells that no more follow.

    `in_places`: behind 'in Oslo' more may follow, as in a credit that tells where each reporter is.
    """
    end = _END.search(names)
    behind = names[end.start() :].lstrip() if end else ""
    line = lexicon.mark_line(names[: end.start()] if end else names)
    days = (*line.holds.get(Sense.PUBLISHED, ()), *line.holds.get(Sense.UPDATED, ()))
    cut = line.text[: min((hit.start for hit in days), default=len(line.text))]
    pieces: list[list[str]] = [[]]
    for part in _BETWEEN_NAMES.split(cut):
        pieces.append([])
        skipping = False
        words = part.split()
        for word, after in zip(words, [*words[1:], behind], strict=False):
            if _joins(word, lexicon):
                pieces.append([])
                skipping = False
            elif in_places and (skipping or word.lower() in lexicon.words(Words.BEHIND)):
                skipping = True
            elif is_day_word(word, after, lexicon) or (word.lower() in lexicon.words(Words.BEHIND) and pieces[-1]):
                return [" ".join(piece) for piece in pieces if piece]
            else:
                pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces if piece]


def _joins(word: str, lexicon: Lexicon) -> bool:
    """Whether `word` stands between two names: 'and', 'AND'; but 'Ed' is a name, whatever 'ed' is elsewhere."""
    written_so = word.islower() or not word.isalpha() or (word.isupper() and len(word) > 1) or not word[0].isupper()
    return written_so and word.lower() in lexicon.words(Words.AND)


def person_in(piece: str, lexicon: Lexicon) -> str:
    """`piece` when it is the name of a person (or paper); '' for a role or anything else."""
    name = without_role(piece.strip(" ,.•|/-–—"), lexicon).strip()
    return name if is_person(name, lexicon) and not has_role(name, lexicon) else ""


def is_lone_names(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is the names of people, with at most their town or outlet."""
    last = line.rstrip(" ,")[-1:]
    if len(line) > LIMITS.byline or not (last.isalpha() or last == ".") or not line[0].isupper():
        return False
    pieces = pieces_of(line.rstrip(" ,"), lexicon)
    first = pieces[0] if pieces else ""
    if not is_person(first, lexicon) or len(first.split()) > WORDS_OF_A_NAME or names_outlet(first, lexicon):
        return False
    behind = line.rstrip(" ,").rpartition(pieces[-1])[2].split()
    in_place = not behind or (behind[0].lower() in lexicon.words(Words.BEHIND) and len(behind) <= _WORDS_OF_A_PLACE)
    return in_place and all(is_person(piece, lexicon) for piece in pieces[1:])
