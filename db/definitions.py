"""What defines the derived tables, their indexes and triggers, and the same under other names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from db.tables import DERIVED

if TYPE_CHECKING:
    from sqlite3 import Connection

_FOREIGN_KEY = re.compile(
    r",\s*FOREIGN KEY \([\w, ]+\) REFERENCES \w+\([\w, ]+\) DEFERRABLE INITIALLY DEFERRED"
    r"|REFERENCES \w+\(\w+\) DEFERRABLE INITIALLY DEFERRED"
)


def definitions(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Names and statements of the derived tables, their indexes or their triggers."""
    return connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL "
        "AND tbl_name IN (SELECT value FROM json_each(?))",
        (kind, json.dumps(DERIVED)),
    ).fetchall()


def renamed(sql: str, prefix: str) -> str:
    """The statement that makes a table or an index with the prefix before its name, and without foreign keys."""
    renamed = re.sub(r"^(CREATE (?:VIRTUAL )?(?:TABLE|INDEX) )(\w+)", rf"\1{prefix}\2", _FOREIGN_KEY.sub("", sql))
    return re.sub(r"^(CREATE INDEX \w+ ON )(\w+)", rf"\1{prefix}\2", renamed)
