"""The `files` table: every path that was ever seen."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from db.binding import insert, read
from db.rows import FileRow, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.rows import Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a file that was there; `refusal` is why it was rejected."""

    stamp: Stamp
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a path so far."""

    path: str
    state: Outcome
    document_id: int | None
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A file with certain bytes, and the document that it holds."""

    sha256: str
    document_id: int
    encoding: str


def known_files(connection: Connection) -> dict[str, Known]:
    """All files that were there when last looked at: what is long gone costs a look nothing."""
    return _known(connection, "true", ())


def known_below(connection: Connection, path: str) -> dict[str, Known]:
    """Of those, the path itself, if it is a file's, and all in the folder of that name."""
    # '0' is the character after '/': the range holds just what starts with 'path/'.
    return _known(connection, "(path = ? OR (path >= ? AND path < ?))", (path, f"{path}/", f"{path}0"))


# Of a path that was seen before all is new, but when it was first seen.
_SEEN_BEFORE = "ON CONFLICT (path) DO UPDATE SET " + ", ".join(
    f"{field.name} = excluded.{field.name}" for field in fields(FileRow) if field.name not in ("path", "first_seen")
)


def put_files(connection: Connection, rows: Iterable[FileRow]) -> None:
    """Insert or replace the rows of paths."""
    insert(connection, "files", FileRow, rows, _SEEN_BEFORE)


def mark_missing(connection: Connection, paths: Iterable[str], now: str) -> None:
    """Say that files are gone; what they held stays."""
    connection.executemany(
        "UPDATE files SET state = 'missing', reason = 'no longer in the folder', last_seen = :now WHERE path = :path",
        [{"path": path, "now": now} for path in paths],
    )


def doubt_refusals(connection: Connection, beginnings: Iterable[str], still_true: str) -> None:
    """Have files looked at again whose reason begins so, unless it is the one that is still true."""
    connection.executemany(
        """
        UPDATE files SET ctime_ns = -1
        WHERE state = 'rejected' AND substr(reason, 1, length(?1)) = ?1 AND reason <> ?2
        """,
        [(beginning, still_true) for beginning in beginnings],
    )


def standings(connection: Connection, paths: Iterable[str]) -> dict[str, Standing]:
    """How paths stand now; those that were never seen are left out."""
    rows = connection.execute(
        "SELECT f.path, f.state, f.document_id, f.sha256, f.reason FROM json_each(?) JOIN files f ON f.path = value",
        (json.dumps(list(paths)),),
    )
    return {standing.path: standing for standing in read(rows, Standing)}


def holders_of_bytes(connection: Connection, sha256s: Iterable[str]) -> dict[str, Holder]:
    """For each hash of bytes that some file had: the document it holds, and its encoding."""
    rows = connection.execute(
        """
        SELECT f.sha256, f.document_id, f.encoding FROM json_each(?) JOIN files f ON f.sha256 = value
        WHERE f.document_id IS NOT NULL
        """,
        (json.dumps(list(sha256s)),),
    )
    return {holder.sha256: holder for holder in read(rows, Holder)}


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A file whose bytes have not been compared for long."""

    path: str
    stamp: Stamp
    sha256: str


def longest_unchecked(connection: Connection, before: str, limit: int) -> list[Unchecked]:
    """Files whose bytes were last read before then (UTC, ISO 8601), those that wait longest first."""
    rows = connection.execute(
        """
        SELECT path, size, mtime_ns, ctime_ns, sha256 FROM files
        WHERE checked_at < ? AND state <> 'missing' AND sha256 <> '' ORDER BY checked_at LIMIT ?
        """,
        (before, limit),
    )
    return [
        Unchecked(path=path, stamp=Stamp(size=size, mtime_ns=mtime, ctime_ns=ctime), sha256=sha256)
        for path, size, mtime, ctime, sha256 in rows
    ]


def note_checked(connection: Connection, paths: Iterable[str], now: str) -> None:
    """Write down that the files' bytes have just been compared."""
    connection.executemany("UPDATE files SET checked_at = ? WHERE path = ?", [(now, path) for path in paths])


def _known(connection: Connection, where: str, values: tuple[str, ...]) -> dict[str, Known]:
    rows = connection.execute(
        f"""
        SELECT path, size, mtime_ns, ctime_ns, iif(state = 'rejected', reason, '')
        FROM files WHERE state <> 'missing' AND {where}
        """,  # noqa: S608 - ours
        values,
    )
    return {
        path: Known(stamp=Stamp(size=size, mtime_ns=mtime, ctime_ns=ctime), refusal=refusal)
        for path, size, mtime, ctime, refusal in rows
    }
