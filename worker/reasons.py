"""Why a file is rejected, or is not called stored, as codes; and the sentences that people read.

A code travels with a detail: a path, a number, an error. The sentence is made of the two where it is shown or stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum


class Rejection(StrEnum):
    """Why a file, or an article in it, is not taken."""

    NOT_A_FORMAT = "not_a_format"
    NOT_A_FILE = "not_a_file"
    LINK_TO_NOTHING = "link_to_nothing"
    LINK_OUT = "link_out"
    LINK_TO_NO_FILE = "link_to_no_file"
    LINK_TO_IGNORED = "link_to_ignored"
    FORBIDDEN = "forbidden"
    FORBIDDEN_LOOK = "forbidden_look"
    FORBIDDEN_FOLDER = "forbidden_folder"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    SEVERAL_ARTICLES = "several_articles"
    NO_WORDS = "no_words"
    FAULT = "fault"


class Relation(StrEnum):
    """Why a file that holds a document is not called stored."""

    SAME_BYTES = "same_bytes"
    SAME_TEXT = "same_text"
    EDITION = "edition_of"
    EDITION_THROUGH = "edition_through"
    GONE = "gone"


Code = Rejection | Relation

_GONE = "a document whose file is gone"
SENTENCES: dict[Code, str] = {
    Rejection.NOT_A_FORMAT: "not a format that is read: {}",
    Rejection.NOT_A_FILE: "not a regular file",
    Rejection.LINK_TO_NOTHING: "link that leads nowhere",
    Rejection.LINK_OUT: "link that leads out of the folder",
    Rejection.LINK_TO_NO_FILE: "link to something that is not a file",
    Rejection.LINK_TO_IGNORED: "link to something that is not a seed file",
    Rejection.FORBIDDEN: "can't be read: {}",
    Rejection.FORBIDDEN_LOOK: "can't be looked at: {}",
    Rejection.FORBIDDEN_FOLDER: "folder can't be listed: {}",
    Rejection.TOO_LARGE: "larger than {} bytes",
    Rejection.EMPTY: "empty",
    Rejection.BINARY: "binary",
    Rejection.UNDECODABLE: "not decodable as text",
    Rejection.SEVERAL_ARTICLES: "several articles in one file",
    Rejection.NO_WORDS: "no words",
    Rejection.FAULT: "fault of seedwatch: {}",
    Relation.SAME_BYTES: "same bytes as {}",
    Relation.SAME_TEXT: "same text as {}",
    Relation.EDITION: "of {}",
    Relation.EDITION_THROUGH: "of {}, through {}",
    Relation.GONE: "no longer in the folder",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and what it is about."""

    code: Code
    detail: str | None = None

    def __str__(self) -> str:
        """The sentence."""
        if self.code is Relation.EDITION_THROUGH:
            return _through(self.detail or "[]")
        detail = f"{int(self.detail):,}" if self.code is Rejection.TOO_LARGE and self.detail else self.detail
        return SENTENCES[self.code].format(detail or _GONE)


def edition_of(way: list[str | None]) -> Reason:
    """An edition, by the files of the documents on its way to its story's lead; None: a file that is gone."""
    if len(way) == 1:
        return Reason(Relation.EDITION, way[0])
    return Reason(Relation.EDITION_THROUGH, json.dumps(way, ensure_ascii=False))


def _through(detail: str) -> str:
    *between, lead = (path or _GONE for path in json.loads(detail))
    more = f" and {len(between) - 1} more" if len(between) > 1 else ""
    return SENTENCES[Relation.EDITION_THROUGH].format(lead, between[0]) + more
