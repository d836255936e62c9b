"""People's names as bylines print them, with the roles and outlets that run on behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.schema import Words
from worker.text.names import fold_name

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon

MOST_NAMES = 6  # that sign one article
_MOST_WORDS = 6  # of a name
_LONGEST_WORD = 24
_LONGEST_DENSE = 8  # characters of a name in Chinese, Japanese or Korean letters
_INNER_MARKS = frozenset(".'’-")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# 'Ann LeeTravel Reporter', 'Ann LeeThe Example Herald'
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")
_OUTLETS_ENDS = ("News", "TODAY")  # behind an acronym


def is_name_word(word: str) -> bool:
    """Whether `word` is written as names are: with a capital, in a script that has them, and without figures."""
    if word.isalpha():
        return len(word) <= _LONGEST_WORD and not word[0].islower()
    plain = word.rstrip(".")
    if not plain or len(word) > _LONGEST_WORD or not plain[0].isalpha() or plain[0].islower():
        return False
    return all(letter.isalpha() or letter in _INNER_MARKS or not letter.isascii() for letter in plain)


def is_person(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is a person's name: two words or more, or a few letters of a script that sets them unspaced."""
    words = text.split()
    if len(words) == 1:
        return 2 <= len(text) <= _LONGEST_DENSE and is_dense(text[0]) and not _is_kana(text[0]) and is_name_word(text)
    if not 2 <= len(words) <= _MOST_WORDS or not is_name_word(words[-1]):
        return False
    particles = lexicon.words(Words.PARTICLES)
    return is_name_word(words[0]) and all(is_name_word(word) or word in particles for word in words[1:])


def _is_kana(letter: str) -> bool:
    return "\u3040" <= letter <= "\u30ff"  # no name begins so, but for foreign ones


def is_dense(text: str) -> bool:
    """Whether `text` has letters of Chinese, Japanese or Korean."""
    return not text.isascii() and bool(_DENSE.search(text))


def names_outlet(name: str, lexicon: Lexicon) -> bool:
    """Whether a word of `name` stands in names of outlets and sections."""
    return not lexicon.words(Words.OUTLETS).isdisjoint(_plain_words(name))


def _plain_words(text: str) -> list[str]:
    return [word.strip(".,").lower() for word in text.split()]


def is_role(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is nothing but a role: 'Journalist', 'Senior Political Correspondent'."""
    words = _plain_words(line)
    return 1 <= len(words) <= 4 and words[-1] in lexicon.words(Words.ROLES)


def has_role(text: str, lexicon: Lexicon) -> bool:
    """Whether a word of `text` is a role, or another that no person is called."""
    words = _plain_words(text)
    return not (lexicon.words(Words.ROLES) | lexicon.words(Words.NOT_NAMES)).isdisjoint(words)


def without_role(signature: str, lexicon: Lexicon) -> str:
    """`signature` without the role or outlet that runs on from its name: 'Ann Lee' of 'Ann Lee Travel Reporter'."""
    signature = _without_outlet(signature)
    words = _GLUED.sub(" ", signature).split()
    roles = lexicon.words(Words.ROLES)
    if words and words[-1].strip(".,").lower() in roles:
        words.pop()
        while words and words[-1].strip(".,").lower() in lexicon.words(Words.DESKS):
            words.pop()
        return " ".join(words) or signature
    name, glued, _ = signature.partition(_glued_outlet(signature))
    return name if glued else _without_unspaced_role(signature, roles)


def _without_outlet(signature: str) -> str:
    """`signature` without an outlet that runs on: 'CBS News', 'USA TODAY', 'Example.com'."""
    *name, before, last = ["", *signature.split()] if signature.strip() else ["", "", ""]
    if len(name) > 2 and last in _OUTLETS_ENDS and before.isupper():
        return " ".join(name).strip()
    return " ".join([*name, before]).strip() if last.endswith(".com") and name else signature


def _glued_outlet(signature: str) -> str:
    """What is glued to a name and begins with 'The': 'The Example Herald' of 'Ann LeeThe Example Herald'."""
    glued = _GLUED.search(signature)
    rest = signature[glued.start() :] if glued else ""
    return rest if rest.startswith("The ") else "\0"


def _without_unspaced_role(signature: str, roles: frozenset[str]) -> str:
    """A name of an unspaced script without the role that is glued to it: '山田太郎記者'."""
    if not is_dense(signature):
        return signature
    role = next((role for role in roles if signature.endswith(role) and len(role) < len(signature)), "")
    return signature.removesuffix(role).strip()


def leading_name(text: str, lexicon: Lexicon) -> str:
    """The words of a name that `text` begins with, as many as there are; '' where there are not two."""
    words: list[str] = []
    particles = lexicon.words(Words.PARTICLES)
    for word in text.split(" ", _MOST_WORDS)[:_MOST_WORDS]:
        plain = word.rstrip(",;|:")
        if not (is_name_word(plain) or (words and plain in particles)):
            break
        words.append(plain)
        if plain != word:
            break
    return " ".join(words) if len(words) > 1 and is_name_word(words[-1]) else ""


def is_day_word(word: str, after: str, lexicon: Lexicon) -> bool:
    """Whether `word` is a day of the week, or a short form of one or a month with a figure or month behind it."""
    plain = fold_name(word.strip(".,"))
    if plain in lexicon.weekdays and plain in lexicon.words(Words.NUMBERS):
        return True
    named = plain in lexicon.weekdays or plain in lexicon.months
    return named and (after[:1].isdigit() or bool(lexicon.month(after)))
