"""A folder and a plain model of what is in it, changed together."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.truth import Found

OUTSIDE = "../outside.txt"
NOWHERE = "nowhere"
_BEGINNING = 1_700_000_000  # seconds; each content that is written gets a time of its own, one later than the last


@dataclass(eq=False, slots=True)
class _Node:
    """A file as the folder holds it, under one name or, after a hard link, several."""

    content: bytes = b""
    leads_to: str = ""  # of a symbolic link
    is_pipe: bool = False
    is_hidden: bool = False  # may not be read

    @property
    def is_file(self) -> bool:
        return not self.leads_to and not self.is_pipe


class Tree:
    """The folder. An action that makes no sense where it is asked for does nothing."""

    def __init__(self, root: Path) -> None:
        """Begin with an empty folder."""
        self.root = root
        (root / OUTSIDE).write_text("Not for the worker.")
        self._nodes: dict[str, _Node] = {}
        self._deleted: dict[str, tuple[bytes, int]] = {}
        self._seconds = _BEGINNING

    def listed(self) -> dict[str, Found]:
        """What a worker should find: each seed file's bytes, or why they can't be read."""
        return {path: self._found(path) for path in self._nodes if not _is_hidden_name(path)}

    def create(self, path: str, content: bytes) -> None:
        """Write over what is there, in place: a second name of the file shows it too."""
        node = self._nodes.get(path)
        if node is None or not node.is_file:
            node = self._put(path)
        self._write(path, node, content)

    def append(self, path: str, content: bytes) -> None:
        """Write on."""
        if node := self._file(path):
            self._write(path, node, node.content + content)

    def rewrite(self, path: str) -> None:
        """Change the content, and neither its size nor its time of modification."""
        if node := self._file(path):
            before = (self.root / path).stat().st_mtime_ns
            self._write(path, node, node.content.replace(b"Monday", b"Friday"))
            self._tick(path, lambda: os.utime(self.root / path, ns=(before, before)))

    def save(self, path: str, content: bytes) -> None:
        """Put a new file in the place of the old, as editors do."""
        self.create(".saved.tmp", content)
        self.rename(".saved.tmp", path)

    def rename(self, path: str, other: str) -> None:
        """Move a file to where another may be."""
        if path not in self._nodes:
            return
        (self.root / other).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).replace(self.root / other)
        if self._nodes[path] is not self._nodes.get(other):  # of two names of one file both stay
            self._nodes[other] = self._nodes.pop(path)

    def move_folder(self, folder: str, other: str) -> None:
        """Move a folder to a place where no file is."""
        inside = [path for path in self._nodes if path.startswith(f"{folder}/")]
        if not inside or f"{other}/".startswith(f"{folder}/") or any(p.startswith(f"{other}/") for p in self._nodes):
            return
        shutil.rmtree(self.root / other, ignore_errors=True)
        (self.root / other).parent.mkdir(parents=True, exist_ok=True)
        (self.root / folder).rename(self.root / other)
        for path in inside:
            self._nodes[other + path.removeprefix(folder)] = self._nodes.pop(path)

    def delete(self, path: str) -> None:
        """Remove a file; its content can be restored."""
        if node := self._nodes.pop(path, None):
            if node.is_file:
                self._deleted[path] = (node.content, (self.root / path).stat().st_mtime_ns)
            (self.root / path).unlink()

    def restore(self, path: str) -> None:
        """Bring back what was deleted, with its time of modification."""
        if path in self._deleted and path not in self._nodes:
            content, modified = self._deleted[path]
            self.create(path, content)
            self._tick(path, lambda: os.utime(self.root / path, ns=(modified, modified)))

    def touch(self, path: str) -> None:
        """Change nothing but the time."""
        if node := self._file(path):
            self._write(path, node, node.content)

    def copy(self, path: str, other: str) -> None:
        """Copy a file with its times."""
        if (node := self._file(path)) and path != other and not node.is_hidden:
            self._put(other).content = node.content
            shutil.copy2(self.root / path, self.root / other)

    def hide(self, path: str) -> None:
        """Take away the right to read a file."""
        if node := self._file(path):
            node.is_hidden = True
            self._tick(path, lambda: (self.root / path).chmod(0))

    def link(self, path: str, other: str) -> None:
        """Give a file a second name."""
        if (node := self._file(path)) and path != other:
            self._put(other)
            self._nodes[other] = node
            os.link(self.root / path, self.root / other)

    def point(self, path: str, target: str) -> None:
        """Make a symbolic link."""
        self._put(path).leads_to = target
        (self.root / path).symlink_to(self.root / target)

    def pipe(self, path: str) -> None:
        """Make a FIFO."""
        self._put(path).is_pipe = True
        os.mkfifo(self.root / path)

    def _file(self, path: str) -> _Node | None:
        node = self._nodes.get(path)
        return node if node and node.is_file else None

    def _put(self, path: str) -> _Node:
        """Make way for something new."""
        self.delete(path)
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        return self._nodes.setdefault(path, _Node())

    def _write(self, path: str, node: _Node, content: bytes) -> None:
        """Write in place, at a time of its own: two writes may fall in one tick of the file system's clock."""
        if node.is_hidden:
            (self.root / path).chmod(0o644)
            node.is_hidden = False
        (self.root / path).write_bytes(content)
        node.content = content
        self._seconds += 1
        os.utime(self.root / path, (self._seconds, self._seconds))

    def _tick(self, path: str, change: Callable[[], None]) -> None:
        """Make a change that only the time of change tells of, when that has moved on."""
        before = (self.root / path).stat().st_ctime_ns
        while (self.root / path).stat().st_ctime_ns == before:
            change()

    def _found(self, path: str) -> Found:
        node = self._nodes[path]
        if node.is_pipe:
            return Reason(Rejection.NOT_A_FILE)
        return self._found_through(path) if node.leads_to else _readable(path, node)

    def _found_through(self, link: str) -> Found:
        target = self._follow(link)
        if target == OUTSIDE:
            return Reason(Rejection.LINK_OUT)
        if target not in self._nodes:
            return Reason(Rejection.LINK_TO_NOTHING)
        if self._nodes[target].is_pipe:
            return Reason(Rejection.LINK_TO_NO_FILE)
        if _is_hidden_name(target):
            return Reason(Rejection.LINK_TO_IGNORED)
        return _readable(link, self._nodes[target])

    def _follow(self, path: str) -> str:
        """Where a link ends; links in a circle lead nowhere."""
        for _ in range(len(self._nodes) + 1):
            node = self._nodes.get(path)
            if node is None or not node.leads_to:
                break
            path = node.leads_to
        else:
            return NOWHERE
        return path


def _is_hidden_name(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _readable(path: str, node: _Node) -> Found:
    """The bytes of a file under a name that may forbid to read them."""
    if path.endswith(".pdf"):
        return Reason(Rejection.NOT_A_FORMAT, ".pdf")
    if node.is_hidden:
        return Reason(Rejection.FORBIDDEN, "Permission denied")
    return node.content
