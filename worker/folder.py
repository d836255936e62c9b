"""Looking at the folder: what is there, and how that differs from what the database knows."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.rows import Stamp
from worker.intake import is_below_passed_over, is_passed_over, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.files import Known

_ESCAPED_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file as the folder shows it; `refusal` says why it can't be taken, '' if it can be read.

    `tries` is how often it was tried in vain to read it as it is.
    """

    path: str
    location: Path
    stamp: Stamp
    refusal: str = ""
    tries: int = 0


@dataclass(slots=True)
class Listing:
    """The seed files at and below a path, and the entries among them that could not be looked at, with the reason."""

    sightings: dict[str, Sighting] = field(default_factory=dict)
    unseen: dict[str, OSError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the folder has that the database does not know yet, and the paths that are gone."""

    arrived: list[Sighting]
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
        folders = _look_at_entry(listing, root, below, root / below)
    while folders:
        folders.extend(_look_into(listing, root, folders.pop()))
    return listing


def compare(listing: Listing, known: Mapping[str, Known]) -> Changes:
    """What differs; what could not be looked at says nothing about itself and the files in it."""
    arrived = [
        sighting
        for path, sighting in listing.sightings.items()
        if (row := known.get(path)) is None
        or row.missing
        or row.stamp != sighting.stamp
        or sighting.refusal not in {"", row.refusal}  # of a link, what stands where it leads may have changed
    ]
    unseen = tuple(f"{entry}/" for entry in listing.unseen)
    gone = [
        path
        for path, row in known.items()
        if not row.missing and path not in listing.sightings and not f"{path}/".startswith(unseen)
    ]
    return Changes(arrived, gone)


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
            _sight(listing, root, folder, Stamp(0, 0, 0), f"folder can't be listed: {error.strerror}")
    return inner


def _look_at_entry(listing: Listing, root: Path, path: str, entry: os.DirEntry[str] | Path) -> list[str]:
    """Sight one entry; returns it if it is a folder to look into."""
    if is_passed_over(path):
        return []
    try:
        status = entry.stat(follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as error:
        _sight(listing, root, path, Stamp(0, 0, 0), f"can't be looked at: {error.strerror}")
        return []
    except OSError as error:
        listing.unseen[as_key(path)] = error
        return []
    if stat.S_ISDIR(status.st_mode):
        return [path]
    stamp = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if stat.S_ISLNK(status.st_mode):
        _sight_link(listing, root, path, stamp)
    elif stat.S_ISREG(status.st_mode):
        _sight(listing, root, path, stamp, refusal(path))
    else:
        _sight(listing, root, path, stamp, "not a regular file")
    return []


def _sight_link(listing: Listing, root: Path, path: str, stamp: Stamp) -> None:
    """Sight what a link leads to, if that is a file in the folder."""
    try:
        target = (root / path).resolve(strict=True)
        status = target.stat()
    except (OSError, RuntimeError):
        _sight(listing, root, path, stamp, "link that leads nowhere")
        return
    if not target.is_relative_to(root.resolve()):
        _sight(listing, root, path, stamp, "link that leads out of the folder")
    elif not stat.S_ISREG(status.st_mode):
        _sight(listing, root, path, stamp, "link to something that is not a file")
    elif is_below_passed_over(target.relative_to(root.resolve()).as_posix()):
        _sight(listing, root, path, stamp, "link to something that is not a seed file")
    else:
        stamp = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        _sight(listing, root, path, stamp, refusal(path))


def _sight(listing: Listing, root: Path, path: str, stamp: Stamp, why_not: str) -> None:
    key = as_key(path)
    listing.sightings[key] = Sighting(key, root / path, stamp, why_not)


def as_key(path: str) -> str:
    """The path as the database holds it; bytes of a name that are not UTF-8 are written as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def from_key(root: Path, key: str) -> Path:
    """Where the file of a key is."""
    plain = root / key
    if plain.exists():
        return plain
    return root / _ESCAPED_BYTE.sub(lambda escape: chr(0xDC00 + int(escape[1], 16)), key)
