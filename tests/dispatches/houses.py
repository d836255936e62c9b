"""House styles: how a wire, a regional site, a British site or a 1987 teleprinter prints a dispatch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from tests.dispatches.dispatch import Dispatch, person
from tests.dispatches.vocabulary import FRAMES, WORDS, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

House = Literal["AP", "Reuters", "AFP", "regional", "british", "telex"]
HOUSES: tuple[House, ...] = ("AP", "Reuters", "AFP", "regional", "british")
SITES: tuple[House, ...] = ("regional", "british")

_BRITISH = {
    "aging": "ageing",
    "apiece": "each",
    "armored": "armoured",
    "canceled": "cancelled",
    "color": "colour",
    "favor": "favour",
    "gray": "grey",
    "harbor": "harbour",
    "labor": "labour",
    "license": "licence",
    "modernize": "modernise",
    "organize": "organise",
    "percent": "per cent",
    "plow": "plough",
    "recognize": "recognise",
    "standardize": "standardise",
    "theater": "theatre",
}
_AMERICAN_SPELLING = re.compile(rf"\b(?:{'|'.join(_BRITISH)})", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"\n]*)"')


def as_page(dispatch: Dispatch, house: House, rng: Random) -> str:
    """The dispatch as a text file of that house; `rng` chooses what stands around the story.

    Whatever the house, the dateline names the dispatch's own agency.
    """
    return _PRINTERS[house](dispatch, rng)


def gallery(rng: Random, pictures: int = 10) -> str:
    """A page's picture gallery: captions of two sentences, each with its photographer."""
    captions = [f"{_caption(rng)} {_caption(rng)} ({person(rng)}/The Evening Post)" for _ in range(pictures)]
    return _page([part for at, caption in enumerate(captions, 1) for part in (f"{at} of {pictures}", caption)])


def british_spelling(text: str) -> str:
    """-our for -or, -ise for -ize and the like, in the words that the vocabulary has."""
    return _AMERICAN_SPELLING.sub(_british, text)


def curly_quotes(text: str) -> str:
    """Typographic double quotes and apostrophes for straight ones."""
    return _QUOTED.sub("“\\1”", text).replace("'", "’")


def _british(found: re.Match[str]) -> str:
    word = found.group()
    british = _BRITISH[word.lower()]
    return british.capitalize() if word[0].isupper() else british


def _page(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _dateline(dispatch: Dispatch) -> str:
    place = dispatch.place.upper()
    if dispatch.agency == "Reuters":
        return f"{place}, {dispatch.date:%B} {dispatch.date.day} (Reuters) - "
    return f"{place} ({dispatch.agency}) {'—' if dispatch.agency == 'AP' else '-'} "


def _with_dateline(dispatch: Dispatch) -> tuple[str, ...]:
    return (_dateline(dispatch) + dispatch.paragraphs[0], *dispatch.paragraphs[1:])


def _american_date(dispatch: Dispatch) -> str:
    return f"{dispatch.date:%B} {dispatch.date.day}, {dispatch.date.year}"


def _ap(dispatch: Dispatch, _: Random) -> str:
    byline = f"By {dispatch.byline.upper()}" if dispatch.byline else ""
    return _page((dispatch.title, byline, _american_date(dispatch), *_with_dateline(dispatch)))


def _reuters(dispatch: Dispatch, rng: Random) -> str:
    time = f"{_american_date(dispatch)} {rng.randint(1, 11)}:{rng.randint(10, 59)} AM UTC"
    credit = f"(Reporting by {dispatch.byline}; Editing by {person(rng)})" if dispatch.byline else ""
    return _page((dispatch.title, time, *_with_dateline(dispatch), credit))


def _afp(dispatch: Dispatch, rng: Random) -> str:
    day = f"{dispatch.date.day} {dispatch.date:%B %Y}"
    initials = "/".join("".join(rng.choices("abcdefghjklmnoprstw", k=2)) for _ in range(3))
    return _page((dispatch.title, day, *map(curly_quotes, _with_dateline(dispatch)), initials))


def _regional(dispatch: Dispatch, rng: Random) -> str:
    story = _with_dateline(dispatch)
    return _page(
        (
            "Menu\nLocal\nObituaries\nHigh School Sports\nClassifieds\nE-Edition",
            f"{rng.randint(40, 95)}° Partly cloudy\n{rng.choice(WORDS['Place'])}",
            dispatch.title,
            dispatch.byline,
            f"Published 6:{rng.randint(10, 59)} a.m. CT {_american_date(dispatch)}",
            f"Show Caption\n{_caption(rng)} (Photo: {person(rng)} / Staff)",
            *story[:3],
            "Facebook Twitter Email\nCONNECT TWEET LINKEDIN COMMENT EMAIL MORE",
            *story[3:],
            f"More in News\n{_headlines(rng)}",
            f"© Copyright {dispatch.date.year} County Register, all rights reserved",
        )
    )


def _british_site(dispatch: Dispatch, rng: Random) -> str:
    story = _with_dateline(dispatch)
    page = _page(
        (
            "Sign in\nSubscribe\nNews\nSport\nBusiness\nOpinion\nCulture",
            "Home > News > World",
            dispatch.title,
            f"By {dispatch.byline}" if dispatch.byline else "",
            f"{dispatch.date:%A} {dispatch.date.day} {dispatch.date:%B %Y} {rng.randint(10, 21)}:07 GMT",
            "Share\nFacebook\nTwitter\nWhatsApp\nCopy link",
            f"{_caption(rng)} Photograph: {person(rng)}/The Evening Post",
            *story[:4],
            f"Read more: {_headline(rng)}",
            *story[4:],
            f"Related stories\n{_headlines(rng)}",
            f"© {dispatch.date.year} The Evening Post. All rights reserved.\nTerms of use | Privacy",
        )
    )
    return curly_quotes(british_spelling(page))


def _telex(dispatch: Dispatch, _: Random) -> str:
    """Capitals for the title, an indented dateline, `Reuter` under the last line."""
    place = f"{dispatch.place.upper()}, {dispatch.date:%B} {dispatch.date.day} - "
    body = "\n".join(f"    {paragraph}" for paragraph in (place + dispatch.paragraphs[0], *dispatch.paragraphs[1:]))
    return f"{dispatch.title.upper()}\n{body}\n Reuter\n"


def _caption(rng: Random) -> str:
    return fill(rng.choice(FRAMES["caption"]), WORDS, rng)


def _headline(rng: Random) -> str:
    return fill(rng.choice(FRAMES["headline"]), WORDS, rng)


def _headlines(rng: Random) -> str:
    return "\n".join(_headline(rng) for _ in range(3))


_PRINTERS: dict[House, Callable[[Dispatch, Random], str]] = {
    "AP": _ap,
    "Reuters": _reuters,
    "AFP": _afp,
    "regional": _regional,
    "british": _british_site,
    "telex": _telex,
}
