"""Precision, recall and shares of right columns: what is said of pages beside what is true of them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.dispatches.houses import british_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tests.dispatches.collection import Label
    from tests.quality.scan import Pair, Said

Figures = dict[str, float]
"""A figure's name -> a share."""

FIELDS: Final = ("title", "byline", "agency", "place", "published")
EDGE: Final = 8
"""Words of the prose's beginning, or of its end, that are compared."""
SLACK: Final = 3
"""Words by which the prose may begin or end too early or too late."""


class Columns(NamedTuple):
    """What a reader would fill in for a page, empty where it does not say; `prose` is the whole story."""

    title: str
    byline: str
    agency: str
    place: str
    published: str
    prose: str


def score_pairs(said: Said, labels: Mapping[Pair, Label]) -> Figures:
    """Score pairs of editions among all pairs of pages, and links among those labelled `reuse` or `none`."""
    labelled: dict[Label, set[Pair]] = {"edition": set(), "reuse": set(), "none": set()}
    for (one, other), label in labels.items():
        labelled[label].add((min(one, other), max(one, other)))
    right = len(said.editions & labelled["edition"])
    precision, recall = right / len(said.editions), right / len(labelled["edition"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "reuse_linked": _share(labelled["reuse"], said.linked),
        "none_linked": _share(labelled["none"], said.linked),
    }


def score_columns(said: Said, truth: Mapping[str, Columns]) -> Figures:
    """Score each column and both ends of the prose; `invented` is the share filled of those that should be empty."""
    wanted = [(name, field) for name in truth for field in FIELDS if getattr(truth[name], field)]
    empty = [(name, field) for name in truth for field in FIELDS if not getattr(truth[name], field)]
    right = {pair for pair in wanted if _is_right(said, truth, *pair)}
    figures = {each: _of(right, [pair for pair in wanted if pair[1] == each]) for each in FIELDS}
    figures["all_fields"] = _of(right, wanted)
    figures["invented"] = _of({(name, field) for name, field in empty if said.columns[name][field]}, empty)
    return figures | _score_prose(said, truth)


def is_near(prose: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether prose begins where it should, give or take SLACK words."""
    return any(
        prose[by : by + EDGE] == wanted[:EDGE] or prose[:EDGE] == wanted[by : by + EDGE] for by in range(SLACK + 1)
    )


def folded(text: str) -> str:
    """The text in one case, spelling and set of quotes."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(british_spelling(plain).split()).strip(" .")


def _score_prose(said: Said, truth: Mapping[str, Columns]) -> Figures:
    prose = [(_words(said.columns[name]["prose"]), _words(wanted.prose)) for name, wanted in truth.items()]
    starts = sum(is_near(found, wanted) for found, wanted in prose)
    ends = sum(is_near(found[::-1], wanted[::-1]) for found, wanted in prose)
    return {"prose_start": starts / len(prose), "prose_end": ends / len(prose)}


def _is_right(said: Said, truth: Mapping[str, Columns], name: str, field: str) -> bool:
    form = _FORMS.get(field, folded)
    return form(said.columns[name][field]) == form(getattr(truth[name], field))


def _day(published: str) -> str:
    return published[:10]


_FORMS: Final[dict[str, Callable[[str], str]]] = {"published": _day}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _share(labelled: AbstractSet[Pair], linked: AbstractSet[Pair]) -> float:
    return len(labelled & linked) / len(labelled)


def _of(hits: AbstractSet[tuple[str, str]], among: Sequence[tuple[str, str]]) -> float:
    return sum(each in hits for each in among) / max(1, len(among))
