"""Bylines: who wrote the article, from the lines above its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.article.dates import prints_hour
from worker.article.limits import LIMITS
from worker.article.namelists import (
    WORDS_OF_A_NAME,
    is_lone_names,
    opens_with_names,
    person_in,
    pieces_of,
)
from worker.article.names import MOST_NAMES, has_role, is_person, is_role, leading_name, names_outlet, without_role
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Hit, Marked

_DASHES = ("—", "–", "-")
_BEFORE_AN_AGE = " 0123456789"  # 'Ann Lee5 hours ago'
_STOPS = (".", "?", "!", "。")
_SIGNING_MARKS = ("|", "·", "@")
_REACH_OF_A_ROLE = 80


def is_signed(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is a name with a role, an agency or 'Posted', as bylines without 'By' are."""
    if len(line.text) > LIMITS.byline:
        return False
    days = (*line.holds.get(Sense.PUBLISHED, ()), *line.holds.get(Sense.UPDATED, ()), *line.holds.get(Sense.AGE, ()))
    if any(opens_with_names(line.text[: hit.start].rstrip(_BEFORE_AN_AGE), lexicon) for hit in days):
        return True
    name = leading_name(line.text, lexicon)
    if not name:
        return _is_signed_by_outlet(line, lexicon) or _is_named_with_role(line.text, lexicon)
    rest = line.text[len(name) :]
    behind = rest.lstrip(" ,")
    if behind.startswith(_SIGNING_MARKS) or (rest[:1] == "," and has_role(rest[:_REACH_OF_A_ROLE], lexicon)):
        return _is_no_sentence(line.text)
    if line.names and (opens_with_names(_before(line, line.names[0]), lexicon) or is_signed_for_agency(line, lexicon)):
        return True
    return (behind.startswith("/") and ":" in behind) or _is_named_with_role(line.text, lexicon)


def _before(line: Marked, hit: Hit) -> str:
    return line.text[: hit.start].rstrip(" ,|/").removesuffix("The").rstrip(" ,|/")


def _is_no_sentence(line: str) -> bool:
    return not line.endswith(_STOPS)


def _is_named_with_role(line: str, lexicon: Lexicon) -> bool:
    signed = line.partition(",")[0]
    name = without_role(signed, lexicon)
    return name != signed and is_person(name, lexicon) and len(name.split()) <= WORDS_OF_A_NAME


