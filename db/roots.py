"""The `roots` table: the watched folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.types import Root


def put_root(connection: Connection, root: Root, folder: str, device: int | None) -> None:
    """Say where a root is now, and on which device (`st_dev`)."""
    connection.execute(
        "INSERT INTO roots VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET folder = ?2, device = ?3 "
        "WHERE folder IS NOT ?2 OR device IS NOT ?3",
        (root, folder, device),
    )


def device_of(connection: Connection, root: Root, folder: str) -> int | None:
    """The device that the root was on when it was last looked at; None if it never was, or was another folder."""
    row = connection.execute("SELECT device FROM roots WHERE label = ? AND folder = ?", (root, folder)).fetchone()
    return row[0] if row else None
