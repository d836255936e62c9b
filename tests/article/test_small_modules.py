"""Tests of the small modules of worker.article: blocks, labels of lines, metadata, titles and agencies."""

import pytest

from tests.article.pages import BODY, LEAD, TITLE
from tests.article.reading import LEXICON, NO_BOILERPLATE, label, marked, published, title_of
from worker.article.agencies import agency_alone, agency_named_in, agency_of_notice, first_agency
from worker.article.article import Label
from worker.article.blocks import split_blocks
from worker.article.boilerplate import is_link_list_heading
from worker.article.captions import is_caption, is_credit
from worker.article.metadata import is_metadata
from worker.article.tails import without_tail
from worker.lexicon.schema import Sense


def test_a_line_is_a_paragraph() -> None:
    """Lines are paragraphs with their offsets; blank lines are none."""
    text = f"{TITLE}\n\n{LEAD}\nShort."
    assert [text[low:high] for low, high, *_ in split_blocks(text, LEXICON)] == [TITLE, LEAD, "Short."]


def test_short_lines_of_a_page_are_not_joined() -> None:
    """A page of short lines, each beginning anew, is not hard-wrapped."""
    text = f"{TITLE} after years\nBy Ann Lee of the Example Herald of Northport\nMay 3, 2021"
    assert len(split_blocks(text, LEXICON)) == 3


@pytest.mark.parametrize(
    "line", ["Advertisement", "Share", "CONNECT TWEET LINKEDIN 27 COMMENTEMAILMORE", "___", "A   A", "1 / 2"]
)
def test_buttons(line: str) -> None:
    """A line of button words, or without a letter, is boilerplate."""
    assert label(line) is Label.BOILERPLATE


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
def test_lines_that_are_not_boilerplate(line: str) -> None:
    """Prose, titles and names are no boilerplate."""
    assert label(line) in NO_BOILERPLATE


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
    assert label(line) in NO_BOILERPLATE


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
    assert label(line) is Label.BOILERPLATE


def test_notices() -> None:
    """Words of notices are found inside a line, words of prose are not taken for them."""
    for line in (
        "Ann Lee contributed to this report from Eastport.",
        "With a digital subscription, you'll never miss a story.",
        "This website uses cookies to improve your experience while you navigate.",
    ):
        assert Sense.NOTICE_INSIDE in marked(line).holds
    prose = "Each member contributed ten crowns, and the policy was broadcast on Tuesday."
    assert Sense.NOTICE_INSIDE not in marked(prose).holds


def test_addresses() -> None:
    """A short line with an address is boilerplate; a paragraph of a story may ask its readers to write."""
    assert label("Write to the reporter at ann.lee@example.com with a tip.") is Label.BOILERPLATE
    assert label(f"{LEAD} Those who saw it are asked to write to police@example.com.") in NO_BOILERPLATE


def test_markup() -> None:
    """A tag left over from the page is boilerplate; a company's name in angle brackets, as newswires set it, is not."""
    assert label('<div class="share">') is Label.BOILERPLATE
    assert label("<Acme Corp> said it would rebuild the wall.") in NO_BOILERPLATE


def test_weather() -> None:
    """Lines with degrees are boilerplate; a headline in capitals about a forecast is none."""
    assert {label(line) for line in ("High 86F. Winds NE at 5 mph.", "21 °C")} == {Label.BOILERPLATE}
    assert label("FARMERS CUT WHEAT FORECAST AGAIN") in NO_BOILERPLATE
    assert label("Glassworks of Northport to mend its pipes despite a gloomy forecast") in NO_BOILERPLATE


def test_link_lists() -> None:
    """Headings of link lists are known, sentences that begin like them are not."""
    assert is_link_list_heading(marked("Related Stories:"))
    assert is_link_list_heading(marked("You may also like..."))
    assert not is_link_list_heading(marked("Related costs rose."))


@pytest.mark.parametrize(
    "line",
    ["Photo: Ann Lee, AP", "Ann Lee / Reuters", "Ann Lee | AFP | Getty Images", "(Ann Lee/AP)", "(Ann Lee/Example)"],
)
def test_credits(line: str) -> None:
    """A line that names a photographer and a supplier is a credit."""
    assert is_credit(marked(line), LEXICON)
    assert is_caption(marked("Waves break over the harbour wall. Photograph: Ann Lee/Example Post"), LEXICON)
    assert not is_caption(marked(TITLE), LEXICON)


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
    assert is_caption(marked(line), LEXICON)