def _is_signed_by_outlet(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is an outlet, a dash and a name: 'Example — Ann Lee'."""
    return " — " in line.text and is_person(_without_outlet(line.text), lexicon)


def is_signed_for_agency(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line`, which may be a credit too, is a byline below a title: 'Ann Lee, Associated Press'."""
    if len(line.text) > LIMITS.byline or not line.names:
        return False
    hit = line.names[0]
    before = line.text[: hit.start].rstrip().removesuffix("The").rstrip()
    named = before.endswith(",") and leading_name(line.text, lexicon) != ""
    return named or (hit.start == 0 and _opening_by(lexicon.mark_line(line.text[hit.end :].lstrip(" —–-"))) > 0)


def opens_byline(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is a byline by its first words: 'By Ann Lee', 'Analysis by …'; a sentence is none."""
    end = _byline_end(line, lexicon) if len(line.text) <= LIMITS.byline else 0
    rest = line.text[end:].lstrip(" :：/")
    if not end or not rest or not rest[0].isalpha() or rest[0].islower():
        return False
    if not rest[0].isupper() and not _are_unspaced_names(rest, lexicon):
        return False
    return not line.text.endswith(_STOPS) or prints_hour(line.text)  # which may end in a call on the reader


def _are_unspaced_names(rest: str, lexicon: Lexicon) -> bool:
    """Whether `rest`, in letters that know no capitals, is short enough for names, and opens with one."""
    pieces = pieces_of(rest, lexicon)
    return bool(pieces) and is_person(without_role(pieces[0], lexicon), lexicon)


def _byline_end(line: Marked, lexicon: Lexicon) -> int:
    return _opening_by(line) or (_end_of_second_by(line, lexicon) if "@" in line.text else 0)


def _opening_by(line: Marked) -> int:
    hit = line.opens.get(Sense.BYLINE)
    return hit.end if hit else 0


def _end_of_second_by(line: Marked, lexicon: Lexicon) -> int:
    """Where the names begin in 'Ann Lee | lee@example.com By Ann Lee': behind the 'By'; 0 for another line."""
    name = leading_name(line.text, lexicon)
    again = line.text.find(name, len(name)) if name else -1
    if again <= 0:
        return 0
    before = line.text[:again].rstrip()
    word = before.rfind(" ") + 1
    return again if Sense.BYLINE in lexicon.mark_line(before[word:]).opens else 0


def find_bylines(head: Sequence[Marked], title: str, lexicon: Lexicon) -> list[Marked]:
    """The lines of `head`, the lines above a body, that name its authors.

    Those that open with 'By'; without any, the line under the title or above the date that consists of names, or of
    a name with a role, an agency or 'Posted'.
    """
    parts = [part for line in head for part in _parts(line, lexicon)]
    befores = [None, *parts]
    opened = [
        line
        for before, line in zip(befores, parts, strict=False)
        if opens_byline(line, lexicon) or (before is not None and is_by_alone(before))
    ]
    if opened:
        return opened
    titles = [i for i, line in enumerate(head) if title and title in line.text] or [-1]
    below = head[titles[0] + 1 :]
    nexts: list[Marked | None] = [*below[1:], None]
    signed = [line for line, after in zip(below, nexts, strict=False) if _signs(line, after, lexicon)]
    below_title = head[titles[-1] + 1 :][: LIMITS.lone_name_lines] if titles[-1] >= 0 else []
    return signed[:1] or [line for line in below_title if is_lone_names(line.text, lexicon)][:1]


def _parts(line: Marked, lexicon: Lexicon) -> list[Marked]:
    if "|" not in line.text or opens_byline(line, lexicon):
        return [line]
    return [lexicon.mark_line(part.strip()) for part in line.text.split("|")]


def _signs(line: Marked, below: Marked | None, lexicon: Lexicon) -> bool:
    """Whether `line` is signed, with its role beside its name or on the line `below`."""
    if is_signed(line, lexicon):
        return True
    return below is not None and is_role(below.text, lexicon) and is_lone_names(line.text, lexicon)


def is_by_alone(line: Marked) -> bool:
    """Whether `line` is 'By' or another label of the byline below it."""
    label = line.opens.get(Sense.BYLINE_ALONE)
    return label is not None and label.end == len(line.text.rstrip(" :："))


def names_in(bylines: Iterable[Marked], lexicon: Lexicon) -> list[str]:
    """The people named in `bylines`, each once and in order; agencies, roles and outlets left out."""
    return list(dict.fromkeys(name for line in bylines for name in _names_in(line, lexicon)))


def _names_in(line: Marked, lexicon: Lexicon) -> list[str]:
    rest = _without_outlet(_without_agencies(line)).lstrip(" ,—–|-")
    opening = _byline_end(lexicon.mark_line(rest), lexicon)
    rest = rest[opening:].lstrip(" ,—–|-:：/")
    if " / " in rest and not _is_of_outlet(rest.partition(" / ")[2], lexicon):
        return []  # 'by Ann Lee / cartoons.example': who drew a picture
    pieces = pieces_of(rest, lexicon)
    names = [name for name in (person_in(piece, lexicon) for piece in pieces) if name][:MOST_NAMES]
    people = [name for name in names if not names_outlet(name, lexicon)]
    return people or (names[:1] if opening else [])


def _is_of_outlet(behind: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind a name and a stroke is a role, a day or the hour: then the name is an author's."""
    days = lexicon.mark_line(behind).holds
    return has_role(behind, lexicon) or ":" in behind or Sense.PUBLISHED in days or Sense.UPDATED in days


def _without_agencies(line: Marked) -> str:
    text = line.text
    for hit in reversed(line.names):
        text = f"{text[: hit.start]}, {text[hit.end :]}"
    return text


def _without_outlet(line: str) -> str:
    """`line` without the outlet and the dash before a byline: 'Example — By Ann Lee'."""
    outlet, *rest = line.split(maxsplit=2)
    named = len(rest) > 1 and rest[0] in _DASHES and outlet[0].isupper() and outlet.isalnum()
    return rest[1] if named else line
