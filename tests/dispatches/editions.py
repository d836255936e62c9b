"""What desks make of a dispatch: editions, next leads, alerts, stubs, round-ups, live pages, borrowed paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tests.dispatches.dispatch import Dispatch, more_paragraphs
from tests.dispatches.vocabulary import FRAMES, Words, fill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Heaviness = Literal["light", "medium", "heavy"]
HEAVINESS: tuple[Heaviness, ...] = ("light", "medium", "heavy")


@dataclass(frozen=True, slots=True)
class _Pen:
    """How much a desk changes, each a share of the dispatch."""

    lost: tuple[float, float]
    gained: tuple[float, float]
    edited: float


_PENS: dict[Heaviness, _Pen] = {
    "light": _Pen(lost=(0.0, 0.1), gained=(0.0, 0.0), edited=0.05),
    "medium": _Pen(lost=(0.1, 0.25), gained=(0.05, 0.15), edited=0.15),
    "heavy": _Pen(lost=(0.3, 0.5), gained=(0.2, 0.4), edited=0.34),
}
_SENTENCE_END = re.compile(r'(?<=[.!?"]) (?=["A-Z])')


def edition(dispatch: Dispatch, rng: Random, heaviness: Heaviness) -> Dispatch:
    """The same dispatch as another house printed it: retitled, cut, extended, sentences edited.

    Paragraphs are lost anywhere but at the top. Median 5-word resemblance to the original is about
    0.88 for 'light', 0.57 for 'medium' and 0.28 for 'heavy'.
    """
    pen = _PENS[heaviness]
    kept = _lose(dispatch.paragraphs, rng, rng.uniform(*pen.lost))
    edited = [_edit_paragraph(paragraph, dispatch.cast, rng, pen.edited) for paragraph in kept]
    gained = _gain(edited, dispatch, rng, rng.uniform(*pen.gained))
    return replace(
        dispatch,
        title=fill(rng.choice(FRAMES["title"]), dispatch.cast, rng),
        date=dispatch.date + timedelta(days=rng.choice((0, 0, 0, 1))),
        paragraphs=tuple(gained),
    )


def alert(dispatch: Dispatch) -> Dispatch:
    """The flash that ran before the dispatch: its first sentence under a title in capitals."""
    return replace(dispatch, title=dispatch.title.upper(), paragraphs=(_sentences(dispatch.paragraphs[0])[0],))


def stub(dispatch: Dispatch) -> Dispatch:
    """The first two paragraphs, with a promise of more."""
    return replace(dispatch, paragraphs=(*dispatch.paragraphs[:2], "More details to follow."))


def round_up(dispatches: Sequence[Dispatch]) -> Dispatch:
    """News in brief: two paragraphs of each dispatch under its title, with place and date of the first."""
    items = [part for dispatch in dispatches for part in (dispatch.title, *dispatch.paragraphs[:2])]
    opening = f"Here is the day's news from {', '.join(dispatch.place for dispatch in dispatches)}."
    return replace(dispatches[0], title="News in brief", byline="", paragraphs=(opening, *items))


def borrow(dispatch: Dispatch, other: Dispatch) -> Dispatch:
    """The dispatch with the longest paragraph of `other`, its first apart, as background in its middle."""
    borrowed = max(other.paragraphs[1:], key=len)
    middle = len(dispatch.paragraphs) // 2
    return replace(dispatch, paragraphs=(*dispatch.paragraphs[:middle], borrowed, *dispatch.paragraphs[middle:]))


def next_lead(dispatch: Dispatch, rng: Random) -> Dispatch:
    """The next lead of a running story: a new opening and a development on top, the last two paragraphs gone."""
    opening = fill(rng.choice(FRAMES["lead"]), dispatch.cast, rng)
    development = more_paragraphs(dispatch.cast, rng, length=250)
    return replace(dispatch, paragraphs=(opening, *development, *dispatch.paragraphs[:-2]))


def live_page(dispatches: Sequence[Dispatch], rng: Random) -> Dispatch:
    """A day as it happened: the opening of each dispatch under the time of its entry, the latest first."""
    hours = range(8 + len(dispatches), 8, -1)
    entries = [
        part
        for hour, dispatch in zip(hours, dispatches, strict=True)
        for part in (f"{hour}:{rng.randint(10, 59)}", dispatch.title, *dispatch.paragraphs[:2])
    ]
    opening = f"Follow the day in {dispatches[0].place} and {dispatches[-1].place} as it happens, hour by hour."
    return replace(dispatches[0], title="The day as it happened", byline="", paragraphs=(opening, *entries))


def speech(dispatch: Dispatch, rng: Random) -> list[str]:
    """Eight sentences said on the matter of a dispatch, for many to quote."""
    frames = [frame for frame in FRAMES["body"] if '"' not in frame.text]
    return [fill(frame, dispatch.cast, rng).removesuffix(".") for frame in rng.sample(frames, 8)]


def quote(dispatch: Dispatch, sentences: Sequence[str], saying: str) -> Dispatch:
    """The dispatch with all sentences of a speech as quotations, each with `saying` behind it."""
    quotations = [f'"{sentence}," {saying}.' for sentence in sentences]
    return replace(dispatch, paragraphs=(dispatch.paragraphs[0], *quotations, *dispatch.paragraphs[1:]))


def _sentences(paragraph: str) -> list[str]:
    return _SENTENCE_END.split(paragraph)


def _lose(paragraphs: Sequence[str], rng: Random, share: float) -> list[str]:
    lost = set(rng.sample(range(1, len(paragraphs)), round(share * (len(paragraphs) - 1))))
    return [paragraph for number, paragraph in enumerate(paragraphs) if number not in lost]


def _gain(paragraphs: Sequence[str], dispatch: Dispatch, rng: Random, share: float) -> list[str]:
    """New paragraphs about the same cast, `share` of the dispatch's length, put in below the first."""
    gained = list(paragraphs)
    for paragraph in more_paragraphs(dispatch.cast, rng, round(share * sum(map(len, dispatch.paragraphs)))):
        gained.insert(rng.randint(1, len(gained)), paragraph)
    return gained


def _edit_paragraph(paragraph: str, cast: Words, rng: Random, share: float) -> str:
    return " ".join(
        [
            _edit_sentence(sentence, cast, rng) if rng.random() < share else sentence
            for sentence in _sentences(paragraph)
        ]
    )


def _edit_sentence(sentence: str, cast: Words, rng: Random) -> str:
    """A phrase put in, or two words replaced by one, about every sixth word; quotation marks stay."""
    words = sentence.split(" ")
    for place in range(len(words) - 4, 1, -rng.randint(5, 7)):
        if '"' in words[place] + words[place + 1]:
            continue
        if rng.random() < 0.4:
            words[place:place] = [fill(rng.choice(FRAMES["insert"]), cast, rng)]
        else:
            words[place : place + 2] = [rng.choice(cast["quality"])]
    return " ".join(words)
