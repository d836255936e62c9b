"""The types of what the tables are keyed by, and the codes that they hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple, NewType

DocumentId = NewType("DocumentId", int)
"""63 bits of a text's hash."""
StoryId = NewType("StoryId", int)
"""The smallest id of a story's documents."""
Utc = NewType("Utc", str)
"""A time in UTC as ISO 8601 text."""
Root = NewType("Root", str)
"""The label of a watched folder."""

ONLY_ROOT: Final = Root("seeds")
"""The label of the one folder that a worker watches."""


class FileKey(NamedTuple):
    """A file: the root that it is below, and its path there, with POSIX slashes."""

    root: Root
    path: str


class MemberKey(NamedTuple):
    """An article of a file, by its place in it: that of a plain file is 1."""

    root: Root
    path: str
    number: int

    @property
    def file(self) -> FileKey:
        """The file that it is in."""
        return FileKey(self.root, self.path)


class Outcome(StrEnum):
    """What became of a file or of an article in it."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    EDITION = "edition"
    REJECTED = "rejected"
    MISSING = "missing"


class MatchKind(StrEnum):
    """What two documents that match are to each other."""

    EDITION = "edition"
    REUSE = "reuse"
