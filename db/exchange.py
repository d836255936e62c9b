"""The exchange of the tables in use for the next ones, by renaming, in one transaction.

Readers see the one or the other. What was in use is cleared away in slices afterwards.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.connection import transaction
from db.definitions import definitions, renamed
from db.rebuild import abandon
from db.tables import DERIVED, NEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

_FORMER = "outdated_"
_CLEARED_BY = {
    "passages": "document_id", "matches": "document_id", "stories": "id", "documents": "id", "anchors": "hash",
}  # fmt: skip
_REFERENCES = (
    *(("files", "document_id"), ("members", "document_id")),
    *(("journal", "document_id"), ("journal", "previous_document_id")),
)
_KEPT_WITH_A_DOCUMENT = (
    *(("former_ids", "document_id"), ("announcements", "document_id")),
    *(("misread", "document_id"), ("misread", "now_id")),
)


@contextmanager
def beside(connection: Connection) -> Iterator[None]:
    """A transaction in which the next tables may refer to one another by the names that they will have."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    try:
        with transaction(connection):
            yield
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def exchange(connection: Connection) -> None:
    """Put the next tables in the place of those in use, and what follows from them into the files; within `beside`."""
    connection.execute(
        "UPDATE next_documents AS n SET reader_version = d.reader_version "
        "FROM documents d WHERE d.text_sha256 = n.text_sha256 AND d.reader_version IS NOT n.reader_version"
    )
    _take_outcomes(connection)
    _reject_left_out(connection)
    _refer_to_next(connection)
    triggers, indexes = definitions(connection, "trigger"), definitions(connection, "index")
    tables = definitions(connection, "table")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for table in DERIVED:
        connection.execute(f"ALTER TABLE {table} RENAME TO {_FORMER}{table}")
        connection.execute(f"ALTER TABLE {NEXT}{table} RENAME TO {table}")
    for _, sql in triggers:
        connection.execute(sql)
    _define(connection, tables, indexes)
    connection.execute("DELETE FROM tallies WHERE subject = 'stories'")
    connection.execute(
        "INSERT INTO tallies SELECT 'stories', coalesce(substr(published, 1, 10), ''), count(*) FROM stories GROUP BY 2"
    )
    abandon(connection)
    connection.execute("DELETE FROM rebuild WHERE cause IS NULL")
    connection.execute("UPDATE rebuild SET rule_set = NULL, began_at = NULL, last_sha256 = NULL, documents = 0")
    connection.execute(f"DROP TABLE {_FORMER}documents_fts")


def _define(connection: Connection, tables: Iterable[tuple[str, str]], indexes: Iterable[tuple[str, str]]) -> None:
    """Give tables their foreign keys and indexes their names, and take both from the former ones.

    By the procedure of https://sqlite.org/lang_altertable.html#otheralter for what does not touch the rows.
    """
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    defined = "UPDATE sqlite_master SET name = ?, sql = ? WHERE name = ?"
    for name, sql in tables:
        connection.execute(defined, (name, sql, name))
        connection.execute(defined, (f"{_FORMER}{name}", renamed(sql, _FORMER), f"{_FORMER}{name}"))
    for name, sql in indexes:
        connection.execute(defined, (f"{_FORMER}{name}", renamed(sql, _FORMER), name))
        connection.execute(defined, (name, sql, f"{NEXT}{name}"))
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = OFF")


def clear_some(connection: Connection, rows: int) -> bool:
    """Delete some rows of the tables that were in use before; returns whether all are gone."""
    for table, key in _CLEARED_BY.items():
        if _exists(connection, f"{_FORMER}{table}"):
            _clear(connection, f"{_FORMER}{table}", key, rows)
            return False
    return True


def _clear(connection: Connection, table: str, key: str, rows: int) -> None:
    last = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET ?", (rows,)).fetchone()  # noqa: S608
    if last is None:
        connection.execute(f"DROP TABLE {table}")
    else:
        connection.execute(f"DELETE FROM {table} WHERE {key} <= ?", last)  # noqa: S608 - our own words


def _exists(connection: Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def _refer_to_next(connection: Connection) -> None:
    """Where a text has another id from now on, or is gone, what refers to it follows."""
    connection.execute(
        """
        CREATE TEMP TABLE changed_ids AS
        SELECT d.id AS former, coalesce(n.id, r.id) AS id FROM documents d
        LEFT JOIN next_documents n ON n.text_sha256 = d.text_sha256
        LEFT JOIN misread m ON m.document_id = d.id LEFT JOIN documents t ON t.id = m.now_id
        LEFT JOIN next_documents r ON r.text_sha256 = t.text_sha256
        WHERE n.id IS NOT d.id
        """
    )
    # What was found misread after its turn is in the next tables, and goes with the next rebuild.
    connection.execute("DELETE FROM misread WHERE document_id NOT IN (SELECT id FROM next_documents)")
    connection.execute("CREATE UNIQUE INDEX temp.changed_ids_by_former ON changed_ids(former)")
    for table, column in _KEPT_WITH_A_DOCUMENT:
        connection.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT former FROM changed_ids WHERE id IS NULL)"  # noqa: S608
        )
    for table, column in (*_REFERENCES, *_KEPT_WITH_A_DOCUMENT):
        connection.execute(
            f"UPDATE OR REPLACE {table} SET {column} = (SELECT id FROM changed_ids WHERE former = {column}) "  # noqa: S608
            f"WHERE {column} IN (SELECT former FROM changed_ids)"
        )
    connection.execute(
        "INSERT OR IGNORE INTO former_ids SELECT former, id FROM changed_ids "
        "WHERE id IS NOT NULL AND former NOT IN (SELECT id FROM next_documents)"
    )
    connection.execute("DROP TABLE changed_ids")


def _take_outcomes(connection: Connection) -> None:
    """Write what has become of articles of present files where it is something else than before."""
    becomes = "SET state = o.state, reason_code = o.reason_code, reason_detail = o.reason_detail, reason = o.reason"
    other = "(t.state, t.reason_code, t.reason_detail) IS NOT (o.state, o.reason_code, o.reason_detail)"
    same = "o.root = t.root AND o.path = t.path AND t.state <> 'missing' AND t.document_id IS NOT NULL"
    for table, number in (("members", "o.number = t.number"), ("files", "o.number = 1 AND t.members = 1")):
        connection.execute(f"UPDATE {table} AS t {becomes} FROM next_outcomes o WHERE {same} AND {number} AND {other}")


def _reject_left_out(connection: Connection) -> None:
    """Reject what holds a text that the new rules take no article from; a file is tried again when it changes."""
    rejected = """
        UPDATE {} AS t SET state = iif(state = 'missing', state, 'rejected'), document_id = NULL,
            reason_code = o.reason_code, reason_detail = NULL, reason = o.reason
        FROM next_left_out o JOIN documents d ON d.text_sha256 = o.text_sha256 WHERE t.document_id = d.id
    """
    connection.execute(rejected.format("members"))
    connection.execute(rejected.format("files") + "AND t.members = 1")
    connection.execute(
        "DELETE FROM members WHERE document_id IS NULL "
        "AND (root, path) IN (SELECT root, path FROM files WHERE members = 1 AND document_id IS NULL)"
    )
    connection.execute("UPDATE files SET members = 0, encoding = NULL WHERE members = 1 AND document_id IS NULL")
