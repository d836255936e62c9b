"""Words in match form: what two outlets' spellings of one text have in common."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MARKS: Final = ("figure", "name", "opens", "closes", "opens_single", "closes_single")
WORD: Final = np.dtype([("hash", "<u8"), *((mark, "?") for mark in _MARKS)])
"""A word: the hash of its match form; is it a figure; has it a capital; does it open, does it close a quotation, and
the same of one in single marks."""

_REMEMBERED_TOKENS: Final = 1 << 18
_LONGEST_REMEMBERED: Final = 32

_SPLITTING_DASH: Final = re.compile(r"--+|[\u2012\u2014\u2015]")
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
_WRITTEN_OUT: Final = {
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july",
    "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november",
    "dec": "december", "pct": "percent", "mln": "million", "mlns": "million", "bln": "billion", "dlr": "dollar",
    "dlrs": "dollars", "ct": "cent", "cts": "cents", "qtr": "quarter", "qtly": "quarterly", "shr": "share",
    "mth": "month", "mths": "months", "yr": "year", "yrs": "years",
}  # fmt: skip
_OPENS: Final = re.compile(r"(?:^|[—–-])[^\w\"“„«]{0,3}[\"“„«]")
_CLOSES: Final = re.compile(r"[\"”“»][^\w\"”“»]*$")
# An apostrophe stands after a letter, or for letters left out; one after a comma or full stop closes a quotation.
_OPENS_SINGLE: Final = re.compile(r"^(?!.*\w['’]\W*$)(?:.*[—–-])?[^\w'‘]{0,3}['‘](?=\w)")
_CLOSES_SINGLE: Final = re.compile(r"[.,!?…]['’][^\w'’]*$")
# Thai, Lao, Myanmar, Khmer, kana and Han set no space between words.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_FIGURE: Final = re.compile(
    r"\d.*|zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million"
    r"|mln|billion|bln|trillion|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|morning|midday|noon|afternoon|opening|closing|opg|clsg"
)


def match_form(token: str) -> list[str]:
    """Return the words of a token, folded: `U.S.` is `us`, `organize` is `organise`, `a—b` two words, `…` none."""
    folded = unicodedata.normalize("NFKC", _SPLITTING_DASH.sub(" ", token)).casefold()
    spaced = _SEPARATOR.sub(_blank_unless_mark, _DROPPED.sub("", folded))
    return [piece for word in _WORD.findall(spaced) for piece in _cut_unspaced(_fold_spelling(word))]


def read_words(paragraphs: Iterable[str]) -> tuple[NDArray[np.void], list[int]]:
    """Return the words of all paragraphs in reading order, an array of `WORD`, and how many each paragraph has."""
    packed = [b"".join(map(_remembered.__getitem__, paragraph.split())) for paragraph in paragraphs]
    return np.frombuffer(b"".join(packed), WORD), [len(one) // WORD.itemsize for one in packed]


def count_words(tokens: Iterable[str]) -> list[int]:
    """Return how many words `read_words` finds in each of these tokens without spaces."""
    return [len(_remembered[token]) // WORD.itemsize for token in tokens]


def _fold_spelling(word: str) -> str:
    return _WRITTEN_OUT.get(word) or _OUR_FOR_OR.sub("or", _Z_FOR_S.sub("s", word))


def _blank_unless_mark(separator: re.Match[str]) -> str:
    """Keep vowel signs and accents that combine with the letter before them."""
    return separator[0] if unicodedata.category(separator[0])[0] == "M" else " "


def _cut_unspaced(word: str) -> list[str]:
    """Cut a run of a script without spaces after every even code point: about two characters a word.

    Where the cuts fall depends on the characters alone, so a passage is cut alike wherever it stands.
    """
    if not _UNSPACED.search(word):
        return [word]
    ends = [at for at, character in enumerate(word, 1) if ord(character) % 2 == 0 or at == len(word)]
    return [word[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _pack(token: str) -> bytes:
    plain = token.rstrip(",.;:")
    if plain.isascii() and plain.isalpha():  # nearly all tokens: one word, no quotation mark
        word = _fold_spelling(plain.lower())
        return _hash(word) + bytes((_FIGURE.fullmatch(word) is not None, plain[0].isupper(), 0, 0, 0, 0))
    return _pack_any(token)


def _pack_any(token: str) -> bytes:
    words = match_form(token)
    name = token.lstrip("\"'“‘„«(<[")[:1].isupper()
    last = len(words) - 1
    edges = [(0, _OPENS), (last, _CLOSES), (0, _OPENS_SINGLE), (last, _CLOSES_SINGLE)]
    quotes = [(place, form.search(token) is not None) for place, form in edges]
    return b"".join(
        _hash(word)
        + bytes((_FIGURE.fullmatch(word) is not None, name, *(found and at == place for place, found in quotes)))
        for at, word in enumerate(words)
    )


def _hash(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class _TokenMemory(dict[str, bytes]):
    """The words of every token seen, forgotten all at once when there are too many."""

    def __missing__(self, token: str) -> bytes:
        packed = _pack(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED_TOKENS:
                self.clear()
            self[token] = packed
        return packed


_remembered: Final = _TokenMemory()
