"""Tests of worker.article.read: what a page says of its article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article.pages import BODY, TITLE
from tests.article.reading import LEXICON, article
from worker.article.article import Article, Stated
from worker.article.read import read_article


def said(found: Article) -> tuple[str, str, str, str, str, str]:
    """What the page of an article says of it."""
    return found.title, "; ".join(found.byline), found.agency, found.place, found.published, found.language


def test_full_page() -> None:
    """Title, byline, agency, place and date come from the lines above the prose."""
    head = f"Example Herald\n\n{TITLE}\n\nBy Ann Lee and Bo Ek, Associated Press\n\nMay 3, 2021 07:30 AM"
    text = f"{head}\n\nNORTHPORT (AP) — {BODY}"
    assert said(article(text)) == (TITLE, "Ann Lee; Bo Ek", "AP", "NORTHPORT", "2021-05-03", "en")


def test_prose_alone_says_nothing() -> None:
    """Nothing is invented for a text without head or foot: an agency cited in the prose did not supply it."""
    text = f"{BODY}\n\nReuters news agency first reported the vote on May 3, 2021, citing two officials of the port."
    assert said(article(text)) == ("", "", "", "", "", "en")


def test_dateline_prefix_gives_the_date() -> None:
    """A date printed before the dateline is when the story was published."""
    found = article(f"date 2022-01-07 NORTHPORT/EASTPORT (REUTERS) - {BODY}")
    assert (found.published, found.place, found.agency) == ("2022-01-07", "NORTHPORT/EASTPORT", "Reuters")


def test_day_without_a_year_is_left_empty() -> None:
    """A year that the page does not print is not filled in."""
    assert article(f"NORTHPORT, Jan 6 (Reuters) – {BODY}").published == ""


def test_byline_from_the_foot() -> None:
    """Without a byline the reporters credited below the story are its authors; its editors are not."""
    text = f"{TITLE}\n\nNORTHPORT (Reuters) – {BODY}\n\nReporting by Ann Lee, Bo Ek; Editing by Cy Dahl"
    assert article(text).byline == ("Ann Lee", "Bo Ek")


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        ("The Associated Press", "AP"),
        ("By Ann Lee, The Associated Press", "AP"),
        ("Ann Lee, Associated Press", "AP"),
        ("Posted 6:08 am, May 3, 2021, by CNN Wires", "CNN Wire"),
        ("The Associated Press | Monday, May 3, 2021, 9:06 a.m.", "AP"),
        ("By Ann Lee, Example Herald", ""),
        ("Photo: Bo Ek, AP", ""),
    ],
)
def test_agency_from_the_lines_above(lines: str, agency: str) -> None:
    """A byline or a line of its own names the agency; a picture's credit does not."""
    assert article(f"{TITLE}\n\n{lines}\n\n{BODY}").agency == agency


@pytest.mark.parametrize(
    ("foot", "agency"),
    [
        ("Reuter", "Reuters"),
        ("© Copyright 2021 The Associated Press. All rights reserved.", "AP"),
        ("Copyright 2021 by CNN NewSource. All rights reserved.", "CNN"),
        ("© 2021 The Washington Post. All rights reserved.", ""),
        ("© 2021 Example Herald. All rights reserved.", ""),
        ("More stories\n\nBoats return\n\nStorm is over\n\nReuters", ""),
        ("Ann Lee of Example News and The Associated Press contributed to this report.", ""),
    ],
)
def test_agency_from_the_foot(foot: str, agency: str) -> None:
    """A sign-off or an agency's copyright names it; a paper's own copyright does not."""
    assert article(f"{TITLE}\n\n{BODY}\n\n{foot}").agency == agency


def test_teasers_of_other_stories_say_nothing() -> None:
    """Where several dated bylines stand above the prose, none is the story's."""
    teasers = "by Ann Lee - Jul 14, 2018 7:00 am\n\nGold may rise.\n\nby Bo Ek - Jul 14, 2018 2:45 pm\n\nOil may fall."
    assert said(article(f"{teasers}\n\n{BODY}")) == ("", "", "", "", "", "en")


def test_place_on_a_line_of_its_own() -> None:
    """A town in capitals below the byline and date is the dateline."""
    text = f"{TITLE}\n\nBy Ann Lee\n\nMay 3, 2021 07:30 AM\n\nNORTHPORT, Norland\n\n{BODY}"
    assert article(text).place == "NORTHPORT, Norland"


def test_title_by_the_byline_and_not_in_the_menu() -> None:
    """A link above the title whose words come back too is none; the title and its deck stand above the byline."""
    menu = "City council of Northport harbour\n\nTides of the week\n\nBoats for sale\n\nEvents"
    head = f"{menu}\n\n{TITLE}\n\nBoats may stay"
    found = article(f"{head}\n\nBy\n\nAnn Lee\n\nMay 3, 2021\n\n{BODY}")
    assert (found.title, found.byline) == (TITLE, ("Ann Lee",))


def test_dateline_glued_to_the_prose() -> None:
    """'Hong Kong (CNN)The …' is a dateline, also where its town has two words."""
    found = article(f"{TITLE}\n\nMay 3, 2021\n\nHong Kong (CNN Business){BODY}")
    assert (found.place, found.agency) == ("Hong Kong", "CNN")


def test_source_below_the_title() -> None:
    """'Source: AFP' tells who supplied the story, above or below it."""
    assert article(f"{TITLE}\n\nBron: BELGA\n\n{BODY}").agency == "Belga"
    assert article(f"{TITLE}\n\nBy Ann Lee\n\n{BODY}\n\nSource: AFP").agency == "AFP"


@given(st.text(), st.sampled_from(["", f"\n\n{BODY}", f"\nNORTHPORT (AP) — {BODY}"]))
def test_never_raises(head: str, body: str) -> None:
    """Any text has columns, all of them on one line."""
    found = article(head + body)
    assert "\n" not in found.title + "".join(found.byline) + found.agency + found.published + found.language


def test_what_a_format_states_goes_before_what_is_read() -> None:
    """A title, byline, agency, day or language that comes with the text is taken as it is; the rest is read."""
    stated = Stated(title="Wall", byline=("Cy Dahl",), agency="AFP", published="2021-05-04", language="nb")
    text = f"{TITLE}\n\nBy Ann Lee, Associated Press\n\nMay 3, 2021\n\nNORTHPORT (AP) — {BODY}"
    found = read_article(text, LEXICON, stated=stated)
    assert said(found) == ("Wall", "Cy Dahl", "AFP", "NORTHPORT", "2021-05-04", "nb")


def test_a_field_that_we_fail_on_is_left_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in reading one field is told, and keeps none of the others."""
    monkeypatch.setattr("worker.article.read.find_title", lambda *_: 1 / 0)
    found = article(f"{TITLE}\n\nBy Ann Lee\n\nMay 3, 2021\n\n{BODY}")
    assert (found.title, found.byline, found.published) == ("", ("Ann Lee",), "2021-05-03")
    assert ["ZeroDivisionError" in fault for fault in found.faults] == [True]
