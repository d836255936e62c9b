"""Whole collections of invented news with what is true of them: files for throughput, pages for accuracy."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.dispatches.dispatch import Dispatch, write_dispatch
from tests.dispatches.editions import HEAVINESS, alert, borrow, edition, round_up, stub
from tests.dispatches.houses import SITES, House, as_page
from tests.dispatches.notices import FAMILIES, reissue

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

Kind = Literal["new", "edition", "copy", "borrow"]
Label = Literal["edition", "reuse", "none"]

_KINDS: tuple[Kind, ...] = ("new", "edition", "copy", "borrow")
_NOTICE_LABELS: tuple[Label, ...] = ("none", "edition", "none")
_SHARES = (70, 85, 95, 100)
_FILES_IN_A_FOLDER = 1000
_REMEMBERED = 2000


class Planted(NamedTuple):
    """What a file is: its story's number, how it came about, and the story it was made or borrowed from."""

    story: int
    kind: Kind
    source: int


class Printed(NamedTuple):
    """What stands on a page, and whose page it is."""

    dispatch: Dispatch
    house: House


class _Filed(NamedTuple):
    story: int
    dispatch: Dispatch
    text: bytes


def write_files(folder: Path, count: int, rng: Random) -> dict[str, Planted]:
    """Writes `count` wire pages of about 3 KB below `folder`; returns what each is, by relative path.

    Of them 70 % are unrelated dispatches, 15 % editions of every heaviness, 10 % exact copies, and 5 % are
    dispatches that borrow one paragraph. Sources are drawn from about two thousand earlier stories, so that
    memory stays bounded.
    """
    truth: dict[str, Planted] = {}
    sources: list[_Filed] = []
    for number in range(count):
        kind: Kind = rng.choices(_KINDS, cum_weights=_SHARES)[0] if sources else "new"
        source = rng.choice(sources) if kind != "new" else None
        printed = _print(number, kind, source, rng)
        if number % _FILES_IN_A_FOLDER == 0:
            (folder / _folder(number)).mkdir(parents=True, exist_ok=True)
        path = f"{_folder(number)}/{number:06}.txt"
        _write(folder / path, printed.text)
        truth[path] = Planted(printed.story, kind, source.story if source else printed.story)
        if kind == "new":
            _remember(sources, printed, rng)
    return truth


def _print(number: int, kind: Kind, source: _Filed | None, rng: Random) -> _Filed:
    """A file's story, dispatch and text; a new story has its first file's number."""
    if source is None or kind == "borrow":
        dispatch = write_dispatch(rng)
        if source:
            dispatch = borrow(dispatch, source.dispatch)
        return _Filed(number, dispatch, _wire_page(dispatch, rng))
    if kind == "copy":
        return source
    dispatch = edition(source.dispatch, rng, rng.choice(HEAVINESS))
    return _Filed(source.story, dispatch, _wire_page(dispatch, rng))


def _folder(number: int) -> str:
    return f"{number // _FILES_IN_A_FOLDER:03}"


def _wire_page(dispatch: Dispatch, rng: Random) -> bytes:
    return as_page(dispatch, dispatch.agency, rng).encode()


def _write(path: Path, text: bytes) -> None:
    with path.open("wb", buffering=0) as file:  # a third faster than write_bytes
        file.write(text)


def _remember(sources: list[_Filed], printed: _Filed, rng: Random) -> None:
    if len(sources) < _REMEMBERED:
        sources.append(printed)
    else:
        sources[rng.randrange(_REMEMBERED)] = printed


@dataclass(frozen=True, slots=True)
class Collection:
    """Pages by file name, what is printed on each, and a gold label for pairs of names."""

    pages: dict[str, str] = field(default_factory=dict)
    printed: dict[str, Printed] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Label] = field(default_factory=dict)

    def add(self, name: str, dispatch: Dispatch, house: House, rng: Random) -> None:
        """Print a dispatch as a page of that house."""
        self.pages[name] = as_page(dispatch, house, rng)
        self.printed[name] = Printed(dispatch, house)


def labelled_collection(rng: Random, stories: int) -> Collection:
    """Pages of `stories` stories as wires and sites print them, and labels for the pairs of each story.

    A story is a dispatch, its light, medium and heavy edition, its alert or stub: each an 'edition' of the
    others. Labelled with each dispatch are another that borrows a paragraph of it and a round-up that carries
    it ('reuse') and the story before ('none'). To each story come two notices of one family ('none') and a
    reissue of the first ('edition').
    """
    collection = Collection()
    for number in range(stories):
        _add_story(collection, f"{number:04}", rng)
        _add_notices(collection, f"{number:04}", rng)
    for number in range(1, stories):
        collection.pairs[(f"{number - 1:04}-lead.txt", f"{number:04}-lead.txt")] = "none"
    return collection


def _add_story(collection: Collection, key: str, rng: Random) -> None:
    lead = write_dispatch(rng, length=rng.randint(1500, 4500))
    other, *others = (write_dispatch(rng) for _ in range(4))
    editions = {heaviness: edition(lead, rng, heaviness) for heaviness in HEAVINESS}
    apart = {"borrows": borrow(other, lead), "brief": round_up([others[0], lead, *others[1:]])}
    for part, dispatch in ({"lead": lead} | editions | apart).items():
        collection.add(f"{key}-{part}.txt", dispatch, rng.choice((dispatch.agency, *SITES)), rng)
    short = rng.choice((alert, stub))(lead)
    collection.add(f"{key}-short.txt", short, short.agency, rng)
    family = [f"{key}-{part}.txt" for part in ("lead", *HEAVINESS, "short")]
    for pair in combinations(family, 2):
        collection.pairs[pair] = "edition"
    for part in apart:
        collection.pairs[(family[0], f"{key}-{part}.txt")] = "reuse"


def _add_notices(collection: Collection, key: str, rng: Random) -> None:
    write = FAMILIES[rng.choice(list(FAMILIES))]
    first, second = write(rng), write(rng)
    names = [f"{key}-notice-{part}.txt" for part in ("first", "second", "reissue")]
    for name, notice in zip(names, (first, second, reissue(first)), strict=True):
        collection.add(name, notice, "telex", rng)
    for pair, label in zip(combinations(names, 2), _NOTICE_LABELS, strict=True):
        collection.pairs[pair] = label
