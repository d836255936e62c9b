"""Tests of worker.article.run: where a run of prose begins and ends."""

from tests.article.reading import LEXICON, marked
from worker.article.article import Label
from worker.article.page import Block, Page
from worker.article.run import beginning_of_run, end_of_run

STORY, TEASER = (
    "The council met on Tuesday and voted to rebuild the wall. " * 4,
    "The boats came back on Tuesday, a day late,...",
)


def page(*lines: tuple[Label, str]) -> Page:
    """A page of `lines`; what is prose weighs its length."""
    blocks = [Block(0, len(line), line, marked(line)) for _, line in lines]
    labels = [label for label, _ in lines]
    weights = [len(line) * (label is Label.PROSE) for label, line in lines]
    return Page("", LEXICON, blocks, labels, ["" for _ in lines], weights)


def prose(line: str = STORY) -> tuple[Label, str]:
    """A paragraph of prose."""
    return Label.PROSE, line


def links(count: int) -> list[tuple[Label, str]]:
    """So many lines that are no prose."""
    return [(Label.LINE, "Five boats to see")] * count


def test_lines_amid_prose_do_not_end_it() -> None:
    """Prose that outweighs the lines above it belongs to the run."""
    assert end_of_run(page(prose(), *links(2), prose()), 0) == 3


def test_a_paragraph_below_a_list_of_links_is_left_out() -> None:
    """Prose that the lines above it outweigh is a teaser or a notice of the page's foot."""
    assert end_of_run(page(prose(), prose(), *links(4), prose()), 0) == 1


def test_a_story_goes_on_below_an_offer() -> None:
    """However many lines an offer to subscribe has, a story longer than ten lines weigh goes on below it."""
    assert end_of_run(page(prose(), *links(50), *[prose()] * 4), 0) == 54


def test_pictures_stand_amid_a_story() -> None:
    """Captions and credits do not count against the prose below them."""
    assert end_of_run(page(prose(), *[(Label.CAPTION, "A boat")] * 9, prose("The council met. " * 5)), 0) == 10


def test_a_paragraph_cut_with_dots_is_a_teaser() -> None:
    """Prose that ends in dots or 'Read More' counts against the run."""
    assert end_of_run(page(prose(), *[prose(TEASER * 3)] * 3, prose(f"{STORY} Read More")), 0) == 0


def test_a_deck_that_buttons_part_from_the_story_is_left_out() -> None:
    """A short paragraph goes with the next one unless more lines stand between than it outweighs."""
    deck = prose("The wall is to be rebuilt by the autumn, as lawmakers of the port press for haste now")
    assert beginning_of_run(page(deck, *links(1), prose()), 0) == 0
    assert beginning_of_run(page(deck, *links(3), prose()), 0) == 4
    assert beginning_of_run(page(prose(), *links(9), prose()), 0) == 0


def test_a_page_without_prose() -> None:
    """Without prose the run is empty, and stands where it was looked for."""
    assert (beginning_of_run(page(*links(3)), 1), end_of_run(page(*links(3)), 1)) == (1, 1)


def test_a_line_that_a_template_repeats_parts_nothing() -> None:
    """However often 'Advertisement' stands amid a story, it goes on; other lines part it from the next."""
    short = prose("The council met on Tuesday and voted to rebuild the harbour wall, as it had said.")
    amid = [(Label.BOILERPLATE, "Advertisement"), short] * 9
    assert end_of_run(page(prose(), *amid), 0) == 18
    assert end_of_run(page(short, *links(3), short), 0) == 0


def test_prose_below_a_date_is_a_teaser() -> None:
    """Below the byline or date of another story stands none of this one."""
    assert end_of_run(page(prose(), (Label.LINE, "Five boats"), (Label.METADATA, "March 3, 2021"), prose()), 0) == 0


def test_what_opens_no_story() -> None:
    """A call on the reader, a cut teaser and what stands in a list are left out above a story."""
    call = prose("You can read this article and all others with an account of the Example Herald, free.")
    listed = (Label.LINK_LIST, "Most Popular"), prose("1 Boats leave 2 Boats come back 3 Boats to see")
    assert beginning_of_run(page(call, prose(TEASER * 3), *listed, prose()), 0) == 4


def test_a_short_sentence_above_a_short_paragraph_opens_a_story() -> None:
    """Two in a row are no deck, whatever lines part them from the rest."""
    opening = (
        (Label.SENTENCE, "The wall of Northport is to be built anew, as its council decided on Tuesday."),
        (prose("The council voted to rebuild it by the autumn, as the fishermen of the port had asked it to.")),
    )
    assert beginning_of_run(page(*opening, *links(4), prose()), 0) == 1
