"""Tests of worker.article.bylines: the names of authors."""

import pytest

from tests.article.reading import LEXICON, marked, names, signing
from worker.article.bylines import is_signed, opens_byline
from worker.article.credits import credited_names, noted_author


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By ANN LEE and BO EK, Associated Press", ["ANN LEE", "BO EK"]),
        ("by Ann Lee , Bo Ek and Cy Min Dahl July 16 at 4:59 AM Email the author", ["Ann Lee", "Bo Ek", "Cy Min Dahl"]),
        ("By Ann Lee -          The Example Times -      Sunday, July 15, 2018", ["Ann Lee"]),
        ("By Ann Lee CBS News July 15, 2018, 11:40 AM", ["Ann Lee"]),
        ("By ANN LEE AP National Security Writer", ["ANN LEE"]),
        ("Analysis by Ann Lee, CNN", ["Ann Lee"]),
        ("Von Max Muster", ["Max Muster"]),
        ("By Ann de la Cruz, J. K. O’Neil", ["Ann de la Cruz", "J. K. O’Neil"]),
        ("Ann Lee | Senior Media Reporter", ["Ann Lee"]),
        ("Ann LeePosted at 8:41 am on July 16, 2018", ["Ann Lee"]),
        ("Ann Lee and Bo K. EkAssociated Press", ["Ann Lee", "Bo K. Ek"]),
        ("The Associated Press — By ANN LEE - AP Business Writer", ["ANN LEE"]),
        ("By The Associated Press", []),
        ("By The Example Journal", ["The Example Journal"]),
        ("By KIM KRUPA", ["KIM KRUPA"]),
        ("By Ann Lee For Example Online", ["Ann Lee"]),
        ("Author: Ann Lee", ["Ann Lee"]),
        ("Ann Lee in Northport", ["Ann Lee"]),
        ("Ann Lee and Bo Ek, Example Today", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee · The Associated Press · Posted: Jul 15, 2018", ["Ann Lee"]),
        ("byAnn Lee", ["Ann Lee"]),
        ("Byby ANN LEE and BO EK", ["ANN LEE", "BO EK"]),
        ("Kommentar von Max Muster", ["Max Muster"]),
        ("By Ann Lee annlee@example.com(509) 555-0100", ["Ann Lee"]),
        ("By Ann Lee On 11/13/19 at 4:00 PM EST", ["Ann Lee"]),
        ("Ann LeeTravel Reporter", ["Ann Lee"]),
        ("Ann Lee@annlee", ["Ann Lee"]),
        ("Ann Lee / EXAMPLE.COM / Sep 2, 2024, 17:07", ["Ann Lee"]),
        ("Ann Lee, Ap Business Writer", ["Ann Lee"]),
        ("Ann Lee | ann@example.com By Ann Lee | ann@example.com", ["Ann Lee"]),
        ("By Ann Lee & Bo Ek / Published 30th December 2014", ["Ann Lee", "Bo Ek"]),
        ("By Ann Lee and Bo Ek / Example Staff Writers", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee and AP", ["Ann Lee"]),
    ],
)
def test_names_of_a_byline(line: str, people: list[str]) -> None:
    """People are named; agencies, roles, outlets and dates are not; a paper only where nobody else is."""
    assert names(line) == people


def test_each_name_once() -> None:
    """A byline printed twice names its authors once."""
    assert names("By Ann Lee", "By Ann Lee and Bo Ek") == ["Ann Lee", "Bo Ek"]


@pytest.mark.parametrize(
    "line", ["By 2020 the wall had fallen", "By the sea", "By Tuesday the wall had fallen.", "Byzantium"]
)
def test_a_sentence_is_no_byline(line: str) -> None:
    """'By' opens a byline only before a name, and a byline is no sentence."""
    assert not opens_byline(marked(line), LEXICON)


def test_bylines_without_by() -> None:
    """Names alone below the title are a byline; above it, or a paper's name, they are not."""
    assert signing(["Politics Analysis", "The title", "Ann Lee", "May 3, 2021"], "The title") == ["Ann Lee"]
    assert signing(["The title", "Ann Lee in Northport", "May 3, 2021"], "The title") == ["Ann Lee in Northport"]
    assert signing(["Ann Lee", "The title", "Example News", "May 3, 2021"], "The title") == []
    assert signing(["The title", "Sports Headlines", "May 3, 2021"], "The title") == []
    assert signing(["The title", "Home", "The title", "Ann Lee"], "The title") == ["Ann Lee"]


def test_a_role_makes_a_byline() -> None:
    """A name with what its bearer does for the paper is a byline without 'By'."""
    for line in ("Ann Lee Political Correspondent", "Ann Lee Senior Politics Editor, The Example Post"):
        assert signing(["The title", line, "16 May 2021"], "The title") == [line]


def test_agency_beside_a_name() -> None:
    """A name and an agency make a byline."""
    assert is_signed(marked("Ann Lee and AP"), LEXICON)


def test_bylines_among_strokes_and_above_roles() -> None:
    """A byline may be one part of a line, and have its role or its age on the next."""
    title = "Harbour wall to be rebuilt"
    assert names(*signing([title, "News | Published: 5 hours ago | Written by Ann Lee"], title)) == ["Ann Lee"]
    assert signing([title, "March 3, 2021", "Share", "Print", "Save", "Ann Lee", "Journalist"], title) == ["Ann Lee"]
    assert names(*signing([title, "Ann Lee5 hours ago"], title)) == ["Ann Lee"]


def test_by_on_a_line_of_its_own() -> None:
    """The line below 'By' or 'Author of the article:' is the byline."""
    for label in ("By", "Author of the article:"):
        assert signing(["The title", label, "Ann Lee"], "The title") == ["Ann Lee"]


@pytest.mark.parametrize(
    ("foot", "people"),
    [
        (["Reporting by Ann Lee, Bo Ek; Editing by Cy Dahl and Di Orr"], ["Ann Lee", "Bo Ek"]),
        (["(Reporting by Ann Lee in Oslo and Bo Ek in Rome)"], ["Ann Lee", "Bo Ek"]),
        (["(Writing by Ann Lee; Editing by Cy Dahl)"], ["Ann Lee"]),
        (["(Additional reporting by Bo Ek; Writing by Ann Lee)"], ["Ann Lee"]),
        (["(Additional reporting by Bo Ek; Editing by Cy Dahl)"], []),
        (["Ann Lee is a fellow at the Institute of Harbours."], ["Ann Lee"]),
        (["View comments"], []),
    ],
)
def test_names_at_the_foot(foot: list[str], people: list[str]) -> None:
    """Reporters go before writers; editors and helpers are no authors."""
    assert credited_names(map(marked, foot), LEXICON) == people


def test_author_note() -> None:
    """A note says what its author is; a sentence about somebody else is none."""
    assert noted_author("Ann Lee is the editor of Example Review and a professor of history at Northport.", LEXICON)
    assert not noted_author("Ann Lee is to visit Northport in May, the mayor said.", LEXICON)


def test_an_outlet_after_the_name_is_not_part_of_it() -> None:
    """'Ann Lee - The Example Times - Sunday' names one person."""
    assert names("By Ann Lee - The Example Times - Sunday, July 15, 2018") == ["Ann Lee"]
