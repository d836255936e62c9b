"""The rule set: all that turns a normalised text into an article, a fingerprint and verdicts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from db.versions import Version
from worker.lexicon.load import load_lexicon
from worker.matching.thresholds import THRESHOLDS
from worker.matching.words import WordReader

if TYPE_CHECKING:
    from pathlib import Path

    from worker.lexicon.compiled import Lexicon
    from worker.matching.thresholds import Thresholds

NUMBER: Final = 1
"""Raised by hand where something else comes of a text (`tests.golden` tells); which data it was, the digest tells."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A lexicon, the reader of words that goes by it, and the thresholds of the rules."""

    lexicon: Lexicon
    words: WordReader
    thresholds: Thresholds = THRESHOLDS

    @property
    def digest(self) -> str:
        """Of all data that judgement depends on."""
        data = f"{self.lexicon.digest} {sorted(asdict(self.thresholds).items())}"
        return sha256(data.encode()).hexdigest()

    @property
    def version(self) -> Version:
        """What the rows that come of it are marked by."""
        return Version(NUMBER, self.digest)


@cache
def load_rule_set(own: Path | None = None) -> RuleSet:
    """The rule set with the shipped lexicon and the files of the folder `own`.

    Raises:
        UsageError: a file of the folder is none of the lexicon's.
    """
    lexicon = load_lexicon(own)
    return RuleSet(lexicon, WordReader(lexicon))
