"""The tables `files`, every path that was ever seen, and `members`, the articles in them."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from db.binding import insert, read
from db.rows import FileRow, MemberRow, StatKey
from db.types import DocumentId, FileKey, MemberKey, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

    from db.types import Root, Utc


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a file that was there.

    `stat` is None where it is to be read again; `code` and `detail` are why it was rejected, if it was.
    """

    stat: StatKey | None
    code: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What has become of a file."""

    root: Root
    path: str
    state: Outcome
    document_id: DocumentId | None
    sha256: str | None
    reason_code: str | None
    reason_detail: str | None
    reason: str | None

    @property
    def key(self) -> FileKey:
        """Which file it is."""
        return FileKey(self.root, self.path)


@dataclass(frozen=True, slots=True)
class Holder:
    """A file with certain bytes, read by the present reader, and the document that it holds."""

    sha256: str
    document_id: DocumentId
    encoding: str


@dataclass(frozen=True, slots=True)
class Change:
    """What has newly become of an article of a file."""

    key: MemberKey
    state: Outcome
    code: str | None
    detail: str | None
    reason: str | None


def known_files(connection: Connection, root: Root) -> dict[str, Known]:
    """All files that were there when last looked at, by path: what is long gone costs a look nothing."""
    return _known(connection, root, "true", ())


def known_below(connection: Connection, root: Root, path: str) -> dict[str, Known]:
    """Of those, the path itself, if it is a file's, and all in the folder of that name."""
    # '0' is the character after '/': the range holds just what starts with 'path/'.
    return _known(connection, root, "(path = ? OR (path >= ? AND path < ?))", (path, f"{path}/", f"{path}0"))


# Of a path that was seen before all is new, but when it was first seen.
_SEEN_BEFORE = "ON CONFLICT (path, root) DO UPDATE SET " + ", ".join(
    f"{field.name} = excluded.{field.name}"
    for field in fields(FileRow)
    if field.name not in ("root", "path", "first_seen")
)


def put_files(connection: Connection, rows: Sequence[FileRow], members: Iterable[MemberRow]) -> None:
    """Insert or replace the rows of files, and of the articles in them."""
    insert(connection, "files", FileRow, rows, _SEEN_BEFORE)
    connection.executemany("DELETE FROM members WHERE root = ? AND path = ?", ((row.root, row.path) for row in rows))
    insert(connection, "members", MemberRow, members)


def mark_missing(connection: Connection, keys: Iterable[FileKey], code: str, reason: str, now: Utc) -> None:
    """Say that files are gone, and by which words; what they held stays."""
    rows = [{"root": key.root, "path": key.path, "code": code, "reason": reason, "now": now} for key in keys]
    gone = "state = 'missing', reason_code = :code, reason_detail = NULL, reason = :reason"
    here = "WHERE root = :root AND path = :path"
    connection.executemany(f"UPDATE files SET {gone}, last_seen = :now {here}", rows)  # noqa: S608 - our own words
    connection.executemany(f"UPDATE members SET {gone} {here}", rows)  # noqa: S608


def set_outcomes(connection: Connection, changes: Sequence[Change]) -> None:
    """Write what has become of articles, and of the files that hold one alone."""
    values = [(each.state, each.code, each.detail, each.reason, *each.key) for each in changes]
    becomes = "SET state = ?1, reason_code = ?2, reason_detail = ?3, reason = ?4 WHERE root = ?5 AND path = ?6"
    connection.executemany(f"UPDATE members {becomes} AND number = ?7", values)
    connection.executemany(f"UPDATE files {becomes} AND members = 1 AND ?7 = 1", values)


def recheck(connection: Connection, codes: Iterable[str], still_true: str | None = None) -> None:
    """Have files read again that were rejected by these codes, unless the detail is the one that is still true."""
    connection.executemany(
        """
        UPDATE files SET mtime_ns = NULL, ctime_ns = NULL
        WHERE state = 'rejected' AND reason_code = ?1 AND (?2 IS NULL OR reason_detail IS NOT ?2)
        """,
        [(code, still_true) for code in codes],
    )


