"""The `files` table: every path that was ever seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rows import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from db.rows import FileRow, Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a file that was there; `refusal` is why it was rejected."""

    stamp: Stamp
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a path so far."""

    state: Outcome
    document_id: int | None
    sha256: str
    reason: str


def known_files(connection: Connection) -> dict[str, Known]:
    """All files that were there when last looked at: what is long gone costs a look nothing."""
    return _known(connection, "true", ())


def known_below(connection: Connection, path: str) -> dict[str, Known]:
    """Of those, the path itself, if it is a file's, and all in the folder of that name."""
    # '0' is the character after '/': the range holds just what starts with 'path/'.
    return _known(connection, "(path = ? OR (path >= ? AND path < ?))", (path, f"{path}/", f"{path}0"))


def put_file(connection: Connection, row: FileRow) -> None:
    """Insert or replace the row of a path."""
    connection.execute(
        """
        INSERT INTO files (path, state, document_id, size, mtime_ns, ctime_ns, sha256, encoding, reason,
                           first_seen, last_seen, checked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET
            state = excluded.state, document_id = excluded.document_id, size = excluded.size,
            mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, sha256 = excluded.sha256,
            encoding = excluded.encoding, reason = excluded.reason, last_seen = excluded.last_seen,
            checked_at = excluded.checked_at
        """,
        (
            *(row.path, row.state, row.document_id, row.stamp.size, row.stamp.mtime_ns, row.stamp.ctime_ns),
            *(row.sha256, row.encoding, row.reason, row.seen, row.seen, row.seen),
        ),
    )


def mark_missing(connection: Connection, path: str, now: str) -> None:
    """Say that the file is gone; what it held stays."""
    connection.execute(
        "UPDATE files SET state = 'missing', reason = 'no longer in the folder', last_seen = ? WHERE path = ?",
        (now, path),
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


def standing(connection: Connection, path: str) -> Standing | None:
    """How a path stands now; None if it was never seen."""
    row = connection.execute("SELECT state, document_id, sha256, reason FROM files WHERE path = ?", (path,)).fetchone()
    return Standing(*row) if row else None


def document_with_bytes(connection: Connection, sha256: str) -> tuple[int, str] | None:
    """The document, and the encoding, of a file that had just these bytes."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT document_id, encoding FROM files WHERE sha256 = ? AND document_id IS NOT NULL LIMIT 1", (sha256,)
    ).fetchone()
    return row


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
    return [Unchecked(path, Stamp(size, mtime, ctime), sha256) for path, size, mtime, ctime, sha256 in rows]


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
    return {path: Known(Stamp(size, mtime, ctime), refusal) for path, size, mtime, ctime, refusal in rows}
