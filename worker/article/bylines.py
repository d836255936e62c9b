"""Bylines: who wrote the article, from the lines above it or the credits at its foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.article.dates import prints_hour
from worker.article.limits import LIMITS
from worker.article.names import (
    MOST_NAMES,
    has_role,
    is_day_word,
    is_name_word,
    is_person,
    is_role,
    leading_name,
    names_outlet,
    without_role,
)
from worker.lexicon.schema import Sense, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Hit, Marked

_BETWEEN_NAMES = re.compile(r"\s?[,;&|•·、]\s?|\s/\s|\s{2,}")
# What ends the names of a line: a role's or outlet's dash, an address, a figure.
_END = re.compile(r"\s[-–—]{1,2}\s|\s{3}|\s[a-z][^\s@]{0,40}@|@|\s/\s|[(（]|\d")
_DASHES = ("—", "–", "-")
_ENDS_OF_A_CREDIT = str.maketrans("()", ";;")
_BEFORE_AN_AGE = " 0123456789"  # 'Ann Lee5 hours ago'
_STOPS = (".", "?", "!", "。")
_SIGNING_MARKS = ("|", "·", "@")
_WORDS_OF_A_NAME = 4  # that stands alone
_WORDS_OF_A_PLACE = 4  # with the word before it
_REACH_OF_A_ROLE = 80
_REACH_OF_A_NOTE = 120
_REACH_OF_NAMES = 200


def is_signed(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is a name with a role, an agency or 'Posted', as bylines without 'By' are."""
    if len(line.text) > LIMITS.byline:
        return False
    days = (*line.holds.get(Sense.PUBLISHED, ()), *line.holds.get(Sense.UPDATED, ()), *line.holds.get(Sense.AGE, ()))
    if any(_opens_with_names(line.text[: hit.start].rstrip(_BEFORE_AN_AGE), lexicon) for hit in days):
        return True
    name = leading_name(line.text, lexicon)
    if not name:
        return _is_signed_by_outlet(line, lexicon) or _is_named_with_role(line.text, lexicon)
    rest = line.text[len(name) :]
    behind = rest.lstrip(" ,")
    if behind.startswith(_SIGNING_MARKS) or (rest[:1] == "," and has_role(rest[:_REACH_OF_A_ROLE], lexicon)):
        return _is_no_sentence(line.text)
    if line.names and (_opens_with_names(_before(line, line.names[0]), lexicon) or is_signed_for_agency(line, lexicon)):
        return True
    return (behind.startswith("/") and ":" in behind) or _is_named_with_role(line.text, lexicon)


def are_names_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` has words of names and of outlets alone, with what stands between them."""
    words = [plain for word in text.split() if (plain := word.strip(",|/"))]
    small = lexicon.words(Words.AND) | lexicon.words(Words.PARTICLES)
    return bool(words) and all(is_name_word(word) or word in small for word in words)


def _opens_with_names(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is people's names, and what stands between them and on behind."""
    pieces = _pieces(text, lexicon)
    return bool(pieces) and is_person(pieces[0], lexicon) and are_names_alone(text, lexicon)


def _before(line: Marked, hit: Hit) -> str:
    return line.text[: hit.start].rstrip(" ,|/").removesuffix("The").rstrip(" ,|/")


def _is_no_sentence(line: str) -> bool:
    return not line.endswith(_STOPS)


def _is_named_with_role(line: str, lexicon: Lexicon) -> bool:
    signed = line.partition(",")[0]
    name = without_role(signed, lexicon)
    return name != signed and is_person(name, lexicon) and len(name.split()) <= _WORDS_OF_A_NAME


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
    pieces = _pieces(rest, lexicon)
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
    pieces = _pieces(rest, lexicon)
    names = [name for name in (_name(piece, lexicon) for piece in pieces) if name][:MOST_NAMES]
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


def _pieces(names: str, lexicon: Lexicon, *, in_places: bool = False) -> list[str]:
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


def _name(piece: str, lexicon: Lexicon) -> str:
    """`piece` when it is the name of a person (or paper); '' for a role or anything else."""
    name = without_role(piece.strip(" ,.•|/-–—"), lexicon).strip()
    return name if is_person(name, lexicon) and not has_role(name, lexicon) else ""


def is_lone_names(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is the names of people, with at most their town or outlet."""
    last = line.rstrip(" ,")[-1:]
    if len(line) > LIMITS.byline or not (last.isalpha() or last == ".") or not line[0].isupper():
        return False
    pieces = _pieces(line.rstrip(" ,"), lexicon)
    first = pieces[0] if pieces else ""
    if not is_person(first, lexicon) or len(first.split()) > _WORDS_OF_A_NAME or names_outlet(first, lexicon):
        return False
    behind = line.rstrip(" ,").rpartition(pieces[-1])[2].split()
    in_place = not behind or (behind[0].lower() in lexicon.words(Words.BEHIND) and len(behind) <= _WORDS_OF_A_PLACE)
    return in_place and all(is_person(piece, lexicon) for piece in pieces[1:])


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
            pieces = (piece for part in parts for piece in _pieces(part, lexicon, in_places=True))
            names = [_name(piece, lexicon) for piece in pieces]
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
