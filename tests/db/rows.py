"""Made-up rows: each function gives a plain one, with what the test is about changed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from db.documents import add_document
from db.files import put_file
from db.matches import add_matches
from db.rows import DocumentRow, FileRow, MatchRow, Stamp

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
        *(number, sha256(f"{number}".encode()).hexdigest(), title, "Ada Quill", "Reuters", "Norhaven", "2024-04-30"),
        *("", "en", 14, text, len(title) + 2, len(text), f"[[{len(title) + 2}, {len(text)}]]"),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def file_row(path: str, document: int | None = None, **changes: str | int) -> FileRow:
    """A stored file, or a rejected one where it has no document."""
    state, reason = ("rejected", "empty") if document is None else ("stored", "")
    plain = FileRow(path, state, document, STAMP, sha256(path.encode()).hexdigest(), "utf-8", reason, NOW)  # type: ignore[arg-type]
    return replace(plain, **changes)  # type: ignore[arg-type]


def match_row(one: int, other: int, kind: MatchKind = "edition") -> MatchRow:
    """A match of two documents."""
    return MatchRow(min(one, other), max(one, other), kind, 0.5, 0.25, 40, "half of it", "[]")


def put_document(connection: Connection, number: int, **changes: str | int) -> None:
    """Store a document as a story of its own."""
    add_document(connection, document_row(number, **changes), NOW)


def put_document_file(connection: Connection, path: str, document: int | None = None, **changes: str | int) -> None:
    """Store a file's row."""
    put_file(connection, file_row(path, document, **changes))


def put_match(connection: Connection, one: int, other: int, kind: MatchKind = "edition") -> None:
    """Store a match."""
    add_matches(connection, [match_row(one, other, kind)])
