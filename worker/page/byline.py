"""Bylines: who wrote the story, from the lines above it or the credits at its foot."""

import re
from collections.abc import Iterable, Sequence

from worker.page.agency import AGENCY
from worker.page.dates import MONTH
from worker.page.role import ROLE, is_role, without_role
from worker.page.wording import one_of

_PARTICLE = r"(?:de|da|del|della|der|den|van|von|bin|bint|al|el|la|le|di|dos|du|ten|ter|zu|y)"
_NAME_WORD = r"[A-ZÀ-ÖØ-ÞЀ-ЯΑ-Ω][\w.'’-]{0,20}"
NAME = rf"{_NAME_WORD}(?:\s{{1,2}}(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD}){{1,4}}"
_TEXTS = """
story authored analysis opinion commentary written posted column review reported text words
analyse bericht essay gastbeitrag glosse interview kolumne kommentar porträt reportage
"""
_BY = re.compile(
    rf"(?:{one_of(_TEXTS.split())}\s)?(?:(?:by|byby|von|par|por|di|door)\s*:?|authors?\s?:)\s+(?=\S)",
    re.IGNORECASE,
)
_GLUED_BY = re.compile(r"by(?=[A-Z])")  # 'byAnn Lee'
_LABELS = ("by", "written by", "story by", "author", "authors", "the author", "author of the article")
_BY_ALONE = frozenset(
    cased + colon
    for label in _LABELS
    for cased in (label, label.upper(), label.capitalize())
    for colon in ("", ":", " :")
)
_OUTLET_BY = re.compile(rf"^(?!By\b)(?:{AGENCY}|[A-Z]\w{{2,20}})\s[—–-]\s(?:[Bb]y\s)?(?=[A-Z])")
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\||[•·]|\sand\s|\sAND\s|\sund\s|\set\s|\sy\s)\s*(?:and\s|AND\s)?")
# Where the names of a byline end: a role's or outlet's dash, a date, a time, or a label glued to the last name.
_END = re.compile(
    rf"\s[-–—]{{1,2}}\s|\s{{3}}|(?:Posted|Published|Updated|Originally)\b|\b(?:About|Contact|Email|Follow)\b"
    rf"|\s[a-z][^\s@]{{0,40}}@|@|\s/\s(?=.{{0,60}}(?:\d:\d\d|\b(?i:writers?|reporters?)\b))|\(|\d"
    rf"|\b(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|(?i:{MONTH})\s\d)|\s(?:in|[Ff]or|of|at|on)\s(?=[A-Z])|\s[Oo]n\s(?=\d)"
)
_OUTLET = re.compile(
    r"\b(?:news|times|post|journal|herald|tribune|today|press|magazine|network|radio|tv|media|daily|chronicle|gazette|"
    r"guardian|telegraph|observer|globe|mirror|star|sun|watch|center|centre|institute|university|college|foundation|"
    r"front|section|politics|world|sports|business|opinion|analysis|nation|house|street|service|online|digital|letter"
    r"|headlines|more|republic|dispatch|examiner|inquirer|sentinel|courier|standard|express|independent|video|story|stories|live|summit|talks|meeting|president|minister|points|highlights)\b",
    re.IGNORECASE,
)
_TRAILING_OUTLET = re.compile(r"\s(?:[A-Z]{2,5}\sNews|USA TODAY|[A-Z]{3,4}\.com|[A-Z]\w+\.com)$")
_SHORT_NAME = rf"{_NAME_WORD}(?:\s{{1,2}}(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD}){{1,2}}"
# 'Ann Lee | lee@example.com By Ann Lee'
_BY_AGAIN = re.compile(rf"(?P<name>{_SHORT_NAME})\b.{{0,80}}\sBy\s(?=(?P=name)\b)")
# 'Ann Lee and Bo Ek in Northport', 'Ann Lee, Example Today'
_LONE_NAMES = re.compile(
    rf"(?P<first>{_SHORT_NAME})(?:(?:\s?,\s(?:and\s)?|\s(?:and|AND|&)\s){_SHORT_NAME}){{0,5}}"
    rf"(?:\s(?:in|at)\s{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}})?\s?,?$"
)
_REPORTING = re.compile(
    r"\(?(?P<what>reporting|writing|written|story|compiled|reported)(?:\sand\s(?:writing|editing))?\s?(?:by\s|:\s?)(?P<names>[^;()]{3,200})",
    re.IGNORECASE,
)
_AGENCIES = re.compile(AGENCY)
# 'Ann Lee | Senior Reporter', 'Bo Ek, Associated Press', 'Ann LeePosted at', 'Example News — Ann Lee'.
_SIGNED = re.compile(
    rf"{NAME}(?:(?:,|,? and|,? AND) {NAME}){{0,5}}\s?"
    rf"(?:[|,]\s[^.]{{0,60}}{ROLE.pattern}|(?:[|,]\s?|and\s)?{AGENCY}|Contact\b|\s?[|·]\s|@\w|\s?\d{{1,2}}\s(?:min|hour|day)|/\s.{{0,60}}\d:\d\d"
    rf"|(?:,\s[A-Z][\w ]{{2,30}})?\s?(?:Posted|Published|Updated)\b)"
    rf"|[A-Z]\w{{2,20}}\s—\s{NAME}$|{AGENCY}\s[—–-]\sBy\s"
)
_SIGNED_FOR_AGENCY = re.compile(
    rf"{NAME}.{{0,80}},\s?(?:The )?(?:Associated Press|Reuters|Agence|Bloomberg|CNN)|{AGENCY}\s[—–-]\sBy\s"
)
_LONGEST = 160
_CLOCK = re.compile(r"\d:\d\d [AaPp]\.?[Mm]")  # a byline with the hour may end in a call on the reader
_LONE_NAMES_LINES = 4  # below the title names may stand alone: under it, its deck and its dates