def reread(connection: Connection, reader_version: str) -> None:
    """Have present files read again that another version of the reader has read."""
    connection.execute(
        "UPDATE files SET mtime_ns = NULL, ctime_ns = NULL WHERE state <> 'missing' AND reader_version IS NOT ?",
        (reader_version,),
    )


def standings(connection: Connection, keys: Iterable[FileKey]) -> dict[FileKey, Standing]:
    """How files stand now; those that were never seen are left out."""
    rows = connection.execute(
        """
        SELECT f.root AS root, f.path AS path, f.state AS state, f.document_id AS document_id, f.sha256 AS sha256,
               f.reason_code AS reason_code, f.reason_detail AS reason_detail, f.reason AS reason
        FROM json_each(?) JOIN files f ON f.root = value ->> 0 AND f.path = value ->> 1
        """,
        (json.dumps(list(keys)),),
    )
    return {standing.key: standing for standing in read(rows, Standing)}


def documents_held(connection: Connection, keys: Iterable[FileKey]) -> set[DocumentId]:
    """The documents that these files hold, in any of their articles."""
    rows = connection.execute(
        """
        SELECT DISTINCT m.document_id
        FROM json_each(?) JOIN members m ON m.root = value ->> 0 AND m.path = value ->> 1
        WHERE m.document_id IS NOT NULL
        """,
        (json.dumps(list(keys)),),
    )
    return {DocumentId(document) for (document,) in rows}


def holders_of_bytes(connection: Connection, sha256s: Iterable[str], reader_version: str) -> dict[str, Holder]:
    """For each hash of bytes that a file had which this reader has read: the document it holds, and its encoding."""
    rows = connection.execute(
        """
        SELECT f.sha256, f.document_id, f.encoding FROM json_each(?) JOIN files f ON f.sha256 = value
        WHERE f.document_id IS NOT NULL AND f.members = 1 AND f.reader_version = ?
        """,
        (json.dumps(list(sha256s)), reader_version),
    )
    return {holder.sha256: holder for holder in read(rows, Holder)}


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A file whose bytes have not been compared for long."""

    path: str
    stat: StatKey
    sha256: str


def longest_unchecked(connection: Connection, root: Root, before: str, limit: int) -> list[Unchecked]:
    """Files whose bytes were last read before then (UTC, ISO 8601), those that wait longest first."""
    rows = connection.execute(
        """
        SELECT path, size, mtime_ns, ctime_ns, sha256 FROM files
        WHERE checked_at < ? AND state <> 'missing' AND sha256 IS NOT NULL AND root = ? AND mtime_ns IS NOT NULL
        ORDER BY checked_at LIMIT ?
        """,
        (before, root, limit),
    )
    return [
        Unchecked(path=path, stat=StatKey(size=size, mtime_ns=mtime, ctime_ns=ctime), sha256=sha256)
        for path, size, mtime, ctime, sha256 in rows
    ]


def note_checked(connection: Connection, root: Root, paths: Iterable[str], now: Utc) -> None:
    """Write down that the files' bytes have just been compared."""
    connection.executemany(
        "UPDATE files SET checked_at = ? WHERE root = ? AND path = ?", [(now, root, path) for path in paths]
    )


def _known(connection: Connection, root: Root, where: str, values: tuple[str, ...]) -> dict[str, Known]:
    rows = connection.execute(
        f"""
        SELECT path, size, mtime_ns, ctime_ns, iif(state = 'rejected', reason_code, NULL), reason_detail
        FROM files WHERE root = ? AND state <> 'missing' AND {where}
        """,  # noqa: S608 - ours
        (root, *values),
    )
    return {path: _known_file(*values) for path, *values in rows}


def _known_file(size: int, mtime: int | None, ctime: int | None, code: str | None, detail: str | None) -> Known:
    stat = None if mtime is None or ctime is None else StatKey(size=size, mtime_ns=mtime, ctime_ns=ctime)
    return Known(stat=stat, code=code, detail=detail if code else None)
