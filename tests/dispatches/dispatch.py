"""One invented dispatch: who reports from where, and paragraphs about one cast."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from tests.dispatches.vocabulary import FRAMES, WORDS, Words, capitalised, fill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Agency = Literal["Reuters", "AP", "AFP"]

_AGENCIES: tuple[Agency, ...] = ("Reuters", "AP", "AFP")
_FIRST_DAY = date(1996, 1, 1).toordinal()
_LAST_DAY = date(2024, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A story as its author filed it, in American spelling and straight quotes."""

    title: str
    byline: str
    agency: Agency
    place: str
    date: date
    paragraphs: tuple[str, ...]
    cast: Words = field(repr=False, compare=False)
    """Pools of this dispatch's people and places, for those who add to it."""


def write_dispatch(rng: Random, length: int = 3000) -> Dispatch:
    """A new dispatch whose paragraphs have about `length` characters together."""
    words = {**WORDS, **_cast(rng)}
    return Dispatch(
        title=fill(rng.choice(FRAMES["title"]), words, rng),
        byline=person(rng),
        agency=rng.choice(_AGENCIES),
        place=words["place"][0],
        date=date.fromordinal(rng.randint(_FIRST_DAY, _LAST_DAY)),
        paragraphs=_paragraphs(words, rng, length),
        cast=words,
    )


def person(rng: Random) -> str:
    """A first name and a surname."""
    return f"{rng.choice(WORDS['first'])} {rng.choice(WORDS['surname'])}"


def more_paragraphs(words: Words, rng: Random, length: int) -> list[str]:
    """Body paragraphs of one to three sentences each, at least `length` characters together."""
    frames = FRAMES["body"]
    paragraphs: list[str] = []
    order = rng.sample(frames, len(frames))
    while length > 0:
        sentences = min(rng.choice((1, 1, 2, 2, 3)), len(order))
        taken = [order.pop() for _ in range(sentences)]
        paragraphs.append(" ".join([fill(frame, words, rng) for frame in taken]))
        length -= len(paragraphs[-1])
        order = order or rng.sample(frames, len(frames))
    return paragraphs


def _paragraphs(words: Words, rng: Random, length: int) -> tuple[str, ...]:
    opening = [fill(rng.choice(FRAMES["lead"]), words, rng), *_introductions(words, rng)]
    close = fill(rng.choice(FRAMES["close"]), words, rng)
    rest = length - sum(map(len, opening)) - len(close)
    body = more_paragraphs(words, rng, rest)
    return (opening[0], opening[1], *body[:1], opening[2], *body[1:], close)


def _introductions(words: Words, rng: Random) -> list[str]:
    """Sentences that each name one of the cast in full."""
    frames = rng.sample(FRAMES["introduction"], 2)
    return [
        fill(frame, {**words, "introduced": [who], "Introduced": [who]}, rng)
        for frame, who in zip(frames, words["introduced"], strict=True)
    ]


def _cast(rng: Random) -> Words:
    """Who and what the dispatch is about: mostly pools of one entry, so that names recur."""
    pick = {slot: rng.choice(WORDS[slot]) for slot in ("place", "area", "body", "matter")}
    people = [person(rng) for _ in range(2)]
    cast: dict[str, Sequence[str]] = {
        "place": [pick["place"]],
        "near": [rng.choice(WORDS["place"])],
        "institution": [f"{pick['area']} {pick['body']}"],
        "rival": [f"{rng.choice(WORDS['area'])} {rng.choice(WORDS['body'])}"],
        "topic": [f"{rng.choice(WORDS['area'])} {pick['matter']}"],
        "company": [_firm(rng)],
        "other_company": [_firm(rng)],
        "introduced": [f"{who}, {rng.choice(WORDS['role'])} in {rng.choice(WORDS['place'])}" for who in people],
        "lead": [people[0].split()[1]],
        "second": [people[1].split()[1]],
        "third": [rng.choice(WORDS["surname"])],
    }
    return cast | capitalised(cast)


def _firm(rng: Random) -> str:
    return f"{rng.choice(WORDS['surname'])} {rng.choice(WORDS['firm'])}"
