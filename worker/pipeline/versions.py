"""The version of the reader and the rules, and what a database of other ones has to have done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.documents import has_documents
from db.files import recheck, reread
from db.versions import Subject, Version, check_version, store_version, stored_version
from worker.formats.registry import READER
from worker.reasons import Rejection

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.pipeline.rule_set import RuleSet

READER_VERSION: Final = Version(READER)


def check_versions(connection: Connection, rules: RuleSet) -> None:
    """Make sure that no newer program has made the rows.

    Raises:
        NewerDatabase: it has.
    """
    check_version(connection, Subject.READER, READER_VERSION)
    check_version(connection, Subject.RULES, rules.version)


def bring_up_to_date(connection: Connection, rules: RuleSet, max_bytes: int) -> None:
    """Have files read again that may be read otherwise now; within a transaction.

    That is by another reader, under another limit, or where we had failed. A database without documents takes the
    rules at once; in any other a rebuild has to derive what follows from them.

    Raises:
        NewerDatabase: a newer program has made the rows.
    """
    check_versions(connection, rules)
    reread(connection, str(READER_VERSION))
    store_version(connection, Subject.READER, READER_VERSION)
    recheck(connection, [Rejection.FAULT])
    recheck(connection, [Rejection.TOO_LARGE], still_true=str(max_bytes))
    if stored_version(connection, Subject.RULES) is None and not has_documents(connection):
        store_version(connection, Subject.RULES, rules.version)