def test_metadata_lines() -> None:
    """Bylines and lines that print little else than a date end a page's head; sentences with a date do not."""
    metadata = [
        "By Ann Lee",
        "By",
        "Updated",
        "May 3, 2021",
        "Posted: 9:20 AM, July 15, 2018",
        "Source: AFP",
        "Bron: BELGA",
    ]
    others = [
        *("Boats leave Northport on Aug. 31, 2019. (AP)", "On May 3, 2021, the wall fell.", TITLE),
        "Stand by the harbour wall.",
    ]
    assert [line for line in metadata if not is_metadata(marked(line), LEXICON)] == []
    assert [line for line in others if is_metadata(marked(line), LEXICON)] == []


def test_published_goes_before_updated() -> None:
    """When both are printed the day of publishing counts; without a label the first; no day of an article below."""
    assert published(["Updated July 17, 2018", "Posted July 16, 2018"], []) == "2018-07-16"
    assert published(["Updated", "July 17, 2018", "; Posted", "July 16, 2018"], []) == "2018-07-16"
    assert published(["Updated July 17, 2018"], []) == "2018-07-17"
    assert published([], ["Ann LeePosted at 5:40 pm on July 15, 2018", "July 1, 2018"]) == "2018-07-15"
    assert published([], ["July 1, 2018"]) == ""


def test_published_below_the_title_goes_before_the_day_of_the_page() -> None:
    """A paper prints today's date above everything; the story's own stands below its title."""
    assert published(["Wed, Nov 20, 2019", TITLE, "Nov 13, 2019"], [], TITLE) == "2019-11-13"
    assert published(["Wed, Nov 20, 2019", TITLE, "Updated Nov 13, 2019"], [], TITLE) == "2019-11-13"
    assert published(["Published Nov 12, 2019", TITLE, "Updated Nov 13, 2019"], [], TITLE) == "2019-11-12"


def test_titles() -> None:
    """A title shares words with its story; menus, teasers and sites' names are left out."""
    assert title_of(["Example Herald News", "Five boats to see before winter comes", TITLE], BODY) == TITLE
    assert title_of([f"{TITLE} | Example Herald"], BODY) == TITLE
    assert title_of([f"{TITLE} 04:45"], BODY) == ""
    assert title_of(["ACME SEES LOWER NET"], BODY) == "ACME SEES LOWER NET"


def test_a_title_stands_by_the_byline() -> None:
    """Among lines whose words come back, one by a byline or date is the title, and capitals above it are its topic."""
    link = "Harbour wall: the council votes"
    assert title_of([link, TITLE], BODY) == link
    assert title_of([link, TITLE], BODY, {TITLE}) == TITLE
    assert title_of(["NORTHPORT HARBOUR WALL", TITLE], BODY, {"NORTHPORT HARBOUR WALL", TITLE}) == TITLE


def test_a_title_stands_above_its_deck() -> None:
    """Of two lines by a byline the upper one is the title, though the lower has more words of the story."""
    title, deck = "What Northport will do about its harbour", "The council voted to rebuild the wall that storms broke"
    assert title_of([title, deck], BODY, {title, deck}) == title
    assert title_of([title, deck], BODY, {deck}) == deck


def test_a_deck_is_no_title() -> None:
    """Two sentences are a summary; small words of other languages come back in any text."""
    deck = (
        "Northport rebuilds its harbour wall that the storms broke. Fishermen may live with it, says the port authority"
    )
    assert title_of([deck], BODY) == ""
    assert title_of(["Ein Angebot von der"], "Der Rat hat von der Mauer ein Angebot erhalten.") == ""


def test_agencies() -> None:
    """Agencies go by short names, whatever form a page uses; capitals inside a name are none."""
    assert [LEXICON.agency(form) for form in ("The Associated Press", "REUTERS", "CNN Wires", "Example News")] == [
        *("AP", "Reuters", "CNN Wire", ""),
    ]
    assert first_agency("Example/dpa", LEXICON) == "dpa"
    assert agency_named_in(marked("By MICHELLE KRUPA")) == ""
    assert agency_named_in(marked("Ann Lee, AP Business Writer")) == "AP"
    lines = ["AFP, Kyodo", "Reuters in Cape Town", "Ann Lee, AFP", ""]
    assert [agency_alone(line, LEXICON) for line in lines] == ["AFP", "Reuters", "", ""]
    assert agency_of_notice(marked("REUTER"), LEXICON) == "Reuters"
    assert agency_of_notice(marked("Associated Press writer Ann Lee contributed to this report."), LEXICON) == "AP"


def test_tails() -> None:
    """Links and codes are cut from the end of a paragraph, its own parentheses stay."""
    assert without_tail(marked(f"{LEAD} read more"), LEXICON) == LEAD
    assert without_tail(marked("The sum is due (in crowns)"), LEXICON) == "The sum is due (in crowns)"
