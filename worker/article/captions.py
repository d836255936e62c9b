"""Captions and credits of pictures, told by form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.article.dates import find_date
from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense
from worker.text.names import fold_name

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Hit, Marked

_BETWEEN = re.compile(r"\s?[/|,•—]\s?|\s-\s|\svia\s")
_NAMED_IN_BRACKETS = re.compile(r"\s\[[A-Z][^\[\]\d]{1,60}\]$|[.…”\"] \([A-Z][^():]{1,50}\)$")
_SIDES = ("L-R", "(L-R", "L to R", "(L to R")
_SIDE = ("(L)", "(R)", "(C)", "(L-R", "L-R")
_LONGEST_BEHIND = 50  # characters behind the parentheses that end a caption
_FULL_STOPS = (".", "!", "?", "”", '"', ":", "’", "。", "।")
_STOPS_WITHIN = (". ", "! ", "? ", "” ", '" ', "।")
_NO_CREDIT_ENDS = (".", "!", "?", "”", '"', "。")
_KINDS_OF_PICTURES = ("images", "photo", "photos", "pool", "file", "pictures")
_LONGEST_CREDIT_AT_END = 60
_LONGEST_WORD_BEHIND = 8  # a day in parentheses
_LONGEST_SIDE = 41  # a name, or an outlet, in parentheses
_OUTLET = 60  # the longest name of an outlet or photographer


def is_credit(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` says only who took a picture."""
    text = line.text
    if len(text) > LIMITS.credit or text.endswith(_NO_CREDIT_ENDS):
        return False
    if Sense.CREDIT in line.opens or _pictured(line):
        return True
    return _is_in_parentheses(text) or _ends_with_supplier(text, lexicon)


def _is_in_parentheses(text: str) -> bool:
    """Whether `text` is a name and an outlet in parentheses: '(Ann Lee/Example)'."""
    if not (text.startswith("(") and text.endswith(")") and text[1:2].isupper() and text.count("(") == 1):
        return False
    sides = [side.strip() for side in text[1:-1].replace("|", "/").split("/")]
    return len(sides) == 2 and all(2 <= len(side) <= _LONGEST_SIDE and "," not in side for side in sides)


