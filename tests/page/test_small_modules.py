"""Tests of the small modules of worker.page: paragraphs, kinds of lines, titles and agencies."""

import pytest

from tests.page.pages import BODY, LEAD, TITLE
from worker.page.agency import agency_alone, agency_named_in, first_agency, short_name
from worker.page.caption import is_caption, is_credit
from worker.page.furniture import is_furniture, is_link_list_heading
from worker.page.mark import find_published, is_mark
from worker.page.notices import agency_of_notice, holds_notice
from worker.page.paragraphs import split_paragraphs
from worker.page.tail import without_tail
from worker.page.title import find_title


def test_a_line_is_a_paragraph() -> None:
    """Lines are paragraphs with their offsets; blank lines are none."""
    text = f"{TITLE}\n\n{LEAD}\nShort."
    assert [text[low:high] for low, high, _ in split_paragraphs(text)] == [TITLE, LEAD, "Short."]


def test_short_lines_of_a_page_are_not_joined() -> None:
    """A page of short lines, each beginning anew, is not hard-wrapped."""
    text = f"{TITLE} after years\nBy Ann Lee of the Example Herald of Northport\nMay 3, 2021"
    assert len(split_paragraphs(text)) == 3


@pytest.mark.parametrize(
    "line", ["Advertisement", "Share", "CONNECT TWEET LINKEDIN 27 COMMENTEMAILMORE", "___", "A   A", "1 / 2"]
)
def test_buttons(line: str) -> None:
    """A line of button words, or without a letter, is furniture."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        TITLE,
        "Wrong!",
        "Winds of change",
        "Ann Lee",
        "Reporting on the harbour is hard work.",
        "A week ago, the harbour wall fell in a storm that came from the sea.",
    ],
)
def test_lines_that_are_not_furniture(line: str) -> None:
    """Prose, titles and names are no furniture."""
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Correction officers at the harbour prison went on strike.",
        "Purchases of boats rose by a tenth in the spring.",
        "Contact between the two councils broke off on Monday.",
        "Copyright law protects the plans of the wall, a lawyer said.",
        "Reuters reporters saw smoke above the harbour.",
    ],
)
def test_prose_that_begins_as_notices_do(line: str) -> None:
    """The first word alone makes no notice."""
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "[Read: Boats leave the harbour]",
        "Our Standards: The Example Principles.",
        "Read the original article on Example Insider.",
        "(With inputs from agencies)",
        "What do you think? Join the conversation below.",
        "View the discussion thread.",
        "Slideshow (5 Images)",
    ],
)
def test_calls_on_the_reader(line: str) -> None:
    """Links in brackets, a site's standards, its discussion and its pictures are no prose."""
    assert is_furniture(line)


def test_notices() -> None:
    """Words of notices are found inside a line, words of prose are not taken for them."""
    assert holds_notice("Ann Lee contributed to this report from Eastport.")
    assert holds_notice("With a digital subscription, you'll never miss a story.")
    assert holds_notice("This website uses cookies to improve your experience while you navigate.")
    assert not holds_notice("Each member contributed ten crowns, and the policy was broadcast on Tuesday.")


def test_addresses() -> None:
    """A short line with an address is furniture; a paragraph of a story may ask its readers to write."""
    assert is_furniture("Write to the reporter at ann.lee@example.com with a tip.")
    assert not is_furniture(f"{LEAD} Those who saw it are asked to write to police@example.com.")


def test_markup() -> None:
    """A tag left over from the page is furniture; a company's name in angle brackets, as newswires print it, is not."""
    assert is_furniture('<div class="share">')
    assert not is_furniture("<Acme Corp> said it would rebuild the wall.")


def test_weather() -> None:
    """Degrees, winds and sites of forecasts are furniture; a headline in capitals about a forecast is none."""
    assert all(map(is_furniture, ["High 86F. Winds NE at 5 mph.", "21 °C", "Weekend forecast", "weather.com"]))
    assert not is_furniture("FARMERS CUT WHEAT FORECAST AGAIN")
    assert not is_furniture("Glassworks of Northport to mend its pipes despite a gloomy forecast")


def test_link_lists() -> None:
    """Headings of link lists are known, sentences that begin like them are not."""
    assert is_link_list_heading("Related Stories:")
    assert is_link_list_heading("You may also like...")
    assert not is_link_list_heading("Related costs rose.")


@pytest.mark.parametrize(
    "line",
    ["Photo: Ann Lee, AP", "Ann Lee / Reuters", "Ann Lee | AFP | Getty Images", "(Ann Lee/AP)", "(Ann Lee/Example)"],
)
def test_credits(line: str) -> None:
    """A line that names a photographer and a supplier is a credit."""
    assert is_credit(line)
    assert is_caption("Waves break over the harbour wall. Photograph: Ann Lee/Example Post")
    assert not is_caption(TITLE)


