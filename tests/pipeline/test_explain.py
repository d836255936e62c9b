"""Why two documents are, or are not, one story."""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from db.types import DocumentId
from tests.dispatches import seeded
from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.editions import borrow, edition
from tests.dispatches.houses import as_page
from worker.clock import Clock
from worker.pipeline.explain import OPENING, explain
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.rule_set import load_rule_set
from worker.settings import Settings

Take = Callable[[dict[str, str]], dict[str, DocumentId]]


@pytest.fixture
def documents(connection: Connection, seeds: Path, clock: Clock) -> Take:
    """Takes texts in and gives the document of each."""

    def take(texts: dict[str, str]) -> dict[str, DocumentId]:
        for name, text in texts.items():
            (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
        Pipeline(connection, Settings(seeds=seeds, settle=0.0), clock).scan(lambda _: None, lambda: False)
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
    joined = explain(connection, load_rule_set(), ids["lead"], ids["cut"])
    assert (joined.verdict.rule.kind, joined.chain) == ("edition", [ids["lead"], ids["cut"]])
    assert joined.passages
    assert all(passage in texts["lead"] or passage in texts["cut"] for passage in joined.passages)
    apart = explain(connection, load_rule_set(), ids["lead"], ids["other"])
    assert (apart.verdict.rule.kind, apart.chain, apart.passages) == ("", [], [])
    assert apart.verdict.reason


def test_order_does_not_matter(connection: Connection, documents: Take) -> None:
    """The same is told of A and B as of B and A."""
    rng = seeded(12)
    story, other = write_dispatch(rng), write_dispatch(rng)
    ids = documents({"a": as_page(story, "Reuters", rng), "b": as_page(borrow(other, story), "AP", rng)})
    rules = load_rule_set()
    one, two = explain(connection, rules, ids["a"], ids["b"]), explain(connection, rules, ids["b"], ids["a"])
    assert (one.verdict.reason, one.passages, one.chain) == (two.verdict.reason, two.passages, two.chain)


def test_each_block_tells_how_it_was_read(connection: Connection, documents: Take) -> None:
    """Its label and the rule that gave it, and whether it is of the body."""
    rng = seeded(5)
    story = write_dispatch(rng)
    ids = documents({"a": as_page(story, "Reuters", rng), "b": as_page(story, "AP", rng)})
    blocks = explain(connection, load_rule_set(), ids["a"], ids["b"]).blocks
    assert [any(block.in_body for block in read) for read in blocks] == [True, True]
    assert {"prose", "metadata"} <= {block.label for block in blocks[0]}
    assert all(block.rule for read in blocks for block in read)
    assert all(len(block.opening) <= OPENING for read in blocks for block in read)
    assert story.title in [block.opening for block in blocks[0]] or len(story.title) > OPENING
