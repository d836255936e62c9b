"""Putting the manifest in place: only pages that changed, each by temporary file, fsync and rename."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

import structlog

from db import manifest as listed
from db.connection import transaction
from worker.inbox.ignore import MANIFEST, MANIFEST_PAGES
from worker.log.events import Event
from worker.manifest import render
from worker.manifest.layout import Layout, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from worker.manifest.layout import Page

log = structlog.get_logger()

ONE_PAGE_FILES = 2000  # a collection of more files has an index of pages
REJECTED_PAGE = "rejected"
NOTICE_WITHIN = 1024  # bytes: it stands at the head of every page


class Publisher:
    """Writes the manifest of one folder from one database."""

    def __init__(
        self,
        root: Path,
        connection: Connection,
        one_page_files: int = ONE_PAGE_FILES,
        after_page: Callable[[], None] = lambda: None,
    ) -> None:
        """Nothing is written yet; `after_page` is called after each page, since there may be thousands."""
        self._root = root
        self._connection = connection
        self._one_page_files = one_page_files
        self._after_page = after_page

    def publish(self, *, everything: bool = False) -> int:
        """Write the pages that are stale or not there, or all that differ; returns how many were written.

        Raises:
            OSError: a page can't be written; what was stale stays so.
        """
        stale = listed.queue(self._connection)
        if not stale and not everything:
            return 0
        on_disk = self._on_disk()
        pages = dict(self._pages())
        names = pages.keys() if everything else self._stale_names(stale) | (pages.keys() - on_disk)
        if len(pages) > 1:
            self._make_folder()
        written = sum(self._write(name, pages[name]) for name in pages if name in names)
        self._remove(on_disk - pages.keys())
        with transaction(self._connection):
            listed.clear_queue(self._connection, stale)
        if written:
            log.info(Event.MANIFEST_WRITTEN, pages=written)
        return written

    def differences(self) -> list[str]:
        """The files of the manifest that are not true to the database, by path."""
        pages = dict(self._pages())
        wrong = {name for name, text in pages.items() if not _holds(self._root / name, text().encode())}
        return sorted(wrong | (self._on_disk() - pages.keys()))

    def _pages(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Path of each page of the manifest, and how to make its text."""
        states = listed.files_by_state(self._connection)
        if sum(states.values()) <= self._one_page_files:
            yield MANIFEST, lambda: render.one_page(states, self._stories(whole()), self._rejected())
            return
        days = listed.stories_by_day(self._connection)
        pages = list(Layout(days).pages())
        for page in pages:
            yield _path(page.name), partial(self._stories_page, page)
        if states.get("rejected"):
            yield _path(REJECTED_PAGE), lambda: render.rejected_page(self._rejected(), states["rejected"])
        yield MANIFEST, lambda: render.front_page(states, [page.name for page in pages], sum(days.values()))

    def _stale_names(self, stale: list[tuple[str, int]]) -> set[str]:
        layout = Layout(listed.stories_by_day(self._connection))
        names = {
            _path(REJECTED_PAGE if story == listed.REJECTED else layout.page_name(day, story)) for day, story in stale
        }
        return names | {MANIFEST}

    def _stories_page(self, page: Page) -> str:
        return render.stories_page(page.name, self._stories(page.part))

    def _stories(self, part: listed.Slice) -> list[listed.ListedStory]:
        return listed.listed_stories(self._connection, part)

    def _rejected(self) -> list[listed.ListedFile]:
        return listed.rejected_files(self._connection, render.REJECTED_FILES)

    def _on_disk(self) -> set[str]:
        """The manifest's files that are there."""
        pages = self._root / MANIFEST_PAGES
        has_pages = pages.is_dir() and not pages.is_symlink()  # what lies behind a link is not ours to remove
        names = [f"{MANIFEST_PAGES}/{page.name}" for page in pages.glob("*.md")] if has_pages else []
        return {name for name in [MANIFEST, *names] if _is_ours(self._root / name)}

    def _write(self, name: str, text: Callable[[], str]) -> bool:
        is_written = _write_if_different(self._root / name, text())
        self._after_page()
        return is_written

    def _make_folder(self) -> None:
        """The folder of pages; a link in its place would have us write somewhere else."""
        folder = self._root / MANIFEST_PAGES
        if folder.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
        folder.mkdir(exist_ok=True)

    def _remove(self, names: set[str]) -> None:
        for name in names:
            (self._root / name).unlink(missing_ok=True)
        pages = self._root / MANIFEST_PAGES
        if names and pages.is_dir() and not any(pages.iterdir()):
            pages.rmdir()


def _path(page: str) -> str:
    return f"{MANIFEST_PAGES}/{page}.md"


def _holds(path: Path, content: bytes) -> bool:
    """Whether that is what the file holds."""
    return _beginning(path, len(content) + 1) == content


def _is_ours(path: Path) -> bool:
    return render.NOTICE.encode() in _beginning(path, NOTICE_WITHIN)


def _beginning(path: Path, size: int) -> bytes:
    """The first bytes, for it may be of any size; none if it is not a file: a pipe or a device must not hold us."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        return b""


def _write_if_different(path: Path, text: str) -> bool:
    """Replace the file as a whole, so that nobody ever reads half of it; keep one that somebody else wrote."""
    content = text.encode()
    if _holds(path, content):
        return False
    if os.path.lexists(path) and not _is_ours(path):
        kept_as = _unused(path.with_name(f".{path.name}.kept"))
        path.replace(kept_as)
        log.warning(Event.MANIFEST_KEPT, path=str(path), kept_as=str(kept_as))
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    # Made anew, so that a link which somebody put there is not followed; as open to readers as the folder is.
    mode = path.parent.stat().st_mode & 0o644
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode | 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return True


def _unused(path: Path) -> Path:
    """The path, or the first of its kind that is free: what is kept is not written over."""
    candidates = chain([path], (path.with_name(f"{path.name}-{number}") for number in count(2)))
    return next(each for each in candidates if not os.path.lexists(each))
