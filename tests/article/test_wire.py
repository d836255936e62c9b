"""Tests of worker.article.wire: items as teleprinters printed them, from the headline to the sign-off."""

import pytest

from tests.article.reading import article, paragraphs

RESULTS = (
    "BETA HARBOURS INC <BETA> 4TH QTR LOSS\n\nEASTPORT, March 3 -Shr loss six cts vs profit 19 cts\n"
    "Net loss 166,000 vs profit 580,000\nYear\nShr loss 13 cts vs profit 52 cts\n12 months to\nMarch 31, 1987\n"
    "NOTE: Year figures are restated for the purchase of the eastern\nquay from the port authority in the spring."
)
FLASH = "BETA HARBOURS RAISES FEES FOR BOATS AT THE EASTERN QUAY BY\nTEN PCT FROM MAY"


def prose(text: str) -> str:
    """The paragraphs of the story in `text`, one after another."""
    return " ".join(paragraphs(text))


@pytest.mark.parametrize("sign_off", ["", "\nReuter", "\n\nREUTER"])
def test_a_notice_is_its_table_and_its_prose(sign_off: str) -> None:
    """Every line from the dateline to the sign-off is the story: figures, labels, days and the note below."""
    story = " ".join(RESULTS.split(" -", 1)[1].split())
    assert " ".join(prose(RESULTS + sign_off).split()) == story


def test_columns_of_a_notice() -> None:
    """The headline, tickers and all, is the title; the sign-off tells the agency."""
    text = f"{RESULTS}\nReuter"
    found = article(text)
    assert found.title == "BETA HARBOURS INC <BETA> 4TH QTR LOSS"
    assert (found.place, found.agency, found.day) == ("EASTPORT", "Reuters", "--03-03")


def test_headline_over_two_lines() -> None:
    """A headline in capitals that runs on is one title."""
    text = f"{FLASH}\n\n******{FLASH}"
    assert article(text).title == FLASH.replace("\n", " ")


def test_an_alert_in_small_letters() -> None:
    """The asterisks of an alert tell a newswire's item whatever the letters of its headline."""
    flash = "Harbour master says boats are late"
    assert prose(f"{flash}\n\n******{flash}") == f"******{flash}"


def test_a_headline_that_runs_on_into_its_table_is_of_the_story() -> None:
    """Where more stands in the headline than below it, it is told with what is below."""
    table = "EASTPORT HERRING RATES - APRIL 7 SALTED 16-1/4 16-1/8 SMOKED\n18-1/2 18-3/8 FRESH"
    assert prose(f"{table} 12-1/2\n12-3/8") == f"{table} 12-1/2 12-3/8"


def test_headline_of_a_correction() -> None:
    """'CORRECTION - …' opens an item and is its title, no notice below a story."""
    text = (
        "CORRECTION - BETA <BETA> RAISES FEES\nIn the Eastport item headlined BETA RAISES FEES please read ten pct\n"
        "for twelve pct.\nReuter"
    )
    assert article(text).title == "CORRECTION - BETA <BETA> RAISES FEES"
    assert prose(text).startswith("In the Eastport item")


def test_a_page_of_short_lines_is_no_wire_item() -> None:
    """Without a headline in capitals a text is read as a page, its menu left out."""
    text = "Menu\n\nBoats return to the harbour\n\nBy Ann Lee\n\nThe boats came back on Tuesday, a day late."
    assert "Menu" not in prose(text)
