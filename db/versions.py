"""The `versions` table: by which reader and which rules the rows were made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.errors import NewerDatabase

if TYPE_CHECKING:
    from sqlite3 import Connection


class Subject(StrEnum):
    """What has a version."""

    READER = "reader"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Version:
    """A number that is raised by hand where the code changes what comes out, and a digest of the data."""

    number: int
    digest: str = ""

    def __str__(self) -> str:
        """As the tables hold it: '3' or '3-5f1c09ab7d42'."""
        return f"{self.number}-{self.digest[:12]}" if self.digest else str(self.number)


def check_version(connection: Connection, subject: Subject, version: Version) -> None:
    """Make sure that no newer program has made the rows.

    Raises:
        NewerDatabase: it has.
    """
    row = connection.execute("SELECT number FROM versions WHERE subject = ?", (subject,)).fetchone()
    if row and row[0] > version.number:
        raise NewerDatabase(
            f"the database was made by a newer seedwatch (its {subject} has number {row[0]}, ours {version.number})"
        )


def stored_version(connection: Connection, subject: Subject) -> str | None:
    """The version that the rows are of; None before the first."""
    row = connection.execute("SELECT version FROM versions WHERE subject = ?", (subject,)).fetchone()
    return row[0] if row else None


def store_version(connection: Connection, subject: Subject, version: Version) -> None:
    """Say which version the rows are of."""
    connection.execute("INSERT OR REPLACE INTO versions VALUES (?, ?, ?)", (subject, version.number, str(version)))
