"""Candidates: who is near whom among the documents that hold an anchor."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.anchors import AnchorIndex
from db.connection import open_writer, transaction
from db.tables import Tables
from db.types import DocumentId
from tests.db.model import Pair, Reach, Text
from tests.db.rows import pair, put_document
from worker.matching.candidates import candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

ANCHOR = 7
HOLDERS = st.dictionaries(st.integers(0, 30), st.frozensets(st.integers(0, 4), min_size=1), min_size=1, max_size=12)
REACHES = st.sampled_from([Reach(2, 1), Reach(3, 2, 2), Reach(4, 1, 3), Reach(1, 1, 1)])


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One database for all examples."""
    with closing(open_writer(tmp_path_factory.mktemp("anchors") / "seeds.db")) as opened:
        with transaction(opened):
            for number in range(1000):
                put_document(opened, number, words=number % 5)
        yield opened


@pytest.fixture(autouse=True)
def _empty(connection: Connection) -> None:
    connection.execute("DELETE FROM anchors")


@given(holders=HOLDERS, reach=REACHES, draw=st.data())
def test_newcomers_keep_up_the_definition(
    connection: Connection, holders: dict[int, frozenset[int]], reach: Reach, draw: st.DataObject
) -> None:
    """Whatever the order of arrival, pairs found less pairs pushed apart are those of the definition."""
    connection.execute("DELETE FROM anchors")
    index = AnchorIndex(Tables(connection), reach.together, reach.alone, reach.short)
    found: set[Pair] = set()
    for document in draw.draw(st.permutations(sorted(holders))):
        neighbours = index.add(DocumentId(document), sorted(holders[document]))
        found |= {pair(document, other) for other in neighbours.candidates}
        for apart in neighbours.pushed_apart:
            if not index.are_candidates(apart, holders[apart[0]] & holders[apart[1]]):
                found.discard(apart)

    assert candidates({number: Text(number % 5, "", held) for number, held in holders.items()}, reach) == found


def test_a_common_anchor_costs_no_more_than_its_reach(connection: Connection) -> None:
    """A formula that stands in very many documents gives the nearest few by id, on both sides."""
    connection.executemany("INSERT INTO anchors VALUES (?, ?)", ((ANCHOR, number) for number in range(0, 1000, 2)))
    neighbours = AnchorIndex(Tables(connection), reach=3, near=1, short=300).add(DocumentId(501), [ANCHOR])

    assert neighbours.candidates == {500, 502}
    assert neighbours.pushed_apart == {(496, 502), (498, 504), (500, 506), (500, 502)}


def test_two_common_anchors_reach_farther(connection: Connection) -> None:
    """Documents that share two anchors are candidates at places where one would not do."""
    rows = [(anchor, number) for anchor in (ANCHOR, ANCHOR + 1) for number in range(0, 1000, 2)]
    connection.executemany("INSERT INTO anchors VALUES (?, ?)", rows)
    neighbours = AnchorIndex(Tables(connection), reach=3, near=1, short=300).add(DocumentId(501), [ANCHOR, ANCHOR + 1])

    assert neighbours.candidates == {496, 498, 500, 502, 504, 506}


def test_no_anchor_no_candidate(connection: Connection) -> None:
    """A document that shares no anchor with any has nobody to be compared with."""
    index = AnchorIndex(Tables(connection), reach=16, near=8, short=300)
    index.add(DocumentId(1), [ANCHOR])
    neighbours = index.add(DocumentId(2), [ANCHOR + 1])

    assert (set(), set()) == (neighbours.candidates, neighbours.pushed_apart)
    assert not index.are_candidates(pair(1, 2), [])


def test_a_document_holds_an_anchor_once(connection: Connection) -> None:
    """Entering an anchor twice is an error, not a second row."""
    AnchorIndex(Tables(connection), reach=16, near=8, short=300).add(DocumentId(1), [ANCHOR])
    with pytest.raises(Exception, match="UNIQUE"):
        AnchorIndex(Tables(connection), reach=16, near=8, short=300).add(DocumentId(1), [ANCHOR])
