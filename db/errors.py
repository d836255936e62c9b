"""What can be wrong with a database.

DatabaseError
├── ForeignDatabase    the file holds something else
├── NewerDatabase      made by a later version of seedwatch
└── MissingDatabase    there is no such file
"""


class DatabaseError(Exception):
    """The database can't be used; the message says why in one line."""


class ForeignDatabase(DatabaseError):
    """The file is not a seedwatch database."""


class NewerDatabase(DatabaseError):
    """The database's schema is newer than this program."""


class MissingDatabase(DatabaseError):
    """There is no database at the path."""