def _ends_with_supplier(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is names set apart by strokes, the last of which supplies pictures: 'Ann Lee / Reuters'."""
    parts = _BETWEEN.split(text.strip("() ."))
    return len(parts) > 1 and len(parts[0]) <= _OUTLET and parts[0][:1].isalpha() and _supplies(parts[-1], lexicon)


def _supplies(name: str, lexicon: Lexicon) -> bool:
    words = name.split()
    if len(words) > 1 and words[-1].isdecimal():
        words.pop()  # 'Reuters 2018'
    while len(words) > 1 and words[-1].lower() in _KINDS_OF_PICTURES and not _is_supplier(" ".join(words), lexicon):
        words.pop()
    plain = " ".join(words)
    acronym = len(plain) <= 4 and plain.isascii()
    return _is_supplier(plain.removeprefix("The "), lexicon) and not (acronym and not plain.isupper())


def _is_supplier(name: str, lexicon: Lexicon) -> bool:
    return fold_name(name) in lexicon.suppliers


def is_caption(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` is a caption by its own form: 'FILE - In this photo', or a credit at its end."""
    text = line.text
    if len(text) > LIMITS.caption:
        return False
    if Sense.CAPTION in line.opens or text.startswith(_SIDES):
        return True
    tail = text[-LIMITS.credit :]
    if text.endswith(_FULL_STOPS):  # as most prose does: only a credit in parentheses, or an agency's, stands there
        return (")" in tail and _ends_in_parentheses(tail, lexicon)) or _ends_pictured(line)
    return _ends_in_credit(line, tail, lexicon)


def _ends_in_credit(line: Marked, tail: str, lexicon: Lexicon) -> bool:
    if (")" in tail and _ends_in_parentheses(tail, lexicon)) or _ends_pictured(line) or _is_named_in_brackets(tail):
        return True
    if ends_in_button(line):
        return True
    credit = max((hit.start for hit in line.holds.get(Sense.CREDIT, ()) if hit.start), default=line.text.rfind("©"))
    rest = line.text[credit:] if credit >= 0 else ""
    if 0 < len(rest) <= _LONGEST_CREDIT_AT_END and "." not in rest and len(line.text) > len(rest):
        return True
    return _credit_follows(line.text, lexicon)


def _is_named_in_brackets(tail: str) -> bool:
    return tail.endswith(("]", ")")) and _NAMED_IN_BRACKETS.search(tail) is not None


def ends_in_button(line: Marked) -> bool:
    """Whether `line` ends in what opens or shuts a caption: '… on May 3, 2021. less'."""
    return any(_is_button_at_end(line.text, hit) for hit in line.holds.get(Sense.CAPTION_END, ()))


def _is_button_at_end(text: str, hit: Hit) -> bool:
    """Whether what was found ends `text`; a single word only behind a full stop."""
    single = " " not in text[hit.start : hit.end]
    return hit.end >= len(text) - 1 and (not single or text[: hit.start].rstrip().endswith((".", "…")))


def _ends_in_parentheses(tail: str, lexicon: Lexicon) -> bool:
    """Whether the parentheses that end `tail` hold a picture's credit or its day."""
    before, _, behind = tail.rpartition(")")
    inside = before.rpartition("(")[2] if "(" in before else ""
    words = inside.split()
    behind = behind.strip()
    if not words or ")" in inside or len(behind) > _LONGEST_BEHIND or not _is_plain(behind):
        return False
    if len(words) == 2 and lexicon.month(words[0]) and words[1].isdecimal():
        return len(behind) <= _LONGEST_WORD_BEHIND and (not behind or behind.isalpha())
    marked = lexicon.mark_line(inside)
    labelled = Sense.CREDIT in marked.opens or Sense.SOURCE in marked.opens or Sense.PICTURED in marked.holds
    return labelled or _supplies(_BETWEEN.split(inside.strip())[-1], lexicon) or _supplies(words[-1], lexicon)


def _is_plain(text: str) -> bool:
    """Whether `text` has nothing but words and the marks that names and places have."""
    return all(letter.isalnum() or letter in " .,'’/-_" for letter in text)


def _ends_pictured(line: Marked) -> bool:
    ends = _pictured(line)
    return bool(ends) and len(line.text) - ends[-1] <= LIMITS.heading and "." not in line.text[ends[-1] : -1]


def _pictured(line: Marked) -> list[int]:
    """Where the signs of a picture's credit end: 'Getty Images', or an agency beside a stroke, as in 'AFP/Ann Lee'."""
    if not line.names and Sense.PICTURED not in line.holds:
        return []
    text = line.text
    beside = [
        hit.end for hit in line.names if "/" in (text[hit.end : hit.end + 1], text[max(0, hit.start - 1) : hit.start])
    ]
    return sorted([*(hit.end for hit in line.holds.get(Sense.PICTURED, ())), *beside])


def _credit_follows(text: str, lexicon: Lexicon) -> bool:
    """Whether the words after the last full stop of `text` are a credit: '… in Oslo. Ann Lee / AFP'."""
    last = max(map(text.rfind, _STOPS_WITHIN))
    return last >= 0 and is_credit(lexicon.mark_line(text[last + 2 :]), lexicon)


def may_be_caption(line: Marked, lexicon: Lexicon) -> bool:
    """Whether the sentence `line`, beside a credit, reads as what a picture shows."""
    if len(line.text) > LIMITS.caption:
        return False
    sided = any(side in line.text for side in _SIDE)
    return sided or Sense.SHOWS in line.holds or find_date(line.text, lexicon) is not None
