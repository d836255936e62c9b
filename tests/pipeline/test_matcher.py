"""Matches and stories follow from the set of documents alone, however small the reach of an anchor is."""

from __future__ import annotations

from contextlib import closing, contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import open_writer
from db.tables import Tables
from db.types import DocumentId, MatchKind
from tests.db import model
from tests.db.model import STORIES, Pair, Reach, Text
from tests.db.rows import put_document, settle_stories
from tests.matching.stories import READER, article
from worker.matching.fingerprint import fingerprint
from worker.matching.rules import Kind
from worker.matching.verdict import Match
from worker.pipeline import matcher
from worker.pipeline.matcher import Compared, Matcher
from worker.pipeline.rows import article_of
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from sqlite3 import Connection

    from worker.matching.fingerprint import Fingerprint

DATES = ("", "2024-04-30", "2024-05-01T10:00:00Z")
DOCUMENTS = range(1, 13)
TEXTS = st.dictionaries(
    st.sampled_from(DOCUMENTS),
    st.builds(Text, st.integers(1, 4), st.sampled_from(DATES), st.frozensets(st.integers(0, 3), min_size=1)),
    min_size=2,
)
KINDS = st.dictionaries(
    st.tuples(st.sampled_from(DOCUMENTS), st.sampled_from(DOCUMENTS)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([MatchKind.EDITION, MatchKind.EDITION, MatchKind.REUSE]),
    min_size=5,
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One database for all examples; each takes back what it wrote."""
    with closing(open_writer(tmp_path_factory.mktemp("matcher") / "seeds.db")) as connection:
        yield connection


@contextmanager
def taken_back(connection: Connection) -> Iterator[None]:
    """A transaction that leaves nothing."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


@contextmanager
def judged_by(kinds: Mapping[Pair, MatchKind]) -> Iterator[None]:
    """Make the verdicts those of the test."""

    def judge(one: SimpleNamespace, other: SimpleNamespace) -> Match | None:
        kind = kinds.get((one.document, other.document))
        if kind is None:
            return None
        return Match(
            kind=Kind(kind),
            rule="told",
            containment=0.5,
            resemblance=0.25,
            shared_words=40,
            reason="said so",
            passages=(),
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "compare", lambda pairs, _: [judge(*pair) for pair in pairs])
        yield


NOTHING = article("", ())


def enter(connection: Connection, texts: Mapping[int, Text], order: Sequence[int], batch: int, reach: Reach) -> None:
    """Enter documents in this order; stories are refreshed after each batch, as the ledger does."""
    entering = Matcher(Tables(connection), load_rule_set(), reach)
    for start in range(0, len(order), batch):
        entered: dict[DocumentId, Compared] = {}
        for document in order[start : start + batch]:
            text = texts[document]
            put_document(connection, document, words=text.words, published=text.published or None)
            prints = SimpleNamespace(document=document, words=(), anchors=np.array(sorted(text.anchors), np.int64))
            entered[DocumentId(document)] = Compared(NOTHING, cast("Fingerprint", prints))
        settle_stories(connection, entering.enter(entered))


def stored_matches(connection: Connection) -> dict[Pair, MatchKind]:
    """Kind by pair."""
    rows = connection.execute("SELECT document_id, other_id, kind FROM matches").fetchall()
    return {(one, other): MatchKind(kind) for one, other, kind in rows}


@given(
    texts=TEXTS,
    kinds=KINDS,
    reach=st.sampled_from([Reach(1, 1), Reach(2, 1), Reach(3, 2), Reach(16, 4)]),
    batch=st.integers(1, 5),
    draw=st.data(),
)
def test_any_order_gives_what_the_definitions_say(
    database: Connection,
    texts: dict[int, Text],
    kinds: dict[Pair, MatchKind],
    reach: Reach,
    batch: int,
    draw: st.DataObject,
) -> None:
    """Matches that fell out of reach are given back, and stories that hung by them part again."""
    order = draw.draw(st.permutations(sorted(texts)))
    with taken_back(database), judged_by(kinds):
        enter(database, texts, order, batch, reach)
        expected = model.verdicts(texts, reach, lambda one, other: kinds.get((one, other)))
        members = database.execute("SELECT id, story_id FROM documents").fetchall()

        assert expected == stored_matches(database)
        assert model.stories(texts, expected) == database.execute(STORIES).fetchall()
        assert {story.id: story.documents for story in model.stories(texts, expected)} == {
            story: sum(other == story for _, other in members) for _, story in members
        }
        assert [] == database.execute("PRAGMA foreign_key_check").fetchall()


def test_a_newcomer_parts_a_story(database: Connection) -> None:
    """With a reach of one, a document that comes between two takes their match, and their story, apart."""
    texts = {number: Text(number, "", frozenset([0])) for number in (1, 2, 3)}
    expected = {(1, 3): [(1, 2)], (1, 3, 2): [(1, 1), (2, 1), (3, 1)]}
    for order, stories in expected.items():
        with taken_back(database), judged_by({(1, 3): MatchKind.EDITION}):
            enter(database, texts, order, 1, Reach(1, 1))

            assert stories == database.execute("SELECT id, documents FROM stories ORDER BY id").fetchall()


def test_a_stored_article_is_compared_as_it_was_when_it_came(database: Connection) -> None:
    """The row of a document holds all that its fingerprint is made of."""
    with taken_back(database):
        put_document(database, 1, published="2024-04-30")
        stored = article_of(Tables(database), DocumentId(1))
        assert (stored.title, stored.byline, stored.published) == ("Quay vote 1", ("Ada Quill",), "2024-04-30")
        assert len(fingerprint(stored, READER).words) == 15
