"""Looking at the folder: what is there, and how that differs from what the database knows."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from db.rows import StatKey
from worker.inbox.ignore import is_ignored, is_within_ignored, rejection
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.files import Known

_ESCAPE = re.compile(r"\\x(5c|[89a-f][0-9a-f])")
_LIKE_ESCAPE = re.compile(r"\\(?=x(?:5c|[89a-f][0-9a-f]))")


# Why a file is rejected without being read: where that is no longer so it is taken although it looks as it did.
_SEEN_FROM_OUTSIDE = frozenset({
    Rejection.NOT_A_FORMAT, Rejection.NOT_A_FILE, Rejection.LINK_TO_NOTHING, Rejection.LINK_OUT,
    Rejection.LINK_TO_NO_FILE, Rejection.LINK_TO_IGNORED, Rejection.FORBIDDEN_LOOK, Rejection.FORBIDDEN_FOLDER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """A file as the folder shows it; `rejection` says why it can't be taken, None if it can be read.

    `tries` is how often it was tried in vain to read it as it is; `is_told` whether its row says so already.
    """

    path: str
    location: Path
    stat: StatKey
    rejection: Reason | None = None
    tries: int = 0
    is_told: bool = False


@dataclass(slots=True)
class Listing:
    """The seed files at and below a path, and the entries among them that could not be looked at, with the reason."""

    files: dict[str, FileSnapshot] = field(default_factory=dict)
    unseen: dict[str, OSError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the folder has that the database does not know yet, and the paths that are gone."""

    arrived: list[FileSnapshot]
    gone: list[str]


def look(root: Path, below: str = "") -> Listing:
    """List the seed files at or below a path that is relative to the root ('' for all).

    Raises:
        FileNotFoundError: the root itself is not there.
    """
    listing = Listing()
    if not below:
        folders = [""]
    else:
        root.stat()
        folders = [] if _lies_behind_a_link(root, below) else _look_at_entry(listing, root, below, root / below)
    while folders:
        folders.extend(_look_into(listing, root, folders.pop()))
    return listing


def compare(listing: Listing, known: Mapping[str, Known]) -> Changes:
    """What differs; what could not be looked at says nothing about itself and the files in it."""
    changes = (_change(snapshot, known.get(path)) for path, snapshot in listing.files.items())
    arrived = [snapshot for snapshot in changes if snapshot]
    unseen = tuple(f"{entry}/" for entry in listing.unseen)
    gone = [path for path in known if path not in listing.files and not f"{path}/".startswith(unseen)]
    return Changes(arrived, gone)


def _change(snapshot: FileSnapshot, row: Known | None) -> FileSnapshot | None:
    """The file if there is something to do about it."""
    if row is None:
        return snapshot
    if reason := snapshot.rejection:  # as good as known if the reason is: a log that grows in the folder is no news
        return None if row.stat and (reason.code, reason.detail) == (row.code, row.detail) else snapshot
    if row.stat != snapshot.stat or row.code in _SEEN_FROM_OUTSIDE:
        return snapshot
    # Permission may be given without a trace on the file itself: by its folder, or by a writer that lets go of it.
    return replace(snapshot, is_told=True) if row.code == Rejection.FORBIDDEN else None


def _lies_behind_a_link(root: Path, path: str) -> bool:
    """Whether a folder on the way down is a link, put there since: what lies behind it may be out of the tree."""
    return any((root / folder).is_symlink() for folder in list(PurePosixPath(path).parents)[:-1])


def _look_into(listing: Listing, root: Path, folder: str) -> list[str]:
    """List one folder; returns the folders in it."""
    inner: list[str] = []
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                inner += _look_at_entry(listing, root, path, entry)
    except FileNotFoundError:
        if not folder:
            raise
    except OSError as error:
        if not folder:
            raise
        listing.unseen[as_key(folder)] = error
        if isinstance(error, PermissionError):
            _add(listing, root, folder, StatKey(0, 0, 0), Reason(Rejection.FORBIDDEN_FOLDER, error.strerror))
    return inner


def _look_at_entry(listing: Listing, root: Path, path: str, entry: os.DirEntry[str] | Path) -> list[str]:
    """Add one entry; returns it if it is a folder to look into."""
    if is_ignored(path):
        return []
    try:
        status = entry.stat(follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as error:
        _add(listing, root, path, StatKey(0, 0, 0), Reason(Rejection.FORBIDDEN_LOOK, error.strerror))
        return []
    except OSError as error:
        listing.unseen[as_key(path)] = error
        return []
    if stat.S_ISDIR(status.st_mode):
        return [path]
    stat_key = StatKey(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if stat.S_ISLNK(status.st_mode):
        _add_link(listing, root, path, stat_key)
    elif stat.S_ISREG(status.st_mode):
        _add(listing, root, path, stat_key, rejection(path))
    else:
        _add(listing, root, path, stat_key, Reason(Rejection.NOT_A_FILE))
    return []


def _add_link(listing: Listing, root: Path, path: str, stat_key: StatKey) -> None:
    """Add what a link leads to, if that is a file in the folder."""
    try:
        target = (root / path).resolve(strict=True)
        status = target.stat()
    except (OSError, RuntimeError):
        _add(listing, root, path, stat_key, Reason(Rejection.LINK_TO_NOTHING))
        return
    if not target.is_relative_to(root.resolve()):
        _add(listing, root, path, stat_key, Reason(Rejection.LINK_OUT))
    elif not stat.S_ISREG(status.st_mode):
        _add(listing, root, path, stat_key, Reason(Rejection.LINK_TO_NO_FILE))
    elif is_within_ignored(target.relative_to(root.resolve()).as_posix()):
        _add(listing, root, path, stat_key, Reason(Rejection.LINK_TO_IGNORED))
    else:
        stat_key = StatKey(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        _add(listing, root, path, stat_key, rejection(path))


def _add(listing: Listing, root: Path, path: str, stat_key: StatKey, why_not: Reason | None) -> None:
    key = as_key(path)
    listing.files[key] = FileSnapshot(key, root / path, stat_key, why_not)


def as_key(path: str) -> str:
    """The path as the database holds it; bytes of a name that are not UTF-8 are written as escapes.

    What only looks like an escape has its backslash escaped: no two paths have one key.
    """
    plain = _LIKE_ESCAPE.sub(r"\\x5c", path)
    return plain.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def as_path(key: str) -> str:
    """The path of a key, as `os.fsdecode` gives it."""
    return _ESCAPE.sub(lambda escape: "\\" if escape[1] == "5c" else chr(0xDC00 + int(escape[1], 16)), key)
