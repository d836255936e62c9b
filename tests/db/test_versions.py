"""By which reader and which rules the rows of a database were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import NewerDatabase
from db.versions import Subject, Version, check_version, store_version, stored_version

if TYPE_CHECKING:
    from sqlite3 import Connection


@pytest.mark.parametrize(
    ("version", "expected"),
    [(Version(3), "3"), (Version(3, "5f1c09ab7d42" + "0" * 52), "3-5f1c09ab7d42"), (Version(12, "5f"), "12-5f")],
)
def test_a_version_in_words(version: Version, expected: str) -> None:
    """The number, and the beginning of the digest where there is one."""
    assert expected == str(version)


def test_a_new_database_has_no_version_and_takes_any(connection: Connection) -> None:
    """Before anything was derived, any program may."""
    assert [None, None] == [stored_version(connection, subject) for subject in Subject]
    check_version(connection, Subject.READER, Version(0))


def test_the_version_is_that_which_was_stored_last(connection: Connection) -> None:
    """Of each subject."""
    store_version(connection, Subject.READER, Version(1))
    store_version(connection, Subject.RULES, Version(4, "aa"))
    store_version(connection, Subject.RULES, Version(5, "bb"))

    assert ["1", "5-bb"] == [stored_version(connection, subject) for subject in Subject]


@pytest.mark.parametrize("subject", list(Subject))
def test_a_newer_programs_rows_are_refused(connection: Connection, subject: Subject) -> None:
    """By the number, in one line that names the subject and both numbers; the digest says nothing of older or newer."""
    store_version(connection, subject, Version(10, "aa"))
    for version in (Version(10, "aa"), Version(10, "bb"), Version(11)):
        check_version(connection, subject, version)

    with pytest.raises(NewerDatabase, match=rf"newer seedwatch \(its {subject} has number 10, ours 9\)$"):
        check_version(connection, subject, Version(9, "zz"))
