"""The project's own test collection: invented pages with the labels and columns that are true of them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tests.dispatches import seeded
from tests.dispatches.collection import labelled_collection
from tests.dispatches.lookalikes import add_lookalikes
from tests.quality.scan import scan_pages
from tests.quality.score import Columns, score_columns, score_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dispatches.collection import Collection, Printed
    from tests.quality.score import Figures

STORIES: Final = 40
"""Stories with their editions, and as many running stories with the rest of the lookalikes."""

_WITHOUT_AUTHOR: Final = ("AFP", "telex")


def invented() -> Collection:
    """The collection, the same at every call."""
    collection = labelled_collection(seeded(2024), STORIES)
    rng = seeded(2025)
    for number in range(STORIES):
        add_lookalikes(collection, f"like-{number:02}", rng)
    return collection


def columns(printed: Printed) -> Columns:
    """What a page says: a house prints an author or not, a teleprinter no year; a desk's note is no prose."""
    dispatch, house = printed
    return Columns(
        title=dispatch.title,
        byline="" if house in _WITHOUT_AUTHOR else dispatch.byline,
        agency=dispatch.agency,
        place=dispatch.place,
        published="" if house == "telex" else dispatch.date.isoformat(),
        prose=" ".join(paragraph for paragraph in dispatch.paragraphs if not paragraph.startswith("(")),
    )


def digests() -> dict[str, str]:
    """The sha256 of all pages and of all labels, by name."""
    collection = invented()
    pages = "".join(f"{name}\0{page}\0" for name, page in sorted(collection.pages.items()))
    labels = "".join(f"{one}\0{other}\0{label}\0" for (one, other), label in sorted(collection.pairs.items()))
    return {"pairs": sha256(labels.encode()).hexdigest(), "pages": sha256(pages.encode()).hexdigest()}


def figures(home: Path) -> Figures:
    """Scan the pages below a folder and score what is said of them."""
    collection = invented()
    said = scan_pages(collection.pages, home)
    truth = {name: columns(printed) for name, printed in collection.printed.items()}
    return score_pairs(said, collection.pairs) | score_columns(said, truth)
