"""Items that a longer text carries."""

import numpy as np
import pytest

from tests.matching import stories
from tests.matching.stories import headed, write_paragraphs

HERRING = "OSLO, April 7 - Canners bought {} crates of {} herring in the harbour sale overnight for May, traders said."
STRIKE = (
    "OSLO, April 7 - The mediator Otto Brand said he opposed a levy on ferry tickets that the county had put forward. "
    "The levy would fall on those who have no other way to town and bring in little, he said in Vikby."
)


def kind_of(title: str, item: str, other_title: str, longer: list[str]) -> str:
    """Return the kind of match between an item and a longer text, or ''."""
    found = stories.kind_of(headed(title, item), headed(other_title, "\n".join(longer)))
    return "" if found == "none" else found


@pytest.mark.parametrize(
    ("title", "kind"),
    [("HARBOUR BUSINESS - FISH AND TIMBER", ""), ("CANNERS BUY HERRING, SALMON", "edition")],
)
def test_a_notice_that_opens_a_round_up_is_an_item(title: str, kind: str) -> None:
    """What opens a longer text is its first item if the title tells of something else, and its lead if of the same."""
    item = HERRING.format(40, "smoked")
    longer = [item, *write_paragraphs(np.random.default_rng(4), 6)]
    assert kind_of("CANNERS BUY SMOKED HERRING", item, title, longer) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [("BRAND OPPOSES TAX ON FERRY TICKETS", "edition"), ("GULLS RETURN, BOATS TOO", "reuse")],
)
def test_a_notice_inside_a_story_titled_after_it_is_an_edition(title: str, kind: str) -> None:
    """A notice that stands further down in a longer story is an edition if their titles agree, an item if not."""
    rng = np.random.default_rng(5)
    told = STRIKE.partition(" - ")[2]
    longer = [
        "OSLO, April 7 - " + write_paragraphs(rng, 1)[0],
        *write_paragraphs(rng, 4),
        told,
        *write_paragraphs(rng, 2),
    ]
    assert kind_of("BRAND OPPOSES FERRY LEVY", STRIKE, title, longer) == kind


def test_a_pages_caption_is_no_title() -> None:
    """Where what stands above is not in capitals, a text cut to its opening stays an edition whatever stands there."""
    item = HERRING.format(40, "smoked")
    longer = [item, *write_paragraphs(np.random.default_rng(4), 6)]
    assert kind_of("Updated 7 April", item, "Gulls over the harbour. Photo: Ragna Ulv", longer) == "edition"
