"""The database in the hands of other tools: those that people inspect it with, run for real."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.connection import open_writer, transaction
from db.documents import index_for_search
from db.tables import Tables
from tests.db.older import make_older, put_older_document
from tests.db.rows import document_row, ids, put_document, put_document_file

if TYPE_CHECKING:
    from sqlite3 import Connection

SCRIPTS = Path(sysconfig.get_path("scripts"))
BEFORE = ("0006_search_by_other_tools", "0009_members")
STORY = "The night ferry to Stenna stops in April."
PAGE = f"Ferry\n\n{STORY}"
ABOUT_A_FERRY: dict[str, str | int] = {
    "text": PAGE,
    "body": STORY,
    "prose_start": 7,
    "prose_end": len(PAGE),
    "spans": f"[[7, {len(PAGE)}]]",
}


def run(*command: str | Path) -> str:
    """What a tool prints; it must succeed."""
    tool, *arguments = command
    return subprocess.run([SCRIPTS / tool, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def fill(connection: Connection) -> None:
    """Store two documents, of which one tells of a ferry, and a rejected file."""
    with transaction(connection):
        put_document(connection, 1, **ABOUT_A_FERRY)
        put_document(connection, 2)
        put_document_file(connection, "scan.txt")
        index_for_search(Tables(connection), ids(1, 2))


def fill_older(connection: Connection) -> None:
    """Store these documents as an earlier version did."""
    for row in (document_row(1, **ABOUT_A_FERRY), document_row(2)):
        put_older_document(connection, row)


@pytest.fixture(params=["new", *BEFORE])
def db(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A database made by this version, or made and filled by an earlier one and brought up to date."""
    path = tmp_path / "seeds.db"
    if request.param != "new":
        make_older(path, request.param, fill_older)
    with closing(open_writer(path)) as connection:
        if request.param == "new":
            fill(connection)
    return path


def the_one(db: Path) -> int:
    """The id of the document that tells of a ferry."""
    with closing(open_writer(db)) as connection:
        (number,) = connection.execute("SELECT id FROM documents WHERE text = ?", (PAGE,)).fetchone()
    return int(number)


def test_sqlite_utils_searches(db: Path) -> None:
    """`sqlite-utils search seeds.db documents ferry` finds the one document, in whatever case the word is."""
    found = json.loads(run("sqlite-utils", "search", db, "documents", "FERRY", "-c", "title", "-c", "id"))

    assert [the_one(db)] == [row["id"] for row in found]


def test_datasette_searches(db: Path) -> None:
    """Datasette's page of documents has a search box, and ?_search= leaves the one document."""
    page = run("datasette", db, "--get", "/seeds/documents?_search=ferry")
    found: dict[str, Any] = json.loads(run("datasette", db, "--get", "/seeds/documents.json?_search=ferry&_col=id"))

    assert 'name="_search"' in page
    assert (1, the_one(db)) == (found["filtered_table_rows_count"], found["rows"][0][0])
