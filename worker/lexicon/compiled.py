"""The lexicon, compiled: one automaton for all phrases, a set for each list of words, tables of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.lexicon import schema
from worker.lexicon.phrases import Finder, Phrase, parse
from worker.lexicon.schema import PHRASES, WORDS, Words
from worker.text.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from worker.lexicon.phrases import Marked

_CLOSING_BRACKETS = (")", "]", "'")  # may stand behind the full stop of a sentence
_LONGEST_ACRONYM = 4  # letters; such a name is written in capitals, else it is a word: 'AP', not 'ap'


@dataclass(slots=True)
class Entries:
    """What the files of a lexicon hold, gathered: `numbers` are names of months and days that count as figures."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    agencies: dict[str, list[str]] = field(default_factory=dict)
    papers: set[str] = field(default_factory=set)
    calls: list[tuple[str, str]] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    unspaced_quotes: list[str] = field(default_factory=list)
    months: dict[str, set[int]] = field(default_factory=dict)
    weekdays: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Script:
    """How sentences end and words are quoted and set apart.

    `unspaced` is a class of letters for a pattern, or ''; `unspaced_quotes` are pairs of marks used among such letters.
    """

    sentence_ends: tuple[str, ...]
    opening_quotes: frozenset[str]
    closing_quotes: frozenset[str]
    unspaced: str
    unspaced_quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """The words of a call on the reader in one language: for reader and outlet, and for what is offered."""

    reader: frozenset[str]
    offers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What people print around news. Equal files make an equal `digest`.

    `agencies` gives a short name for each folded form, `months` a number; `papers` are agencies whose names stand on
    their own pages too; `spelling` gives the one form of a variant.
    """

    digest: str
    script: Script
    agencies: Mapping[str, str]
    papers: frozenset[str]
    suppliers: frozenset[str]
    cities: frozenset[str]
    months: Mapping[str, int]
    weekdays: frozenset[str]
    spelling: Mapping[str, str]
    calls: tuple[Calls, ...]
    _words: Mapping[Words, frozenset[str]]
    _finder: Finder

    def words(self, of: Words) -> frozenset[str]:
        """A list of words, in small letters."""
        return self._words[of]

    def mark(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Marked]:
        """The parts `text[start:end]`, in order, with the phrases that each opens with and holds."""
        return self._finder.mark(text, spans)

    def mark_line(self, line: str) -> Marked:
        """One line with its phrases."""
        return self._finder.mark(line, [(0, len(line))])[0]

    def agency(self, form: str) -> str:
        """The short name of the agency called `form`, in whatever case; '' for any other name."""
        return self.agencies.get(fold_name(form.strip(" .*/")), "")

    def month(self, name: str) -> int:
        """The number of the month called `name`, in whatever case and with or without a full stop; 0 for no month."""
        return self.months.get(fold_name(name.rstrip(".")), 0)


def compiled(entries: Entries, digest: str) -> Lexicon:
    """The lexicon of what its files hold. A name of two different months, in two languages, is none of either."""
    forms = {form: short for short, all_forms in entries.agencies.items() for form in all_forms}
    texts = entries.texts
    words = {of: frozenset(_words(texts.get(key, ()))) for key, of in WORDS.items()}
    words[Words.NUMBERS] |= entries.numbers
    pairs = (pair.partition("=")[::2] for pair in _words(texts.get(schema.SPELLING, ())))
    return Lexicon(
        digest=digest,
        script=_script(entries),
        agencies={fold_name(form): short for form, short in forms.items()},
        papers=frozenset(entries.papers),
        suppliers=_suppliers(entries),
        cities=frozenset(map(fold_name, entries.lists.get(schema.CITIES, ()))),
        months={name: min(numbers) for name, numbers in entries.months.items() if len(numbers) == 1},
        weekdays=frozenset(entries.weekdays),
        spelling=dict(pairs),
        calls=_calls(entries),
        _words=words,
        _finder=Finder([*_phrases(entries.lists), *_names(forms)]),
    )


def _suppliers(entries: Entries) -> frozenset[str]:
    """The names that stand in pictures' credits: agencies, but no papers, and those who supply pictures alone."""
    forms = (form for short, forms in entries.agencies.items() if short not in entries.papers for form in forms)
    return frozenset(map(fold_name, (*forms, *entries.lists.get(schema.PICTURES, ()))))


def _calls(entries: Entries) -> tuple[Calls, ...]:
    """The words of calls in each language; what a file without words for the reader offers is offered in all."""
    everywhere = frozenset(_words(entries.offers))
    return tuple(Calls(frozenset(reader.split()), everywhere.union(offers.split())) for reader, offers in entries.calls)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.lower().split()]


def _phrases(lists: Mapping[str, list[str]]) -> list[Phrase]:
    return [parse(text, sense) for key, sense in PHRASES.items() for text in dict.fromkeys(lists.get(key, ()))]


def _names(forms: Mapping[str, str]) -> list[Phrase]:
    """The names of agencies; a long one may be glued to the word before it, as pages do with lines of a byline."""
    return [
        Phrase(parts=(form.lower(),), sense=None, cased=form if _is_acronym(form) else "", name=short)
        for form, short in forms.items()
    ]


def _is_acronym(form: str) -> bool:
    return len(form) <= _LONGEST_ACRONYM and form.isascii()


def _script(entries: Entries) -> Script:
    quotes = [pair for pair in entries.lists.get(schema.QUOTES, ()) if len(pair) == 2]
    ends = dict.fromkeys(character for text in entries.texts.get(schema.SENTENCE_ENDS, ()) for character in text)
    ranges = " ".join(entries.texts.get(schema.UNSPACED, ())).split()
    return Script(
        sentence_ends=(*ends, *(pair[1] for pair in quotes), *_CLOSING_BRACKETS) if ends else (),
        opening_quotes=frozenset(pair[0] for pair in quotes),
        closing_quotes=frozenset(pair[1] for pair in quotes),
        unspaced_quotes=tuple(dict.fromkeys(entries.unspaced_quotes)),
        unspaced="".join("-".join(map(re.escape, each.split("-"))) for each in ranges),
    )