def is_signed(line: str) -> bool:
    """Whether `line` is a name with a role, an agency or 'Posted', as bylines without 'By' are."""
    return len(line) <= _LONGEST and bool(_SIGNED.match(line) or _names_with_role(line))


def _names_with_role(line: str) -> bool:
    signed = line.partition(",")[0]
    name = without_role(signed)
    return name != signed and bool(re.fullmatch(_SHORT_NAME, name))


def is_signed_for_agency(line: str) -> bool:
    """Whether `line`, which may be a credit too, is a byline below a title: 'Ann Lee, Associated Press'."""
    return len(line) <= _LONGEST and bool(_SIGNED_FOR_AGENCY.match(line))


def opens_byline(line: str) -> bool:
    """Whether `line` is a byline by its first words: 'By Ann Lee', 'Analysis by …'; a sentence is none."""
    opening = _opening_by(line) if len(line) <= _LONGEST else None
    if not opening or not line[opening.end()].isupper():
        return False
    return not line.endswith((".", "?", "!")) or bool(_CLOCK.search(line))


def _opening_by(line: str) -> re.Match[str] | None:
    opening = _BY.match(line) or (_GLUED_BY.match(line) if line.startswith("by") else None)
    return opening or (_BY_AGAIN.match(line) if " By " in line else None)


def find_bylines(head: Sequence[str], title: str) -> list[str]:
    """The lines of `head`, the lines above a story, that name its authors.

    Those that open with 'By'; without any, the line under the title or above the date that consists of names, or of
    a name with a role, an agency or 'Posted'.
    """
    parts = [part for line in head for part in _parts(line)]
    opened = [
        line for before, line in zip(["", *parts], parts, strict=False) if opens_byline(line) or is_by_alone(before)
    ]
    if opened:
        return opened
    titles = [i for i, line in enumerate(head) if title and title in line] or [-1]
    below = head[titles[0] + 1 :]
    signed = [line for line, after in zip(below, [*below[1:], ""], strict=False) if _signs(line, after)]
    below_title = head[titles[-1] + 1 :][:_LONE_NAMES_LINES] if titles[-1] >= 0 else []
    return signed[:1] or [line for line in below_title if is_lone_names(line)][:1]


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")] if "|" in line and not opens_byline(line) else [line]


def _signs(line: str, below: str) -> bool:
    """Whether `line` is signed, with its role beside its name or on the line `below`."""
    return is_signed(line) or (is_role(below) and is_lone_names(line))


def is_by_alone(line: str) -> bool:
    """Whether `line` is 'By' or another label of the byline below it."""
    return line in _BY_ALONE


def names_in(bylines: Iterable[str]) -> list[str]:
    """The people named in `bylines`, each once and in order; agencies, roles and outlets left out."""
    return list(dict.fromkeys(name for line in bylines for name in _names_in(line)))


def _names_in(line: str) -> list[str]:
    rest = _AGENCIES.sub(", ", _OUTLET_BY.sub("", line, count=1))
    opening = _opening_by(rest)
    rest = rest[opening.end() :] if opening else rest.lstrip(" ,—–|-")
    end = _END.search(rest)
    pieces = [name for name in map(_name, _SEPARATOR.split(rest[: end.start()] if end else rest)) if name]
    people = [name for name in pieces if not _OUTLET.search(name)]
    return people or (pieces[:1] if opening else [])


def _name(piece: str) -> str:
    """`piece` when it is the name of a person (or paper); '' for a role or anything else."""
    piece = without_role(_TRAILING_OUTLET.sub("", piece.strip(" ,.•|/-–—"))).strip()
    if ROLE.search(piece) or not re.fullmatch(NAME, piece):
        return ""
    return re.sub(r"\s+", " ", piece)


def is_lone_names(line: str) -> bool:
    """Whether `line` is the names of people, with at most their town or outlet."""
    names = _LONE_NAMES.match(line) if len(line) <= _LONGEST else None
    return names is not None and not _OUTLET.search(names["first"])


def credited_names(foot: Iterable[str]) -> list[str]:
    """The reporters in lines below a story: 'Reporting by Ann Lee, Bo Ek; Editing by …'.

    Without any its writers, or the author whom a note introduces: 'Ann Lee is a fellow of …'.
    """
    writers: list[str] = []
    for line in foot:
        if found := _AUTHOR_NOTE.match(line):
            writers = writers or [found["name"]]
        for found in _REPORTING.finditer(line):
            if "dditional" in line[: found.start()][-12:]:
                continue
            names = [name for name in map(_name, _SEPARATOR.split(_without_places(found["names"]))) if name]
            if found["what"].casefold() == "reporting":
                return names
            writers = writers or names
    return writers


_IN_A_PLACE = re.compile(r"\sin\s[A-Z][\w.-]{1,20}(?:\s[A-Z][\w.-]{1,20}){0,2}")


def _without_places(names: str) -> str:
    return _IN_A_PLACE.sub("", names)


_AUTHOR_NOTE = re.compile(
    rf"(?P<name>{NAME}),? (?:is|are|was|has|holds|serves|writes|covers|teaches|founder|works)\b[^.]{{0,120}}?"
    r"\b(?i:reporters?|writers?|editors?|correspondents?|columnists?|contributors?|fellow|professor|lecturer|journalist|"
    r"author|analyst|producer|scholar|expert|lawyer|attorney|scientist|director|founder|Ph\.D|historian|covers|writes)\b"
)


def is_author_note(line: str) -> bool:
    """Whether the paragraph `line` tells who wrote the story: 'Ann Lee is a fellow of …'."""
    return bool(_AUTHOR_NOTE.match(line))
