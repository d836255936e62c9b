"""Candidates: who is near whom among the documents that hold an anchor."""

from __future__ import annotations

from contextlib import closing
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.anchors import add_anchors, candidates, within_reach
from db.connection import open_writer, transaction
from tests.db.rows import put_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

ANCHOR = 7
HOLDERS = st.dictionaries(st.integers(0, 30), st.frozensets(st.integers(0, 3), min_size=1), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def anchors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection whose anchors need no documents."""
    with closing(open_writer(tmp_path_factory.mktemp("anchors") / "seeds.db")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def near_pairs(holders: dict[int, frozenset[int]], reach: int) -> set[tuple[int, int]]:
    """The definition: pairs at most `reach` places apart among the holders of one of their anchors."""
    pairs: set[tuple[int, int]] = set()
    for anchor in range(4):
        line = sorted(document for document, held in holders.items() if anchor in held)
        pairs |= {(line[i], line[j]) for i, j in combinations(range(len(line)), 2) if j - i <= reach}
    return pairs


@given(holders=HOLDERS, reach=st.integers(1, 4), draw=st.data())
def test_newcomers_keep_up_the_definition(
    anchors: Connection, holders: dict[int, frozenset[int]], reach: int, draw: st.DataObject
) -> None:
    """Whatever the order of arrival, pairs found less pairs out of reach of all anchors are those of the definition."""
    found: set[tuple[int, int]] = set()
    anchors.execute("DELETE FROM anchors")
    for document in draw.draw(st.permutations(sorted(holders))):
        near, pushed_apart = candidates(anchors, document, holders[document], reach)
        add_anchors(anchors, document, holders[document])
        found |= {(min(document, other), max(document, other)) for other in near}
        for pair in pushed_apart:
            if not within_reach(anchors, pair, holders[pair[0]] & holders[pair[1]], reach):
                found.discard(pair)

    assert near_pairs(holders, reach) == found


def test_a_common_anchor_costs_no_more_than_its_reach(anchors: Connection) -> None:
    """A formula that stands in very many documents gives the nearest few by id, on both sides."""
    anchors.execute("DELETE FROM anchors")
    anchors.executemany("INSERT INTO anchors VALUES (?, ?)", ((ANCHOR, number) for number in range(0, 1000, 2)))

    near, pushed_apart = candidates(anchors, 501, [ANCHOR], 3)

    assert {496, 498, 500, 502, 504, 506} == near
    assert {(496, 502), (498, 504), (500, 506)} == pushed_apart


def test_no_anchor_no_candidate(anchors: Connection) -> None:
    """A document that shares no anchor with any has nobody to be compared with."""
    anchors.execute("DELETE FROM anchors")
    add_anchors(anchors, 1, [ANCHOR])

    assert (set(), set()) == candidates(anchors, 2, [ANCHOR + 1])
    assert not within_reach(anchors, (1, 2), [])


def test_a_document_holds_an_anchor_once(connection: Connection) -> None:
    """Entering an anchor twice is an error, not a second row."""
    with transaction(connection):
        put_document(connection, 1)
        add_anchors(connection, 1, [ANCHOR])
        with pytest.raises(Exception, match="UNIQUE"):
            add_anchors(connection, 1, [ANCHOR])
