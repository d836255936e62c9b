"""Putting the manifest in place: only what changed is written, and what is on disk is true to the database."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import open_writer, transaction
from db.manifest import queue
from db.matches import matched_pairs, remove_match
from db.stories import join, split, story_of
from db.tables import Tables
from db.types import DocumentId
from tests.db.rows import NOW, READER, STAT, key, pair, put_document, put_match
from worker.manifest import publish
from worker.manifest.layout import Layout
from worker.manifest.publish import Publisher
from worker.manifest.render import NOTICE
from worker.pipeline.ledger import Entry, Ledger
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

ONE_PAGE_FILES = 3
PAGE_STORIES = 2
DAYS = [
    "2024-04-30",
    "2024-05-01",
    "2024-05-01",
    "2024-05-01",
    "2024-05-01",
    "2024-05-02",
    None,
    None,
    None,
    "2023-01-01",
]
DOCUMENTS = [DocumentId(number * 2**59 + 5) for number in range(len(DAYS))]

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "reject", "lose", "join", "part", "publish"]),
        st.integers(0, len(DAYS) - 1),
        st.integers(0, len(DAYS) - 1),
    ),
    max_size=30,
)


@contextmanager
def small_pages() -> Iterator[None]:
    """Let a page hold but few stories, so that a few make all kinds of pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "Layout", partial(Layout, page_stories=PAGE_STORIES))
        yield


@pytest.fixture(autouse=True)
def _small_pages() -> Iterator[None]:
    with small_pages():
        yield


def publisher(seeds: Path, connection: Connection) -> Publisher:
    """A publisher that goes over to many pages soon."""
    return Publisher(seeds, connection, ONE_PAGE_FILES)


def put(connection: Connection, *numbers: int, path: str = "") -> None:
    """A file for each of these documents."""
    with transaction(connection):
        ledger = Ledger(Tables(connection), READER, lambda: NOW)
        for number in numbers:
            if not connection.execute("SELECT 1 FROM documents WHERE id = ?", (DOCUMENTS[number],)).fetchone():
                put_document(connection, DOCUMENTS[number], words=number, published=DAYS[number])
            ledger.put([Entry(key=key(path or f"{number}.txt"), stat=STAT, document=DOCUMENTS[number])])
        ledger.close()


def reject(connection: Connection, path: str) -> None:
    """A file that can't be taken."""
    with transaction(connection):
        ledger = Ledger(Tables(connection), READER, lambda: NOW)
        ledger.put([Entry(key=key(path), stat=STAT, rejection=Reason(Rejection.EMPTY))])
        ledger.close()


def lose(connection: Connection, path: str) -> None:
    """A file that is gone, if it was there."""
    with transaction(connection):
        ledger = Ledger(Tables(connection), READER, lambda: NOW)
        if connection.execute("SELECT 1 FROM files WHERE path = ? AND state <> 'missing'", (path,)).fetchone():
            ledger.lose([key(path)])
        ledger.close()


def link(connection: Connection, one: int, other: int, *, linked: bool) -> None:
    """Make two documents editions of each other, or no longer."""
    with transaction(connection):
        ledger = Ledger(Tables(connection), READER, lambda: NOW)
        tables, both = Tables(connection), pair(one, other)
        matched = matched_pairs(tables, [both])
        if linked and not matched:
            put_match(connection, one, other)
            join(tables, both)
            ledger.touch(both)
        elif matched and not linked:
            remove_match(tables, both)
            ledger.touch(split(tables, story_of(tables, both[0])))
        ledger.close()


def follow(connection: Connection, seeds: Path, step: Step) -> None:
    """Do what a step says."""
    what, one, other = step
    if what == "put":
        put(connection, one, path=f"{other}.txt")
    elif what == "reject":
        reject(connection, f"{one}.txt")
    elif what == "lose":
        lose(connection, f"{one}.txt")
    elif what == "publish":
        publisher(seeds, connection).publish()
    elif one != other:
        put(connection, one, other)
        link(connection, DOCUMENTS[one], DOCUMENTS[other], linked=what == "join")


def pages(seeds: Path) -> dict[str, str]:
    """The manifest's text by path; everything else in the folder too, should there be any."""
    return {path.relative_to(seeds).as_posix(): path.read_text() for path in seeds.rglob("*") if path.is_file()}


def age(seeds: Path) -> None:
    """Give every page an old time, so that a rewrite shows."""
    for path in seeds.rglob("*.md"):
        os.utime(path, (1, 1))


def rewritten(seeds: Path) -> set[str]:
    """The pages written since `age`."""
    return {path.relative_to(seeds).as_posix() for path in seeds.rglob("*.md") if path.stat().st_mtime != 1}


