"""Agencies as pages name them: in a line of their own, a copyright line, a sign-off, a source."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense, Words

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_BETWEEN_NAMES = str.maketrans("/;|", ",,,")
_WORDS_OF_A_TOWN = 3
_SIGN_OFF_MARKS = "/[]() ."
_COPYRIGHT = ("©", "(c)", "copyright")
_REACH_OF_A_NAME = 50  # characters of 'Copyright 2018 by ' and the name of its holder
_WORDS_OF_A_DESK = 3  # between an agency's name and its writer's role


def first_agency(parts: str, lexicon: Lexicon) -> str:
    """The first agency among names set apart by strokes or commas, as in '(dpa/bb)', '(AP, Reuters)'.

    A desk may follow the name, as in '(Reuters Health)', but no photographer may stand before it.
    """
    for part in _parts(parts):
        names = lexicon.mark_line(part.strip()).names
        if names and not names[0].start:
            return names[0].phrase.name
    return ""


def agency_alone(line: str, lexicon: Lexicon) -> str:
    """The first agency of a line of nothing but agencies, as 'AFP, Kyodo' or 'Reuters in Oslo'; '' for any other."""
    if len(line) > LIMITS.agencies:
        return ""
    named, _, town = line.partition(" in ")
    in_town = town.istitle() and len(town.split()) <= _WORDS_OF_A_TOWN
    names = [lexicon.agency(part) for part in _parts(named if in_town else line)]
    return names[0] if all(names) else ""


def _parts(names: str) -> list[str]:
    return names.translate(_BETWEEN_NAMES).split(",")


def agency_named_in(line: Marked) -> str:
    """The first agency whose name stands anywhere in `line`; '' without one."""
    return line.names[0].phrase.name if line.names else ""


def agency_of_source(line: Marked, lexicon: Lexicon) -> str:
    """The agency of a line such as 'Source: AFP'; '' for any other."""
    label = line.opens.get(Sense.SOURCE)
    return agency_alone(line.text[label.end :].lstrip(" :："), lexicon) if label else ""


def is_sign_off(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is the agency's name alone, as newswires end an item: 'Reuter', '(AFP)'."""
    return len(line) <= LIMITS.sign_off and bool(lexicon.agency(line.strip(_SIGN_OFF_MARKS)))


def is_staff_line(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` opens with an agency and the role of its writer: 'Associated Press writer Ann Lee contributed'."""
    if not line.names or line.names[0].start > 4:
        return False
    behind = line.text[line.names[0].end :].split()[: _WORDS_OF_A_DESK + 1]
    named = (after[:1].isupper() and word.lower() in lexicon.words(Words.ROLES) for word, after in pairwise(behind))
    return any(named)


def agency_of_notice(line: Marked, lexicon: Lexicon) -> str:
    """The agency that a copyright line, a line on contributors or a sign-off below an article names; '' for none."""
    if is_sign_off(line.text, lexicon):
        return lexicon.agency(line.text.strip(_SIGN_OFF_MARKS))
    owned = line.text[:10].lower().startswith(_COPYRIGHT) and line.names and line.names[0].start <= _REACH_OF_A_NAME
    named = agency_named_in(line) if owned or is_staff_line(line, lexicon) else ""
    return "" if named in lexicon.papers else named
