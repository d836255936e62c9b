"""Made-up rows: each function gives a plain one, with what the test is about changed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from db.documents import add_documents
from db.files import put_files
from db.matches import add_matches
from db.rows import DocumentRow, FileRow, JournalRow, MatchRow, Stamp

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.rows import MatchKind

NOW = "2024-05-01T12:00:00.000Z"
STAMP = Stamp(100, 1, 2)
PROSE = "The harbour board met on Monday and put off its vote on the new quay."


def document_row(number: int, **changes: str | int) -> DocumentRow:
    """A document of one sentence, with a heading that is not part of its prose."""
    title = f"Quay vote {number}"
    text = f"{title}\n\n{PROSE}"
    row = DocumentRow(
        id=number,
        text_sha256=sha256(f"{number}".encode()).hexdigest(),
        story_id=number,
        title=title,
        byline="Ada Quill",
        agency="Reuters",
        place="Norhaven",
        published="2024-04-30",
        month_day="",
        language="en",
        words=14,
        text=text,
        prose_start=len(title) + 2,
        prose_end=len(text),
        spans=f"[[{len(title) + 2}, {len(text)}]]",
        first_seen=NOW,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def file_row(path: str, document: int | None = None, **changes: str | int) -> FileRow:
    """A stored file, or a rejected one where it has no document."""
    state, reason = ("rejected", "empty") if document is None else ("stored", "")
    plain = FileRow(
        path=path,
        state=state,  # type: ignore[arg-type]
        document_id=document,
        size=STAMP.size,
        mtime_ns=STAMP.mtime_ns,
        ctime_ns=STAMP.ctime_ns,
        sha256=sha256(path.encode()).hexdigest(),
        encoding="utf-8",
        reason=reason,
        first_seen=NOW,
        last_seen=NOW,
        checked_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def match_row(one: int, other: int, kind: MatchKind = "edition") -> MatchRow:
    """A match of two documents."""
    return MatchRow(
        document_id=min(one, other),
        other_id=max(one, other),
        kind=kind,
        containment=0.5,
        resemblance=0.25,
        shared_words=40,
        reason="half of it",
        passages="[]",
    )


def journal_row(path: str, at: str, **changes: str | int | float) -> JournalRow:
    """An entry of the journal on a file that is gone."""
    row = JournalRow(
        at=at, path=path, outcome="missing", document_id=None, previous_document_id=None, reason="", milliseconds=0.0
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def put_document(connection: Connection, number: int, **changes: str | int) -> None:
    """Store a document as a story of its own."""
    add_documents(connection, [document_row(number, **changes)])


def put_document_file(connection: Connection, path: str, document: int | None = None, **changes: str | int) -> None:
    """Store a file's row."""
    put_files(connection, [file_row(path, document, **changes)])


def put_match(connection: Connection, one: int, other: int, kind: MatchKind = "edition") -> None:
    """Store a match."""
    add_matches(connection, [match_row(one, other, kind)])
