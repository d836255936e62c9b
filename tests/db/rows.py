"""Made-up rows: each function gives a plain one, with what the test is about changed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from db.documents import add_documents
from db.files import put_files, set_outcomes
from db.matches import add_matches
from db.rows import DocumentRow, FileRow, JournalRow, MatchRow, MemberRow, StatKey
from db.stories import join
from db.tables import Tables
from db.types import ONLY_ROOT, DocumentId, FileKey, MatchKind, Outcome, StoryId, Utc
from worker.pipeline.outcomes import differs, settle
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.anchors import Pair

NOW = Utc("2024-05-01T12:00:00.000Z")
STAT = StatKey(100, 1, 2)
PROSE = "The harbour board met on Monday and put off its vote on the new quay."
READER, RULES = "1", "1-5f1c09ab7d42"

Value = str | int | float | None


def ids(*numbers: int) -> list[DocumentId]:
    """Numbers as ids of documents."""
    return [DocumentId(number) for number in numbers]


def pair(one: int, other: int) -> Pair:
    """Two documents, the smaller id first."""
    return DocumentId(min(one, other)), DocumentId(max(one, other))


def key(path: str) -> FileKey:
    """A file of the one folder."""
    return FileKey(ONLY_ROOT, path)


def document_row(number: int, **changes: Value) -> DocumentRow:
    """A document of one sentence, with a heading that is not part of its prose."""
    title = f"Quay vote {number}"
    text = f"{title}\n\n{PROSE}"
    row = DocumentRow(
        id=DocumentId(number),
        text_sha256=sha256(f"{number}".encode()).hexdigest(),
        story_id=StoryId(number),
        title=title,
        byline="Ada Quill",
        agency="Reuters",
        outlet="Norhaven Post",
        place="Norhaven",
        published="2024-04-30",
        month_day=None,
        language="en",
        section=None,
        words=14,
        prose_start=len(title) + 2,
        prose_end=len(text),
        spans=f"[[{len(title) + 2}, {len(text)}]]",
        reader_version=READER,
        rule_set=RULES,
        first_seen=NOW,
        body=PROSE,
        text=text,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def file_row(path: str, document: int | None = None, **changes: Value) -> FileRow:
    """A stored file, or a rejected one where it has no document."""
    rejection = Reason(Rejection.EMPTY) if document is None else None
    plain = FileRow(
        root=ONLY_ROOT,
        path=path,
        state=Outcome.REJECTED if rejection else Outcome.STORED,
        document_id=None if document is None else DocumentId(document),
        members=0 if document is None else 1,
        reason_code=rejection.code if rejection else None,
        reason_detail=None,
        reason=str(rejection) if rejection else None,
        size=STAT.size,
        mtime_ns=STAT.mtime_ns,
        ctime_ns=STAT.ctime_ns,
        sha256=sha256(path.encode()).hexdigest(),
        encoding="utf-8",
        reader_version=READER,
        first_seen=NOW,
        last_seen=NOW,
        checked_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def member_row(path: str, document: int, number: int = 1, **changes: Value) -> MemberRow:
    """A stored article of a file."""
    plain = MemberRow(root=ONLY_ROOT, path=path, number=number, state=Outcome.STORED, document_id=DocumentId(document))
    return replace(plain, **changes)  # type: ignore[arg-type]


def match_row(one: int, other: int, kind: MatchKind = MatchKind.EDITION, **changes: Value) -> MatchRow:
    """A match of two documents."""
    first, second = pair(one, other)
    plain = MatchRow(
        document_id=first,
        other_id=second,
        kind=kind,
        rule_id="told",
        containment=0.5,
        resemblance=0.25,
        shared_words=40,
        reason="half of it",
        passages="[]",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def journal_row(path: str, at: str, **changes: Value) -> JournalRow:
    """An entry of the journal on a file that is gone."""
    row = JournalRow(
        at=Utc(at),
        root=ONLY_ROOT,
        path=path,
        outcome=Outcome.MISSING,
        document_id=None,
        previous_document_id=None,
        reason_code=None,
        reason_detail=None,
        reason=None,
        milliseconds=0.0,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def put_document(connection: Connection, number: int, **changes: Value) -> None:
    """Store a document as a story of its own."""
    add_documents(Tables(connection), [document_row(number, **changes)])


def put_document_file(connection: Connection, path: str, document: int | None = None, **changes: Value) -> None:
    """Store a file's row, and that of the one article in it, if it holds any."""
    put_files(
        connection,
        [file_row(path, document, **changes)],
        [] if document is None else [member_row(path, document)],
    )


def put_match(
    connection: Connection, one: int, other: int, kind: MatchKind = MatchKind.EDITION, **changes: Value
) -> None:
    """Store a match."""
    add_matches(Tables(connection), [match_row(one, other, kind, **changes)])


def settle_stories(connection: Connection, documents: Iterable[int]) -> None:
    """Bring stories in line with what they hold now, and what has become of their files, as the ledger does."""
    settled = settle(Tables(connection), ids(*documents))
    set_outcomes(connection, [change for member, change in settled if differs(change, member)])


def make_editions(connection: Connection, *pairs: tuple[int, int]) -> None:
    """Match documents as editions and join their stories."""
    for one, other in pairs:
        put_match(connection, one, other)
        join(Tables(connection), pair(one, other))
    settle_stories(connection, {document for pair in pairs for document in pair})
