"""The label of a block by its own form, whatever stands around it: an ordered table, the first rule that holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.article import boilerplate
from worker.article.agencies import is_sign_off, is_staff_line
from worker.article.article import Label
from worker.article.boilerplate import is_weather
from worker.article.captions import is_caption, is_credit
from worker.article.limits import LIMITS
from worker.article.metadata import is_metadata
from worker.article.names import is_dense
from worker.article.page import Labelled
from worker.article.tails import without_tail
from worker.lexicon.schema import Sense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.lexicon.compiled import Lexicon
    from worker.lexicon.phrases import Marked

_BULLETS = ("• ", "● ", "▪ ", "■ ", "◦ ", "- ", "* ", "– ")
_INNER_STOPS = frozenset(".,;。、，،۔।")  # a menu on one line has none
_TIME = re.compile(r"\d{1,2}[:.]\d\d\b|\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d[\d,./:]{0,20}\s?\D{1,20}\s\$?\d")
_APOSTROPHES = ("’", "'")  # which are quotation marks, too
_STOPS_IN_QUOTES = (".", "!", "?", "…", ",", ";", "—", "-", "’", "'", ")", "。", "！", "？", "।", "؟")
_MOST_REMEMBERED = 4096  # short lines
_SMALL_WORD = 4  # letters; titles print longer ones with a capital


@dataclass(frozen=True, slots=True)
class LabelRule:
    """Blocks for which `when` holds have `label`.

    `long`: the rule is asked of long blocks too; `phrases`: it holds of none without a phrase of the lexicon.
    """

    id: str
    label: Label
    when: Callable[[Marked, Lexicon], bool]
    long: bool = False
    phrases: bool = False


def _opens_notice(line: Marked, _: Lexicon) -> bool:
    return Sense.NOTICE in line.opens


def _holds_notice(line: Marked, _: Lexicon) -> bool:
    return Sense.NOTICE_INSIDE in line.holds


RULES: Final = (
    LabelRule("byline or date", Label.METADATA, is_metadata),
    LabelRule("heads links", Label.LINK_LIST, lambda line, _: boilerplate.is_link_list_heading(line)),
    LabelRule("credit", Label.CREDIT, is_credit),
    LabelRule("opens as a notice", Label.BOILERPLATE, _opens_notice, long=True, phrases=True),
    LabelRule("holds a notice", Label.BOILERPLATE, _holds_notice, long=True, phrases=True),
    LabelRule("contributors", Label.BOILERPLATE, boilerplate.names_contributors, long=True, phrases=True),
    LabelRule("agency's staff", Label.BOILERPLATE, is_staff_line),
    LabelRule("source", Label.BOILERPLATE, lambda line, _: boilerplate.names_source(line)),
    LabelRule("buttons", Label.BOILERPLATE, boilerplate.is_row_of_buttons),
    LabelRule("weather", Label.BOILERPLATE, lambda line, _: is_weather(line)),
    LabelRule("sign-off", Label.BOILERPLATE, lambda line, lexicon: is_sign_off(line.text, lexicon)),
    LabelRule("signs a post", Label.BOILERPLATE, lambda line, _: boilerplate.is_post_signature(line)),
    LabelRule("address", Label.BOILERPLATE, lambda line, _: boilerplate.has_address(line)),
    LabelRule("age", Label.BOILERPLATE, lambda line, _: boilerplate.tells_age(line)),
    LabelRule("caption", Label.CAPTION, is_caption, long=True),
)
_PLAIN: Final = Labelled(Label.PROSE, "length and ending")
_LONG_RULES: Final = tuple(rule for rule in RULES if rule.long)
_LONG_RULES_WITHOUT_PHRASES: Final = tuple(rule for rule in _LONG_RULES if not rule.phrases)


def label_of(line: Marked, lexicon: Lexicon) -> Labelled:
    """The label of the block `line` by its own form, and the rule that gave it."""
    if _is_plain(line):
        return _PLAIN
    if len(line.text) > LIMITS.metadata:
        return _by_rules(line, lexicon, _LONG_RULES if line.holds or line.opens else _LONG_RULES_WITHOUT_PHRASES)
    remembered = _memory(lexicon.digest)
    known = remembered.get(line.text)
    if known is None:
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        known = remembered[line.text] = _by_rules(line, lexicon, RULES)
    return known


def _is_plain(line: Marked) -> bool:
    """Whether `line` is of the kind that most blocks are: a long sentence of which no rule of the table can hold."""
    text = line.text
    if len(text) < LIMITS.prose or not text.endswith(".") or line.opens or line.holds or line.names:
        return False
    return text[0] not in "(L" and "@" not in text and ")" not in text[-LIMITS.credit :] and not is_weather(line)


@lru_cache(maxsize=4)
def _memory(_digest: str) -> dict[str, Labelled]:
    """The labels of short lines by a lexicon: menus and buttons stand on many pages."""
    return {}


def _by_rules(line: Marked, lexicon: Lexicon, rules: Sequence[LabelRule]) -> Labelled:
    for rule in rules:
        if rule.when(line, lexicon):
            return Labelled(rule.label, rule.id)
    return Labelled(_label_by_length(line, lexicon), "length and ending")


def weight(line: str) -> int:
    """The length of `line` in characters, those of dense scripts counted threefold."""
    dense = not line.isascii() and is_dense(line[: LIMITS.script_sample])
    return len(line) * LIMITS.density if dense else len(line)


def _label_by_length(line: Marked, lexicon: Lexicon) -> Label:
    text = without_tail(line, lexicon)
    ends = lexicon.script.sentence_ends
    if len(text) <= LIMITS.time and _TIME.match(text):
        return Label.LINE
    stopped = text.endswith(ends) and not _ends_in_quoted_words(text, lexicon)
    long = weight(text) >= (LIMITS.prose if stopped else LIMITS.unstopped_prose)
    if long and (stopped or not _INNER_STOPS.isdisjoint(text)):
        return Label.PROSE
    if text.startswith(_BULLETS):
        return Label.ITEM
    if stopped:
        return Label.LINE if _asks_in_title_case(text) else Label.SENTENCE
    return Label.SENTENCE if _FIGURES.search(text) else Label.LINE


def _ends_in_quoted_words(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` ends in words in quotes, as titles do: a quoted sentence has its full stop before the mark."""
    quoted = line[-1:] in lexicon.script.closing_quotes or line.endswith(_APOSTROPHES)
    return quoted and not line[:-1].endswith(_STOPS_IN_QUOTES)


def _asks_in_title_case(line: str) -> bool:
    """Whether `line` is a question written as titles are: 'Who Will Lead the Party?'."""
    return line.endswith("?") and all(word[0].isupper() for word in line.split() if len(word) > _SMALL_WORD)
