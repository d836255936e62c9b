"""Boilerplate: buttons, weather, notices, addresses, calls on the reader; told by form and by the lexicon's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.article.credits import noted_author
from worker.article.limits import LIMITS
from worker.article.namelists import are_names_alone, is_lone_names
from worker.lexicon.schema import Sense, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_WORDS = re.compile(r"[^\s\d!-/:-@\[-^`{-~…·•«»“”。！？：、｜]+")
_DASHES = ("—", "–", "-")
_WORDS_BEHIND_A_HEADING = 2  # 'Related stories'
_QUOTED = ("“", '"', "„", "«", "”", "'", "‘")


def is_row_of_buttons(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` has no letter, or words of buttons alone."""
    text = line.text
    if len(text) > LIMITS.heading:
        return False
    words = _WORDS.findall(text.lower()) if any(map(str.isalpha, text)) else []
    return lexicon.words(Words.BUTTONS).issuperset(words)


def is_weather(line: Marked) -> bool:
    """Whether `line` tells how warm it is."""
    if len(line.text) > LIMITS.boilerplate or not ("°" in line.text or "F" in line.text):
        return False
    return any(map(_is_temperature, line.text.split()))


def _is_temperature(word: str) -> bool:
    """Whether `word` is '86F' or '°C', be it behind a figure or apart from it."""
    figure, _, unit = word.strip(".,;()").rpartition("°")
    if not _:
        figure, unit = unit[:-1], unit[-1:]
        return unit == "F" and figure.isdecimal() and len(figure) > 1
    return unit in ("C", "F") and (not figure or figure.lstrip("-–").isdecimal())


def has_address(line: Marked) -> bool:
    """Whether the short `line` tells where to write to; a paragraph of an article may ask its readers to."""
    if len(line.text) > LIMITS.boilerplate or "@" not in line.text:
        return False
    hosts = (host for word in line.text.split() for name, _, host in [word.partition("@")] if name)
    return any("." in host.strip(".,") for host in hosts)


def is_post_signature(line: Marked) -> bool:
    """Whether `line` signs a quoted post: '— Name (@name) July 16, 2018'."""
    signed = line.text.startswith(_DASHES) and "(@" in line.text
    return signed and len(line.text) <= LIMITS.boilerplate


def tells_age(line: Marked) -> bool:
    """Whether the short `line` tells how long ago something was: '5 hours ago'."""
    hits = line.holds.get(Sense.AGE, ()) if len(line.text) <= LIMITS.heading else ()
    return any(line.text[: hit.start].rstrip()[-1:].isdigit() for hit in hits)


def names_source(line: Marked) -> bool:
    """Whether the short `line` names where something comes from: 'Source: Statistics Norland'."""
    return len(line.text) <= LIMITS.heading and Sense.SOURCE in line.opens


def names_contributors(line: Marked, lexicon: Lexicon) -> bool:
    """Whether `line` names those who helped from elsewhere: 'Ann Lee reported from Oslo.'."""
    hits = line.holds.get(Sense.REPORTED_FROM, ())
    return any(are_names_alone(line.text[: hit.start], lexicon) for hit in hits)


def is_link_list_heading(line: Marked) -> bool:
    """Whether `line` heads a list of links to other articles."""
    if len(line.text) > LIMITS.heading or Sense.LINK_LIST not in line.opens:
        return False
    return line.text.endswith("...") or not line.text.endswith((".", "”", '"'))


def is_bare_heading(line: Marked) -> bool:
    """Whether the heading `line` is nothing else, and holds no link itself, as 'Read more: …' does."""
    rest = line.text[line.opens[Sense.LINK_LIST].end :].rstrip(" :：….")
    bare = ":" not in rest and len(rest.split()) <= _WORDS_BEHIND_A_HEADING
    return bare and (Sense.TAIL not in line.holds or line.text.endswith((":", "：")))


def offers_sharing(line: str, lexicon: Lexicon) -> bool:
    """Whether the button `line` is of those that stand between an article's head and its body."""
    return len(line) <= LIMITS.heading and not lexicon.words(Words.SHARING).isdisjoint(_WORDS.findall(line.lower()))


def calls_on_reader(line: str, lexicon: Lexicon) -> bool:
    """Whether the paragraph `line` offers its reader something of the outlet's: an account, a newsletter, comments.

    It has a word for the reader or the outlet and one for what outlets offer; few articles have both in a paragraph.
    """
    if line.startswith(_QUOTED):
        return False
    words = line.lower().split()
    in_reach = [calls.offers for calls in lexicon.calls if not calls.reader.isdisjoint(words)]
    plain = _WORDS.findall(line.lower()) if in_reach else []
    return any(not offers.isdisjoint(plain) for offers in in_reach)


def is_note(line: str, lexicon: Lexicon) -> bool:
    """Whether the last paragraph `line` of a page's prose is about the article or its author, or for its reader."""
    in_parentheses = line.startswith("(") and line.endswith((")", ")."))
    return in_parentheses or noted_author(line, lexicon) != "" or calls_on_reader(line, lexicon)


def ends_article(line: Marked) -> bool:
    """Whether an article is over where the boilerplate `line` stands: credits of reporters, rights."""
    return Sense.ENDING in line.opens


def introduces_author(name: str, above: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether the line `name`, printed once in the lines `above` it, is above a note on the author of their article.

    What a template prints again and again reads as a name too: 'Ad Policy'.
    """
    return is_lone_names(name, lexicon) and sum(name in line for line in above) == 1