@pytest.mark.parametrize(
    "line",
    [
        "Waves break over the harbour wall [File: Reuters]",
        "Waves break over the harbour wall. (Source: Example Agency)",
        "Waves break over the harbour wall. Photo by Ann Lee /Example News",
        "Wellen brechen über die Mauer. © Max Muster",
    ],
)
def test_captions_that_end_in_a_credit(line: str) -> None:
    """A credit in brackets, in parentheses with its label, or after '©' or 'Photo by' ends a caption."""
    assert is_caption(line)


def test_marks() -> None:
    """Bylines and lines that print little else than a date end a page's head; sentences with a date do not."""
    assert all(map(is_mark, ["By Ann Lee", "By", "Updated", "May 3, 2021", "Posted: 9:20 AM, July 15, 2018"]))
    assert all(map(is_mark, ["Source: AFP", "Bron: BELGA"]))
    assert not is_mark("Boats leave Northport on Aug. 31, 2019. (AP)")
    assert not any(map(is_mark, ["On May 3, 2021, the wall fell.", TITLE, "Stand by the harbour wall."]))


def test_published_goes_before_updated() -> None:
    """When both are printed the day of publishing counts; without a label the first; no day of an article below."""
    assert find_published(["Updated July 17, 2018", "Posted July 16, 2018"], []) == "2018-07-16"
    assert find_published(["Updated", "July 17, 2018", "; Posted", "July 16, 2018"], []) == "2018-07-16"
    assert find_published(["Updated July 17, 2018"], []) == "2018-07-17"
    assert find_published([], ["Ann LeePosted at 5:40 pm on July 15, 2018", "July 1, 2018"]) == "2018-07-15"
    assert find_published([], ["July 1, 2018"]) == ""


def test_published_below_the_title_goes_before_the_day_of_the_page() -> None:
    """A paper prints today's date above everything; the story's own stands below its title."""
    assert find_published(["Wed, Nov 20, 2019", TITLE, "Nov 13, 2019"], [], TITLE) == "2019-11-13"
    assert find_published(["Wed, Nov 20, 2019", TITLE, "Updated Nov 13, 2019"], [], TITLE) == "2019-11-13"
    assert find_published(["Published Nov 12, 2019", TITLE, "Updated Nov 13, 2019"], [], TITLE) == "2019-11-12"


def test_titles() -> None:
    """A title shares words with its story; menus, teasers and sites' names are left out."""
    assert find_title(["Example Herald News", "Five boats to see before winter comes", TITLE], BODY) == TITLE
    assert find_title([f"{TITLE} | Example Herald"], BODY) == TITLE
    assert find_title([f"{TITLE} 04:45"], BODY) == ""
    assert find_title(["ACME SEES LOWER NET"], BODY) == "ACME SEES LOWER NET"


def test_a_title_stands_by_the_byline() -> None:
    """Among lines whose words come back, one by a byline or date is the title, and capitals above it are its topic."""
    link = "Harbour wall: the council votes"
    assert find_title([link, TITLE], BODY) == link
    assert find_title([link, TITLE], BODY, {TITLE}) == TITLE
    assert find_title(["NORTHPORT HARBOUR WALL", TITLE], BODY, {"NORTHPORT HARBOUR WALL", TITLE}) == TITLE


def test_a_title_stands_above_its_deck() -> None:
    """Of two lines by a byline the upper one is the title, though the lower has more words of the story."""
    title, deck = "What Northport will do about its harbour", "The council voted to rebuild the wall that storms broke"
    assert find_title([title, deck], BODY, {title, deck}) == title
    assert find_title([title, deck], BODY, {deck}) == deck


def test_a_deck_is_no_title() -> None:
    """Two sentences are a summary; small words of other languages come back in any text."""
    deck = (
        "Northport rebuilds its harbour wall that the storms broke. Fishermen may live with it, says the port authority"
    )
    assert find_title([deck], BODY) == ""
    assert find_title(["Ein Angebot von der"], "Der Rat hat von der Mauer ein Angebot erhalten.") == ""


def test_agencies() -> None:
    """Agencies go by short names, whatever form a page uses; capitals inside a name are none."""
    assert [short_name(form) for form in ("The Associated Press", "REUTERS", "CNN Wires", "Example News")] == [
        *("AP", "Reuters", "CNN Wire", ""),
    ]
    assert first_agency("Example/dpa") == "dpa"
    assert agency_named_in("By MICHELLE KRUPA") == ""
    assert agency_named_in("Ann Lee, Ap Business Writer") == "AP"
    lines = ["AFP, Kyodo", "Reuters in Cape Town", "Ann Lee, AFP", ""]
    assert [agency_alone(line) for line in lines] == ["AFP", "Reuters", "", ""]
    assert agency_of_notice("REUTER") == "Reuters"
    assert agency_of_notice("Associated Press writer Ann Lee contributed to this report.") == "AP"


def test_tails() -> None:
    """Links and codes are cut from the end of a paragraph, its own parentheses stay."""
    assert without_tail(f"{LEAD} read more") == LEAD
    assert without_tail("The sum is due (in crowns)") == "The sum is due (in crowns)"
