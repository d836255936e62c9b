"""Rows bound by name: a statement's values are a record's fields, and a record's fields are a statement's columns."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from db.types import MatchKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from enum import StrEnum
    from sqlite3 import Connection, Cursor

    from _typeshed import DataclassInstance

    Row = TypeVar("Row", bound=DataclassInstance)


_CODES: dict[Any, type[StrEnum]] = {code: code for code in (Outcome, MatchKind)}
_CODES |= {code.__name__: code for code in _CODES}  # as a field's type is called where annotations are not evaluated


def named(row: DataclassInstance) -> dict[str, Any]:
    """The fields of a record by their names, as a statement's values."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


def insert(connection: Connection, table: str, row_type: type[Row], rows: Iterable[Row], conflict: str = "") -> None:
    """Insert records whose fields are columns of `table`; `conflict` is what SQL says of rows that are there."""
    names = [field.name for field in fields(row_type)]
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({values}) {conflict}"  # noqa: S608 - our own names
    connection.executemany(statement, map(named, rows))


def read(found: Cursor, row_type: type[Row]) -> Iterator[Row]:
    """The rows that a statement found as records whose fields are named as its columns; codes are enumerations."""
    names = [column[0] for column in found.description]
    codes = [(field.name, _CODES[field.type]) for field in fields(row_type) if field.type in _CODES]
    for values in found:
        row = dict(zip(names, values, strict=True))
        row |= {name: code(row[name]) for name, code in codes}
        yield row_type(**row)
