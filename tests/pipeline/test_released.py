"""Databases as released versions made them of the samples and one note that is gone: they become as a new one is."""

from __future__ import annotations

import gzip
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from db.connection import open_writer
from tests.process.seedwatch import Place
from tests.snapshot import Snapshot, rows, snapshot

ROOT = Path(__file__).parents[2]
RELEASED = sorted((ROOT / "tests" / "db" / "released").glob("*.db.gz"))
GONE = "A note that will be gone. The board of the harbour met."


def sampled(home: Path) -> Place:
    """The samples, in a folder without a database."""
    place = Place(home)
    shutil.copytree(ROOT / "seeds", place.seeds, dirs_exist_ok=True, ignore=shutil.ignore_patterns("INDEX*"))
    return place


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What a new database says of the same history."""
    place = sampled(tmp_path_factory.mktemp("fresh") / "place")
    (place.seeds / "gone.txt").write_text(GONE)
    place.scan("--settle", "0")
    (place.seeds / "gone.txt").unlink()
    place.scan("--settle", "0")
    return known(place.db)


def known(db: Path) -> Snapshot:
    """What it says, but for which reader had read the note, which a database of before can't know."""
    with closing(open_writer(db)) as connection:
        connection.execute("UPDATE documents SET reader_version = NULL WHERE text LIKE 'A note that will be gone.%'")
        connection.execute("UPDATE files SET reader_version = NULL WHERE path = 'gone.txt'")
    return snapshot(db)


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.removesuffix(".db.gz"))
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """The samples with a database of an earlier version."""
    place = sampled(tmp_path / "older")
    place.db.write_bytes(gzip.decompress(Path(request.param).read_bytes()))
    return place


def test_it_becomes_as_a_new_one(older: Place, fresh: Snapshot) -> None:
    """After one scan all is as in a fresh database, the note that is gone too; its former self is kept."""
    before = older.db.read_bytes()
    older.scan("--settle", "0")
    (backup,) = older.home.glob("seeds.db.before-*")

    assert fresh == known(older.db)
    assert [("ok",)] == rows(older.db, "PRAGMA integrity_check")
    assert [] == rows(older.db, "PRAGMA foreign_key_check")
    assert len(before) == backup.stat().st_size


def test_readers_find_it_all_at_once(older: Place) -> None:
    """As soon as it is opened, before anything is read again, views, search and former ids answer."""
    documents = rows(older.db, "SELECT id, title FROM documents ORDER BY text_sha256")
    editions = rows(older.db, "SELECT count(*) FROM editions")
    open_writer(older.db).close()

    assert [title or None for _, title in documents] == [
        title for (title,) in rows(older.db, "SELECT title FROM documents ORDER BY text_sha256")
    ]
    assert editions == rows(older.db, "SELECT count(*) FROM editions")
    assert rows(older.db, "SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'grain'")
    for document, title in documents:
        assert [(title or None,)] == rows(
            older.db,
            "SELECT d.title FROM former_ids f JOIN documents d ON d.id = f.document_id WHERE f.id = ?",
            document,
        )


def test_the_journal_is_carried_over(older: Place) -> None:
    """What happened to each path before is told after the upgrade, of the documents as they are called now."""
    before = rows(older.db, "SELECT at, path, outcome FROM journal ORDER BY id")
    open_writer(older.db).close()

    assert before == rows(older.db, "SELECT at, path, outcome FROM journal ORDER BY id")
    assert [] == rows(
        older.db, "SELECT 1 FROM journal WHERE document_id NOT IN (SELECT id FROM documents) AND document_id NOT NULL"
    )
