"""The rule set: all that turns a normalised text into an article, a fingerprint and verdicts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from worker.lexicon.load import load_lexicon
from worker.matching.thresholds import THRESHOLDS
from worker.matching.words import WordReader

if TYPE_CHECKING:
    from pathlib import Path

    from worker.lexicon.compiled import Lexicon

NUMBER: Final = 1
"""Raised by hand where the code changes what comes of a text; the data is told by its digest."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A lexicon and the reader of words that goes by it; `digest` tells of all data that judgement depends on."""

    lexicon: Lexicon
    words: WordReader
    digest: str


@cache
def load_rule_set(own: Path | None = None) -> RuleSet:
    """The rule set with the shipped lexicon and the files of the folder `own`.

    Raises:
        UsageError: a file of the folder is none of the lexicon's.
    """
    lexicon = load_lexicon(own)
    data = f"{NUMBER} {lexicon.digest} {sorted(asdict(THRESHOLDS).items())}"
    return RuleSet(lexicon, WordReader(lexicon), sha256(data.encode()).hexdigest())
