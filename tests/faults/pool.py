"""A few contents that hang together in every way: editions, copies, excerpts, a chain of them, a round-up, junk.

The first `TEXTS` of them are texts.
"""

from __future__ import annotations

from tests.truth import MAX_BYTES

_MILL = """\
SUNDBY, May 6 (Reuters) - The last paper mill on the river Orne will close its gates on Monday, its owners said, ending
two centuries in which the town upstream of it lived by the sound of one whistle in the morning and another at night.

Some four hundred people work in the halls beside the weir, most of them the children of others who did, and the union
that speaks for them said it had learned of the decision from a notice pinned to the door of the canteen at noon.

The owners, a family firm in the third generation, blamed the price of power, which has doubled since the dam at Holm
was shut for repairs, and orders for newsprint that had fallen in each of the past nine years without a pause.

Mayor Runa Vik said the town would ask the county for a loan to buy the buildings, and that a maker of egg boxes from
across the border had already written to her to ask how many of the old machines could be made to run again.

Outside the gate an engineer who had kept the boilers since leaving school said he would come in as usual until
somebody took his key, because a boiler that is left to cool by itself will crack and then nobody can use it.

The river itself may gain: anglers counted eleven salmon below the weir last autumn, where twenty years before there
had been none, and a biologist at the college thinks that with the mill shut they may climb as far as the lakes.
"""
_GLACIER = """\
VALDERNES, May 7 (AP) - Guides on the Kvit glacier have found a wooden ski that had lain in the ice for some thirteen
hundred years, a few steps from the place where its twin came to light in the summer when the guides were apprentices.

The binding of twisted birch is whole and shows where its owner mended it, archaeologists who climbed up on Monday
said, and the two skis together are the best preserved pair of such an age that has been found anywhere in the world.

They packed it in snow and moss and carried it down between them on a stretcher, walking through the night so that the
sun should not reach it, and laid it in the cold store of a fish market until the museum could send a van.
"""
_LOTTERY = """\
Nobody in the village of Ferrand had ever won more than a ham until the priest, who was collecting for a new bell, put
the money into one ticket and drew the second prize, to the horror of a part of his parish council on Monday evening.
"""
_ROUND_UP = """\
Also in the papers this week: a bakery in Lunde sells bread by the metre, a heron has learned to use the moving stairs
of a station in the capital, and the county has counted its lamp posts and found eleven more than it ever paid for.

A swimmer who set out for the far shore of the lake on Monday turned back at noon because he had left the oven on, and
two chess clubs that share a cellar have agreed after nine years which of them owns the good table by the window.
"""
_RISE = "Corvane Foods Inc said first quarter net profit rose to 3.2 mln dlrs, or 41 cts a share, on sales of 71.4 mln."
_ALERT = "The last paper mill on the river Orne will close its gates on Monday, its owners said."


def _paragraphs(text: str, *numbers: int) -> str:
    """The text, or some paragraphs of it, each on a line."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(paragraphs[number] for number in numbers or range(len(paragraphs))) + "\n"


_TEXTS = {
    "mill": _paragraphs(_MILL),
    "mill, first half": _paragraphs(_MILL, 0, 1, 2),
    "mill, middle": _paragraphs(_MILL, 1, 2, 3, 4),
    "mill, last half": _paragraphs(_MILL, 3, 4, 5),
    "mill, dated": _paragraphs(_MILL).replace("May 6", "May 6, 2024").replace("four hundred", "380"),
    "mill, later": _paragraphs(_MILL, 0, 2, 3).replace("May 6", "Jan 7, 2023"),
    "mill, alert": _ALERT,
    "glacier": _paragraphs(_GLACIER),
    "glacier, cut": _paragraphs(_GLACIER, 0, 1).replace("May 7", "April 30, 2025"),
    "glacier with a passage of mill": _paragraphs(_GLACIER) + "\n" + _paragraphs(_MILL, 4, 5),
    "round-up": "\n".join([_paragraphs(_ROUND_UP), _paragraphs(_LOTTERY), _paragraphs(_GLACIER, 0)]),
    "lottery": _paragraphs(_LOTTERY),
    "lottery, edited": _paragraphs(_LOTTERY).replace("a ham", "a goose"),
    "rise": _RISE,
    "fall": _RISE.replace("rose", "fell").replace("3.2", "1.9").replace("41", "25"),
}

TEXTS = len(_TEXTS)
POOL: dict[str, bytes] = {
    **{name: text.encode() for name, text in _TEXTS.items()},
    "mill in other bytes": _MILL.replace("\n", "\r\n").encode("utf-16"),
    "lottery with space": _paragraphs(_LOTTERY).encode() + b"\n\n  \n",
    "empty": b"",
    "marks": b"*** --- ***\n",
    "nul": b"The mill is\0shut.\0\0",
    "garbage": bytes(range(255, 100, -1)) * 3,
    "too large": _GLACIER.encode() * (1 + MAX_BYTES // len(_GLACIER)),
}
