"""Databases as earlier versions made them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

from db.binding import named
from db.connection import APPLICATION_ID
from db.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection

    from db.rows import DocumentRow

STEPS = [migration.name for migration in migrations._migrations]
ROWS = [("a.txt", "rejected", 10, "binary"), ("b.txt", "missing", 20, "")]


def make_older(path: Path, step: str, fill: Callable[[Connection], None] = lambda _: None) -> None:
    """A database of the version before that step, with two files in it and what `fill` adds; '' is after the last."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(connection), stop_before=step)
        if step in STEPS[1:]:
            connection.executemany(
                "INSERT INTO files (path, state, size, reason, mtime_ns, ctime_ns, sha256, encoding, first_seen, "
                "last_seen) VALUES (?, ?, ?, ?, 0, 0, '', '', '', '')",
                ROWS,
            )
        fill(connection)


def put_older_document(connection: Connection, row: DocumentRow) -> None:
    """Store a document as a story of its own, as versions before the step to members did."""
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(documents)")]
    values = {name: "" if value is None else value for name, value in named(row).items() if name in columns}
    connection.execute("BEGIN")
    connection.execute("INSERT INTO stories VALUES (?, ?, 1, ?)", (row.story_id, row.id, values["published"]))
    connection.execute(
        f"INSERT INTO documents ({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)})",  # noqa: S608
        values,
    )
    connection.execute("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", (row.id, row.title, row.text))
    connection.execute("COMMIT")
