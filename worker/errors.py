"""What seedwatch says when it can't go on, and the exit code that goes with it.

SeedwatchError   1
├── UsageError   2   an argument or a setting makes no sense
├── NoSeeds      3   the seeds folder is not there
├── BadDatabase  3   the database is not ours, is newer, or is missing
├── AlreadyRunning  4   another worker holds the database
├── StorageTrouble  5   a disk, a file or a lock is in the way; what was not stored is taken next time
└── Fault          70   an error of seedwatch's own, or a damaged database; the log has the traceback
"""


class ReaderGone(Exception):
    """Whoever reads the results has seen enough, as `head` has; it is not an error."""


class SeedwatchError(Exception):
    """A condition to tell the user about in one line."""

    exit_code = 1


class UsageError(SeedwatchError):
    """An argument or a setting makes no sense."""

    exit_code = 2


class NoSeeds(SeedwatchError):
    """The seeds folder is not there."""

    exit_code = 3


class BadDatabase(SeedwatchError):
    """The database can't be used."""

    exit_code = 3


class AlreadyRunning(SeedwatchError):
    """Another worker holds the database."""

    exit_code = 4


class StorageTrouble(SeedwatchError):
    """A disk, a file or a lock is in the way."""

    exit_code = 5


class Fault(SeedwatchError):
    """An error of our own; EX_SOFTWARE of sysexits.h."""

    exit_code = 70