@settings(max_examples=40)
@given(steps=STEPS)
def test_page_by_page_is_the_same_as_all_at_once(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    """Published after any changes, at any times, the folder holds just what writing everything afresh would give."""
    place = tmp_path_factory.mktemp("publish")
    (place / "seeds").mkdir()
    (place / "fresh").mkdir()
    with small_pages(), closing(open_writer(place / "seeds.db")) as connection:
        for step in steps:
            follow(connection, place / "seeds", step)
        publisher(place / "seeds", connection).publish()
        changed_once = connection.execute("SELECT 1 FROM journal").fetchone()
        publisher(place / "fresh", connection).publish(everything=True)

        assert queue(connection) == []
        assert not changed_once or pages(place / "fresh") == pages(place / "seeds")
        assert not changed_once or publisher(place / "seeds", connection).differences() == []


def test_nothing_new_writes_nothing(connection: Connection, seeds: Path) -> None:
    """Without a change no page is made, read or written."""
    put(connection, 0)
    publisher(seeds, connection).publish()
    age(seeds)

    assert publisher(seeds, connection).publish() == 0
    assert publisher(seeds, connection).publish(everything=True) == 0
    assert rewritten(seeds) == set()


def test_only_the_pages_of_a_change_are_written(connection: Connection, seeds: Path) -> None:
    """A copy of a file changes its story's page and the counts; other pages keep bytes and time."""
    put(connection, 0, 1, 2, 5, 9)
    publisher(seeds, connection).publish()
    age(seeds)
    put(connection, 0, path="copy.txt")

    assert publisher(seeds, connection).publish() == 2
    assert rewritten(seeds) == {"INDEX.md", "INDEX/2024-04.md"}


def test_a_rejected_file_changes_its_list_only(connection: Connection, seeds: Path) -> None:
    """A new rejected file is on the page of rejected files and in the counts."""
    put(connection, 0, 1, 5, 9)
    publisher(seeds, connection).publish()
    age(seeds)
    reject(connection, "scan.txt")
    publisher(seeds, connection).publish()

    assert rewritten(seeds) == {"INDEX.md", "INDEX/rejected.md"}


def test_a_story_that_moves_leaves_its_page(connection: Connection, seeds: Path) -> None:
    """A fuller edition of another month takes its story along: both months are written."""
    put(connection, 0, 1, 5, 9)
    publisher(seeds, connection).publish()
    age(seeds)
    link(connection, DOCUMENTS[0], DOCUMENTS[5], linked=True)
    publisher(seeds, connection).publish()

    assert sorted(pages(seeds)) == ["INDEX.md", "INDEX/2023-01.md", "INDEX/2024-05.md"]
    assert rewritten(seeds) == {"INDEX.md", "INDEX/2024-05.md"}


def test_from_one_page_to_many_and_back(connection: Connection, seeds: Path) -> None:
    """Past the limit there is an index of pages; a page that is no longer part of it goes, and so does the folder."""
    put(connection, 0, 1, 5)
    publisher(seeds, connection).publish()
    assert sorted(pages(seeds)) == ["INDEX.md"]

    put(connection, 9)
    publisher(seeds, connection).publish()
    assert sorted(pages(seeds)) == ["INDEX.md", "INDEX/2023-01.md", "INDEX/2024-04.md", "INDEX/2024-05.md"]

    put(connection, 2, 6)
    publisher(seeds, connection).publish()
    assert "INDEX/2024-05.md" not in pages(seeds)
    assert {"INDEX/2024-05-01.md", "INDEX/2024-05-02.md", "INDEX/undated.md"} <= pages(seeds).keys()

    Publisher(seeds, connection).publish(everything=True)
    assert [path.name for path in seeds.iterdir()] == ["INDEX.md"]


def test_a_page_that_is_not_there_is_written(connection: Connection, seeds: Path) -> None:
    """With any change, pages that someone deleted come back."""
    put(connection, 0, 1, 5, 9)
    publisher(seeds, connection).publish()
    (seeds / "INDEX" / "2023-01.md").unlink()
    put(connection, 0, path="copy.txt")
    publisher(seeds, connection).publish()

    assert publisher(seeds, connection).differences() == []


def test_differences_are_found(connection: Connection, seeds: Path) -> None:
    """A changed, a missing and a surplus page are each named; a true manifest has none."""
    put(connection, 0, 1, 5, 9)
    publisher(seeds, connection).publish()
    assert publisher(seeds, connection).differences() == []

    (seeds / "INDEX" / "2023-01.md").write_text("by hand")
    (seeds / "INDEX" / "2024-04.md").unlink()
    (seeds / "INDEX" / "1999-12.md").write_text(f"# 1999-12\n\n{NOTICE}\n")
    expected = ["INDEX/1999-12.md", "INDEX/2023-01.md", "INDEX/2024-04.md"]
    assert publisher(seeds, connection).differences() == expected

    publisher(seeds, connection).publish(everything=True)
    assert publisher(seeds, connection).differences() == []


def test_no_manifest_is_a_difference(connection: Connection, seeds: Path) -> None:
    """Before anything was published, the manifest is missing."""
    assert publisher(seeds, connection).differences() == ["INDEX.md"]


def test_what_could_not_be_written_stays_stale(
    connection: Connection, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk loses no page: the next attempt writes it; meanwhile the old page stands unharmed."""
    put(connection, 0)
    publisher(seeds, connection).publish()
    before = pages(seeds)
    put(connection, 1)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            publisher(seeds, connection).publish()
    assert before["INDEX.md"] == (seeds / "INDEX.md").read_text()

    assert publisher(seeds, connection).publish() == 1
    assert publisher(seeds, connection).differences() == []
    assert sorted(pages(seeds)) == ["INDEX.md"]


def test_what_somebody_else_wrote_is_kept(connection: Connection, seeds: Path) -> None:
    """An INDEX.md from before our time is put aside, and other files in INDEX are left alone."""
    (seeds / "INDEX.md").write_text("# My own index\n")
    (seeds / "INDEX").mkdir()
    (seeds / "INDEX" / "notes.md").write_text("mine")
    put(connection, 0, 1, 5, 9)
    publisher(seeds, connection).publish()
    assert (seeds / ".INDEX.md.kept").read_text() == "# My own index\n"
    assert (seeds / "INDEX" / "notes.md").read_text() == "mine"
    assert publisher(seeds, connection).differences() == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_links_lead_it_nowhere(connection: Connection, seeds: Path) -> None:
    """A link in the place of the manifest or of its temporary file is replaced; what it leads to stays as it is."""
    precious = seeds.parent / "precious"
    precious.write_text("precious")
    (seeds / "INDEX.md").symlink_to(precious)
    (seeds / ".INDEX.md.tmp").symlink_to(precious)
    put(connection, 0)
    publisher(seeds, connection).publish()
    assert precious.read_text() == "precious"
    assert publisher(seeds, connection).differences() == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_in_place_of_the_pages_is_refused(connection: Connection, seeds: Path) -> None:
    """Pages are not written into a folder that a link leads to."""
    elsewhere = seeds.parent / "elsewhere"
    elsewhere.mkdir()
    (seeds / "INDEX").symlink_to(elsewhere)
    put(connection, 0, 1, 5, 9)
    with pytest.raises(OSError, match="INDEX"):
        publisher(seeds, connection).publish()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("documents", [1, 4])
def test_a_folder_that_is_gone_is_not_made_anew(connection: Connection, seeds: Path, documents: int) -> None:
    """It may have been moved away for a while; an empty one in its place would say that all files are missing."""
    put(connection, *range(documents))
    seeds.rmdir()
    with pytest.raises(FileNotFoundError):
        publisher(seeds, connection).publish(everything=True)
    assert not seeds.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_its_place_does_not_hold_it(connection: Connection, seeds: Path) -> None:
    """What is not a file is put aside unread."""
    os.mkfifo(seeds / "INDEX.md")
    publisher(seeds, connection).publish(everything=True)
    assert publisher(seeds, connection).differences() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("folder", "manifest"), [(0o755, 0o644), (0o750, 0o640), (0o700, 0o600), (0o777, 0o644)])
def test_it_is_as_readable_as_its_folder(connection: Connection, seeds: Path, folder: int, manifest: int) -> None:
    """Who may look into the folder may read the manifest; nobody else may write it."""
    seeds.chmod(folder)
    publisher(seeds, connection).publish(everything=True)
    assert manifest == (seeds / "INDEX.md").stat().st_mode & 0o777


def test_nothing_that_was_kept_is_written_over(connection: Connection, seeds: Path) -> None:
    """Each INDEX.md of somebody else's is put aside under a name of its own."""
    for text in ("first", "second", "third"):
        (seeds / "INDEX.md").write_text(text)
        publisher(seeds, connection).publish(everything=True)
    kept = [".INDEX.md.kept", ".INDEX.md.kept-2", ".INDEX.md.kept-3"]
    assert ["first", "second", "third"] == [(seeds / name).read_text() for name in kept]
