"""Why two documents are, or are not, one story."""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from tests.dispatches import seeded
from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.editions import borrow, edition
from tests.dispatches.houses import as_page
from worker.backlog import Clock
from worker.explain import explain
from worker.settings import Settings
from worker.work import Work

Take = Callable[[dict[str, str]], dict[str, int]]


@pytest.fixture
def documents(connection: Connection, seeds: Path, clock: Clock) -> Take:
    """Takes texts in and gives the document of each."""

    def take(texts: dict[str, str]) -> dict[str, int]:
        for name, text in texts.items():
            (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
        Work(connection, Settings(seeds=seeds, settle=0.0), clock).scan(lambda _: None, lambda: False)
        rows = connection.execute("SELECT path, document_id FROM files").fetchall()
        return {path.removesuffix(".txt"): document for path, document in rows}

    return take


def test_an_edition_and_a_stranger(connection: Connection, documents: Take) -> None:
    """Editions are joined directly and passages quoted; strangers have neither chain nor passages, but a reason."""
    rng = seeded(11)
    story, stranger = write_dispatch(rng), write_dispatch(rng)
    texts = {
        "lead": as_page(story, "Reuters", rng),
        "cut": as_page(edition(story, rng, "light"), "AP", rng),
        "other": as_page(stranger, "AP", rng),
    }
    ids = documents(texts)
    joined = explain(connection, ids["lead"], ids["cut"])
    assert (joined.verdict.kind, joined.chain) == ("edition", [ids["lead"], ids["cut"]])
    assert joined.passages
    assert all(passage in texts["lead"] or passage in texts["cut"] for passage in joined.passages)
    apart = explain(connection, ids["lead"], ids["other"])
    assert (apart.verdict.kind, apart.chain, apart.passages) == ("", [], [])
    assert apart.verdict.reason


def test_order_does_not_matter(connection: Connection, documents: Take) -> None:
    """The same is told of A and B as of B and A."""
    rng = seeded(12)
    story, other = write_dispatch(rng), write_dispatch(rng)
    ids = documents({"a": as_page(story, "Reuters", rng), "b": as_page(borrow(other, story), "AP", rng)})
    one, two = explain(connection, ids["a"], ids["b"]), explain(connection, ids["b"], ids["a"])
    assert (one.verdict.reason, one.passages, one.chain) == (two.verdict.reason, two.passages, two.chain)
