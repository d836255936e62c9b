"""The values that pass between the worker and the tables: one class a table, one field a column."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["stored", "duplicate", "edition", "rejected", "missing"]
MatchKind = Literal["edition", "reuse"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the folder says of a file without opening it: enough to tell that it has changed."""

    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row of `files`; `document_id` is None where the file was rejected."""

    path: str
    state: Outcome
    document_id: int | None
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str
    encoding: str
    reason: str
    first_seen: str
    last_seen: str
    checked_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A row of `documents`; `byline` is names joined by '; ', `spans` the body's paragraphs as JSON."""

    id: int
    text_sha256: str
    story_id: int
    title: str
    byline: str
    agency: str
    place: str
    published: str
    month_day: str
    language: str
    words: int
    text: str
    prose_start: int
    prose_end: int
    spans: str
    first_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A row of `stories`."""

    id: int
    lead_document_id: int
    documents: int
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """A row of `matches`: `document_id` < `other_id`."""

    document_id: int
    other_id: int
    kind: MatchKind
    containment: float
    resemblance: float
    shared_words: int
    reason: str
    passages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """A row of `journal`."""

    at: str
    path: str
    outcome: Outcome
    document_id: int | None
    previous_document_id: int | None
    reason: str
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow:
    """Of the row of `worker`, what tells whether that process is still at work; `ended_at` is '' until it ends."""

    pid: int
    host: str
    started_at: str
    beat_at: str
    ended_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow(ProcessRow):
    """The row of `worker`."""

    seeds: str
    watching: str = ""
    waiting: int = 0
    overflows: int = 0
    trouble: str = ""
    last_trouble: str = ""
    device: int = 0
