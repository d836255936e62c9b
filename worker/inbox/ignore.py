"""Which entries of the folder are seed files, and which of those can be read: the rules, by name alone."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from worker.text.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.text.decode import Decoded

MANIFEST = "INDEX.md"
MANIFEST_PAGES = "INDEX"

# What takes a file's bytes to text, by the ending of its name. A format joins by a line here.
FORMATS: dict[str, Callable[[bytes], Decoded]] = {".txt": decode, ".text": decode, ".md": decode}

NOT_A_FORMAT = "not a format that is read"
_TEMPORARY = ("~", ".tmp", ".part", ".swp", ".crdownload", "-wal", "-shm", "-journal", ".lock")


def is_ignored(path: str) -> bool:
    """Whether an entry is no seed file at all: hidden, temporary, or the manifest (`path` relative to the folder)."""
    name = path.rpartition("/")[2]
    return name.startswith(".") or name.lower().endswith(_TEMPORARY) or path in {MANIFEST, MANIFEST_PAGES}


def is_within_ignored(path: str) -> bool:
    """Whether an entry or one of the folders it lies in is ignored."""
    parts = path.split("/")
    return any(is_ignored("/".join(parts[: depth + 1])) for depth in range(len(parts)))


def refusal(path: str) -> str:
    """Why the file can't be taken, judged by its name; '' if it can be."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in FORMATS:
        return ""
    return f"{NOT_A_FORMAT}: {suffix or 'no ending'}"
