"""Captions and credits of pictures, told by form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.article.limits import LIMITS
from worker.lexicon.schema import Sense
from worker.text.names import fold_name

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Hit, Marked

_BETWEEN = re.compile(r"\s?[/|,•—]\s?|\s-\s|\svia\s")
_IN_PARENTHESES = re.compile(r"\([A-Z][\w .'’-]{2,40}\s?[/|]\s?[\w .@'’-]{2,40}\)$")
_LAST_PARENTHESES = re.compile(r"\((?P<inside>[^()]{1,90})\)(?P<behind>\s(?:more|less)|[\w .,'’/-]{0,50})?$")
_NAMED_IN_BRACKETS = re.compile(r"\s\[[A-Z][^\[\]\d]{1,60}\]$|[.…”\"] \([A-Z][^():]{1,50}\)$")
_SIDES = re.compile(r"\(?\b(?:L-R|L to R)\b|\((?:L|R|C)\)")
_DATED = re.compile(r"\d{1,2},? (?:19|20)\d\d\b")
_YEAR = re.compile(r"\s?\d{4}$")
_FULL_STOPS = (".", "!", "?", "”", '"', ":", "’", "。", "।")
_STOPS_WITHIN = (". ", "! ", "? ", "” ", '" ', "।")
_NO_CREDIT_ENDS = (".", "!", "?", "”", '"', "。")
_KINDS_OF_PICTURES = ("images", "photo", "photos", "pool", "file", "pictures")
_LONGEST_CREDIT_AT_END = 60
_LONGEST_WORD_BEHIND = 8  # a day in parentheses
_OUTLET = 60  # the longest name of an outlet or photographer


def is_credit(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` says only who took a picture."""
    text = line.text
    if len(text) > LIMITS.credit or text.endswith(_NO_CREDIT_ENDS):
        return False
    if Sense.CREDIT in line.opens or _pictured(line):
        return True
    return bool(text.startswith("(") and _IN_PARENTHESES.match(text)) or _ends_with_supplier(text, lexicon)


def _ends_with_supplier(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is names set apart by strokes, the last of which supplies pictures: 'Ann Lee / Reuters'."""
    parts = _BETWEEN.split(text.strip("() ."))
    return len(parts) > 1 and len(parts[0]) <= _OUTLET and parts[0][:1].isalpha() and _supplies(parts[-1], lexicon)


def _supplies(name: str, lexicon: Lexicon) -> bool:
    words = _YEAR.sub("", name.strip()).split()
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
    if Sense.CAPTION in line.opens or _SIDES.match(text):
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
    credit = max((hit.start for hit in line.holds.get(Sense.CREDIT, ()) if hit.start), default=tail.rfind("©"))
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
    last = _LAST_PARENTHESES.search(tail)
    if not last:
        return False
    inside = last["inside"].strip()
    words = inside.split()
    if not words:
        return False
    if len(words) == 2 and lexicon.month(words[0]) and words[1].isdecimal():
        behind = (last["behind"] or "").strip()
        return len(behind) <= _LONGEST_WORD_BEHIND and (not behind or behind.isalpha())
    marked = lexicon.mark_line(inside)
    labelled = Sense.CREDIT in marked.opens or Sense.SOURCE in marked.opens or Sense.PICTURED in marked.holds
    return labelled or _supplies(_BETWEEN.split(inside)[-1], lexicon) or _supplies(words[-1], lexicon)


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


def may_be_caption(line: Marked) -> bool:
    """Whether the sentence `line`, beside a credit, reads as what a picture shows."""
    if len(line.text) > LIMITS.caption:
        return False
    return Sense.SHOWS in line.holds or bool(_SIDES.search(line.text) or _DATED.search(line.text))
