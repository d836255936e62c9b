"""What can be wrong with a database.

DatabaseError
├── ForeignDatabase    the file holds something else
├── NewerDatabase      made by a later version of seedwatch
├── MissingDatabase    there is no such file
└── ReaderInTheWay     another program reads it in a long transaction
"""

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where installed, else the standard one

SQLiteError = sqlite3.Error

# SQLite's primary result codes (https://sqlite.org/rescode.html) that tell of the machine, not of the data.
_BUSY = 5
_CORRUPT = 11
_READONLY, _IOERR, _FULL, _CANTOPEN, _PROTOCOL = 8, 10, 13, 14, 15
_MAY_PASS = {_BUSY, _READONLY, _IOERR, _FULL, _CANTOPEN, _PROTOCOL}


class DatabaseError(Exception):
    """The database can't be used; the message says why in one line."""


class ForeignDatabase(DatabaseError):
    """The file is not a seedwatch database."""


class NewerDatabase(DatabaseError):
    """The database's schema is newer than this program."""


class MissingDatabase(DatabaseError):
    """There is no database at the path."""


class ReaderInTheWay(DatabaseError):
    """What is in the WAL can't be copied into the database while another program reads from it."""


def is_busy(error: Exception) -> bool:
    """Whether another process holds the write lock."""
    return _primary_code(error) == _BUSY


def may_pass(error: Exception) -> bool:
    """Whether the machine is to blame, which may pass: a disk that is full, a file that can't be opened."""
    return _primary_code(error) in _MAY_PASS


def needs_files_beside(error: Exception) -> bool:
    """Whether a reader can't make the WAL and the index that readers share, as it may not write in the folder."""
    return _primary_code(error) in {_READONLY, _CANTOPEN}


def tells_of_damage(error: Exception) -> bool:
    """Whether SQLite takes the file for damaged; it says so of a read that the disk fails (EIO), too."""
    return _primary_code(error) == _CORRUPT


def _primary_code(error: Exception) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
