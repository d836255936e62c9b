"""The record of what was read out of a text, which every other room works with."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

Span = tuple[int, int]
"""Start and end in a text, in characters."""


class Label(Enum):
    """What a block of a page is."""

    PROSE = "prose"  # long enough to be a paragraph of an article
    SENTENCE = "sentence"  # a short sentence or a row of figures: of the article where it stands amid prose
    ITEM = "item"  # of a list with bullets: the same
    LINE = "line"  # a short line that is no sentence: title, subhead, name, link
    METADATA = "metadata"  # a byline or a line that dates the page: the article begins after it
    BOILERPLATE = "boilerplate"
    LINK_LIST = "link list"  # heads a list of links
    CREDIT = "credit"  # who took a picture
    CAPTION = "caption"
    TEASER = "teaser"  # of another article


class Reading(NamedTuple):
    """How a block was read: its place, its label, and the rule that gave it."""

    span: Span
    label: Label
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a format states of an article beside its text; '' where it does not."""

    title: str = ""
    byline: tuple[str, ...] = ()
    agency: str = ""
    published: str = ""
    language: str = ""


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as it was read out of a normalised text, once; '' where the page does not say.

    `byline` is names; `agency` a short name ('AP'); `place` and `day` are the dateline's, the day an ISO date or
    '--01-06' where no year is printed; `published` is an ISO 8601 date or UTC time; `language` an ISO 639 code. `body`
    is the article's own paragraphs in order, `footer` what stands below the last. `faults` are tracebacks of fields
    that we failed on, which are left empty.
    """

    text: str
    title: str
    byline: tuple[str, ...]
    agency: str
    place: str
    day: str
    published: str
    language: str
    body: tuple[Span, ...]
    footer: Span
    faults: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the body's first character stands."""
        return self.body[0][0] if self.body else 0

    @property
    def end(self) -> int:
        """Where the body ends."""
        return self.body[-1][1] if self.body else len(self.text)
