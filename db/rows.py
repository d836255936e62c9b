"""The values that pass between the worker and the tables: one class a table, one field a column.

None stands for what is not known.
"""

from dataclasses import dataclass

from db.types import DocumentId, MatchKind, Outcome, Root, StoryId, Utc


@dataclass(frozen=True, slots=True)
class StatKey:
    """What the folder says of a file without opening it: enough to tell that it has changed."""

    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row of `files`; `document_id` is None where the file holds no document."""

    root: Root
    path: str
    state: Outcome
    document_id: DocumentId | None
    members: int
    reason_code: str | None
    reason_detail: str | None
    reason: str | None
    size: int
    mtime_ns: int | None
    ctime_ns: int | None
    sha256: str | None
    encoding: str | None
    reader_version: str | None
    first_seen: Utc
    last_seen: Utc
    checked_at: Utc | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A row of `members`, but for what the file states of it."""

    root: Root
    path: str
    number: int
    state: Outcome
    document_id: DocumentId | None
    reason_code: str | None = None
    reason_detail: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A row of `documents`; `byline` is names joined by '; ', `spans` the body's paragraphs as JSON."""

    id: DocumentId
    text_sha256: str
    story_id: StoryId
    title: str | None
    byline: str | None
    agency: str | None
    outlet: str | None
    place: str | None
    published: str | None
    month_day: str | None
    language: str | None
    section: str | None
    words: int
    prose_start: int
    prose_end: int
    spans: str
    reader_version: str | None
    rule_set: str | None
    first_seen: Utc
    body: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A row of `stories`, but for the mark that a notice puts on it; `outlets` is names joined by '; '."""

    id: StoryId
    title: str | None
    published: str | None
    documents: int
    outlets: str | None
    lead_document_id: DocumentId
    first_document_id: DocumentId
    latest_document_id: DocumentId
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """A row of `matches`: `document_id` < `other_id`."""

    document_id: DocumentId
    other_id: DocumentId
    kind: MatchKind
    rule_id: str | None
    containment: float
    resemblance: float
    shared_words: int
    reason: str
    passages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A row of `passages`: where a reused passage stands in both texts, in characters."""

    document_id: DocumentId
    other_id: DocumentId
    starts: int
    ends: int
    other_starts: int
    other_ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """A row of `journal`."""

    at: Utc
    root: Root
    path: str
    outcome: Outcome
    document_id: DocumentId | None
    previous_document_id: DocumentId | None
    reason_code: str | None
    reason_detail: str | None
    reason: str | None
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow:
    """Of the row of `worker`, what tells whether that process is still at work.

    `ended_at` is None, in older schemas '', until it ends.
    """

    pid: int
    host: str
    started_at: str
    beat_at: str
    ended_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow(ProcessRow):
    """The row of `worker`."""

    seeds: str
    watching: str | None = None
    waiting: int = 0
    overflows: int = 0
    conditions: str | None = None
    trouble: str | None = None
    last_trouble: str | None = None
