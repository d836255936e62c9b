"""An export of several articles is known, and a page that is none is not taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.snapshot import rows
from tests.text import passages
from worker.text.decode import Undecodable, decode
from worker.text.exports import holds_several_articles
from worker.text.normalise import normalise

if TYPE_CHECKING:
    from tests.process.seedwatch import Place

FIXTURES = Path(__file__).with_name("exports")
DATA = Path(__file__).parents[3] / "shared" / "data"


def text_of(path: Path) -> str:
    """A file's normalised text; '' where it has none."""
    try:
        return normalise(decode(path.read_bytes()).text)
    except Undecodable:
        return ""


def several(*marks: str) -> str:
    """Articles that each begin, or end, with one of the marks."""
    return "\n\n".join(f"{mark}\n\n{passages.RUSSIAN}" for mark in marks)


@pytest.mark.parametrize("name", ["factiva.txt", "lexis.txt"])
def test_an_export_is_known(name: str) -> None:
    """As Factiva and LexisNexis hand it out."""
    assert holds_several_articles(text_of(FIXTURES / name))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("AN Document DORCOU0020170301ed3100020", "AN Document CAREC00020170302ed3200011"),
        ("Document DORCOU0020170301ed3100020", "Document CAREC00020170302ed3200011"),
        ("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS"),
        ("1 de 3 DOCUMENTS", "2 de 3 DOCUMENTS"),
        ("1 von 3 DOKUMENTEN", "2 von 3 DOKUMENTEN"),
        ("Dokument 1 von 3", "Dokument 2 von 3"),
        ("Documento 1 de 3", "Documento 2 de 3"),
        ("LOAD-DATE: March 1, 2017", "LOAD-DATE: March 1, 2017"),
        ("End of Document", "End of Document"),
        ("ProQuest document ID: 1015595470", "ProQuest document ID: 1015595471"),
        ("ID de documento de ProQuest: 1015595470", "ID de documento de ProQuest: 1015595471"),
    ],
)
def test_what_each_article_of_an_export_prints(first: str, second: str) -> None:
    """Twice it makes an export; once, or the same number again, it is one article."""
    assert holds_several_articles(several(first, second))
    assert not holds_several_articles(several(first))
    assert first == second or not holds_several_articles(several(first, first))


@pytest.mark.parametrize(
    "mark", ["###", "-30-", "____________________", "* * *", "Document", "1 of 3", "Related documents"]
)
def test_rules_and_marks_make_no_export(mark: str) -> None:
    """Round-ups and live files are full of them."""
    assert not holds_several_articles(several(*[mark] * 5))


def test_one_article_of_an_export_is_taken(place: Place) -> None:
    """What was exported alone is an article like any other."""
    place.put(FIXTURES / "proquest-one.txt")
    assert {"stored": 1} == place.scan()["outcomes"]


def test_an_export_of_several_joins_nothing(place: Place) -> None:
    """It is a row with its reason and has no document; its three articles, saved as pages, are three stories."""
    for name in ("factiva.txt", "lexis.txt", "page-a.txt", "page-b.txt", "page-c.txt"):
        place.put(FIXTURES / name)
    assert {"rejected": 2, "stored": 3} == place.scan()["outcomes"]
    assert [("several articles in one file", None)] == rows(
        place.db, "SELECT DISTINCT reason, document_id FROM files WHERE state = 'rejected'"
    )
    assert [(3,)] == rows(place.db, "SELECT count(DISTINCT story_id) FROM documents")


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the real pages are not part of the project")
def test_no_real_page_is_taken_for_an_export() -> None:
    """Of thousands of saved pages, wire items, releases and portals each is one article."""
    pages = [path for path in DATA.rglob("*") if path.is_file() and "pages" in path.parts]

    assert pages
    assert [] == [path for path in pages if holds_several_articles(text_of(path))]
