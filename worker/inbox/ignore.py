"""Which entries of the folder are seed files, and which of those can be read: the rules, by name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

from worker.formats.registry import FORMATS
from worker.reasons import Reason, Rejection

MANIFEST = "INDEX.md"
MANIFEST_PAGES = "INDEX"

_TEMPORARY = ("~", ".tmp", ".part", ".swp", ".crdownload", "-wal", "-shm", "-journal", ".lock")


def is_ignored(path: str) -> bool:
    """Whether an entry is no seed file at all: hidden, temporary, or the manifest (`path` relative to the folder)."""
    name = path.rpartition("/")[2]
    return name.startswith(".") or name.lower().endswith(_TEMPORARY) or path in {MANIFEST, MANIFEST_PAGES}


def is_within_ignored(path: str) -> bool:
    """Whether an entry or one of the folders it lies in is ignored."""
    parts = path.split("/")
    return any(is_ignored("/".join(parts[: depth + 1])) for depth in range(len(parts)))


def rejection(path: str) -> Reason | None:
    """Why the file can't be taken, judged by its name; None if it can be."""
    suffix = PurePosixPath(path).suffix.lower()
    return None if suffix in FORMATS else Reason(Rejection.NOT_A_FORMAT, suffix or "no ending")
