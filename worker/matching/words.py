"""Words in match form: what two outlets' spellings of one text have in common."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.lexicon.schema import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from worker.lexicon.compiled import Lexicon

_MARKS: Final = ("figure", "name", "opens", "closes", "opens_single", "closes_single")
WORD: Final = np.dtype([("hash", "<u8"), *((mark, "?") for mark in _MARKS)])
"""A word: the hash of its match form; is it a figure; has it a capital; does it open, does it close a quotation, and
the same of one in single marks."""

_REMEMBERED_TOKENS: Final = 1 << 18
_LONGEST_REMEMBERED: Final = 32

_SPLITTING_DASHES: Final = str.maketrans("\u2012\u2014\u2015", "   ")
_DROPPED: Final = re.compile(
    r"['’‘ʼ`´\u00ad]"  # Japan's, Japan’s
    r"|(?<!\d)[\u2010\u2011\u2013-]|[\u2010\u2011\u2013-](?!\d)"  # co-operation, but not 1-0
    r"|(?<=\b[^\W\d])\.(?=[^\W\d]\b)"  # U.S.
    r"|(?<=\d),(?=\d)"  # 1,234,000
)
_SEPARATOR: Final = re.compile(r"(?!(?<=\d)\.\d)[^\w]|_")
_WORD: Final = re.compile(r"\d+(?:\.\d+)?|[^\d\s]+")
_Z_FOR_S: Final = re.compile(r"(?<=\w\w[iy])z(?=[aei])")
_OUR_FOR_OR: Final = re.compile(r"(?<=\w\w)our")
# An apostrophe stands after a letter, or for letters left out; one after a comma or full stop closes a quotation.
_OPENS_SINGLE: Final = re.compile(r"^(?!.*\w['’]\W*$)(?:.*[—–-])?[^\w'‘]{0,3}['‘](?=\w)")
_CLOSES_SINGLE: Final = re.compile(r"[.,!?…]['’][^\w'’]*$")
_SAMPLE: Final = 40
"""Characters of a paragraph by which its script is told."""
_SPACED_MARKS: Final = ("« ", " »")
_CATEGORY_OF_MARKS: Final = "M"


class WordReader:
    """Reads texts into words, by a lexicon's numbers, spellings and marks; it remembers every token that it has met."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Nothing has been read."""
        self._numbers = frozenset(map(_folded, lexicon.words(Words.NUMBERS)))
        self._spelling = lexicon.spelling
        again = lexicon.words(Words.AGAIN)
        self._again = frozenset(word for word in again if not word.endswith("*"))
        self._again_stems = tuple(word[:-1] for word in again if word.endswith("*"))
        self._unspaced = re.compile(f"[{lexicon.script.unspaced}]") if lexicon.script.unspaced else None
        opening, closing = (_class(marks) for marks in (lexicon.script.opening_quotes, lexicon.script.closing_quotes))
        self._opens = re.compile(rf"(?:^|[—–-])[^\w{opening}]{{0,3}}[{opening}]")
        self._closes = re.compile(rf"[{closing}][^\w{closing}]*$")
        inner = lexicon.script.unspaced_quotes
        self._set_apart = str.maketrans(
            {pair[0]: f" {pair[0]}" for pair in inner} | {pair[-1]: f"{pair[-1]} " for pair in inner}
        )
        self._remembered = _TokenMemory(self._pack)

    def read(self, paragraphs: Iterable[str]) -> tuple[NDArray[np.void], list[int]]:
        """Return the words of all paragraphs in reading order, an array of `WORD`, and how many each paragraph has."""
        remembered = self._remembered
        packed = [b"".join(map(remembered.__getitem__, self._tokens(paragraph))) for paragraph in paragraphs]
        return np.frombuffer(b"".join(packed), WORD), [len(one) // WORD.itemsize for one in packed]

    def _tokens(self, paragraph: str) -> list[str]:
        """The tokens of a paragraph, quotation marks beside the words that they quote; the words are the same."""
        if _SPACED_MARKS[0] in paragraph:  # as French sets them
            paragraph = paragraph.replace(_SPACED_MARKS[0], "«").replace(_SPACED_MARKS[1], "»")
        if not paragraph.isascii() and self._unspaced is not None and self._unspaced.search(paragraph, 0, _SAMPLE):
            paragraph = paragraph.translate(self._set_apart)
        return paragraph.split()

    def count(self, tokens: Iterable[str]) -> list[int]:
        """Return how many words `read` finds in each of these tokens without spaces."""
        return [len(self._remembered[token]) // WORD.itemsize for token in tokens]

    def match_form(self, token: str) -> list[str]:
        """Return the words of a token, folded: `U.S.` is `us`, `organize` is `organise`, `a—b` two words, `…` none."""
        folded = _folded(token.replace("--", " ").translate(_SPLITTING_DASHES))
        spaced = _SEPARATOR.sub(_blank_unless_mark, _DROPPED.sub("", folded))
        return [piece for word in _WORD.findall(spaced) for piece in self._cut_unspaced(self._fold_spelling(word))]

    def tells_again(self, word: str) -> bool:
        """Whether `word`, which opens a title, says that the item is corrected, repeated or updated."""
        return word in self._again or (bool(self._again_stems) and word.startswith(self._again_stems))

    def _fold_spelling(self, word: str) -> str:
        return self._spelling.get(word) or _OUR_FOR_OR.sub("or", _Z_FOR_S.sub("s", word))

    def _cut_unspaced(self, word: str) -> list[str]:
        """Cut a run of a script without spaces after every even code point: about two characters a word.

        Where the cuts fall depends on the characters alone, so a passage is cut alike wherever it stands.
        """
        if self._unspaced is None or not self._unspaced.search(word):
            return [word]
        ends = [at for at, character in enumerate(word, 1) if ord(character) % 2 == 0 or at == len(word)]
        return [word[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def _is_figure(self, word: str) -> bool:
        return word[:1].isdecimal() or word in self._numbers

    def _pack(self, token: str) -> bytes:
        plain = token.rstrip(",.;:")
        if plain.isascii() and plain.isalpha():  # nearly all tokens: one word, no quotation mark
            word = self._fold_spelling(plain.lower())
            return _hash(word) + bytes((self._is_figure(word), plain[0].isupper(), 0, 0, 0, 0))
        return self._pack_any(token)

    def _pack_any(self, token: str) -> bytes:
        words = self.match_form(token)
        name = token.lstrip("\"'“‘„«(<[")[:1].isupper()
        last = len(words) - 1
        edges = [(0, self._opens), (last, self._closes), (0, _OPENS_SINGLE), (last, _CLOSES_SINGLE)]
        quotes = [(place, form.search(token) is not None) for place, form in edges]
        return b"".join(
            _hash(word) + bytes((self._is_figure(word), name, *(found and at == place for place, found in quotes)))
            for at, word in enumerate(words)
        )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _class(marks: Iterable[str]) -> str:
    """The inside of a character class of quotation marks, without the single ones, which apostrophes are too."""
    return "".join(re.escape(mark) for mark in sorted(marks) if mark not in "'’‘‚") or '"'


def _blank_unless_mark(separator: re.Match[str]) -> str:
    """Keep vowel signs and accents that combine with the letter before them."""
    return separator[0] if unicodedata.category(separator[0])[0] == _CATEGORY_OF_MARKS else " "


def _hash(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class _TokenMemory(dict[str, bytes]):
    """The words of every token seen, forgotten all at once when there are too many."""

    def __init__(self, pack: Callable[[str], bytes]) -> None:
        super().__init__()
        self._pack = pack

    def __missing__(self, token: str) -> bytes:
        packed = self._pack(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED_TOKENS:
                self.clear()
            self[token] = packed
        return packed
