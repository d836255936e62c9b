"""The ids of documents: drawn from the text's hash, the same in every database."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import ids
from db.connection import open_writer, transaction
from db.ids import ID_BITS, free_ids, home
from db.tables import Tables
from tests.db.rows import put_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection

FEW_BITS = 8
HASHES = [sha256(f"{number}".encode()).hexdigest() for number in range(3000)]
# So many alike that chains of them run into one another; not at the end, which 63 bits do not come to.
CROWDED = [text for text in HASHES if int(text[:2], 16) in {16, 17, 18, 20, 40}]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One database for all examples; each takes back what it wrote."""
    with closing(open_writer(tmp_path_factory.mktemp("ids") / "seeds.db")) as connection:
        yield connection


@pytest.fixture
def _few_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "ID_BITS", FEW_BITS)


def text_of(number: int, letter: str) -> str:
    """A hash that begins with the number, of as many bits as are asked for here."""
    return f"{number:02x}{letter * 62}"


def store(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Store texts as a batch; returns all ids there are."""
    for text, document in free_ids(Tables(connection), hashes).items():
        put_document(connection, document, text_sha256=text)
    return dict(connection.execute("SELECT text_sha256, id FROM documents").fetchall())


def test_an_id_is_the_first_bits_of_the_hash() -> None:
    """63 of them, which SQLite's integers hold without a sign."""
    assert (0, 1, 2**63 - 1) == (home("0" * 64), home(f"{2:016x}" + "f" * 48), home("f" * 64))
    assert home("8" + "0" * 63) == 2 ** (ID_BITS - 1)


@given(st.binary(max_size=9), st.binary(max_size=9))
def test_ids_are_in_the_order_of_the_hashes(one: bytes, other: bytes) -> None:
    """A text whose hash is greater has no smaller id."""
    hashes = sorted(sha256(text).hexdigest() for text in (one, other))

    assert home(hashes[0]) <= home(hashes[1]) < 2**ID_BITS


def test_a_text_alone_is_at_home(connection: Connection) -> None:
    """Whatever others there are."""
    with transaction(connection):
        assert {text: home(text) for text in HASHES[:50]} == store(connection, HASHES[:50])


@pytest.mark.usefixtures("_few_bits")
def test_where_another_text_has_the_id_the_next_that_is_free_is_taken(connection: Connection) -> None:
    """Within a batch in the order of the hashes, and from what is stored on."""
    with transaction(connection):
        assert {text_of(5, "f"): 6, text_of(5, "e"): 5} == store(connection, [text_of(5, "f"), text_of(5, "e")])
        assert 8 == store(connection, [text_of(8, "a")])[text_of(8, "a")]
        later = free_ids(Tables(connection), [text_of(5, "a"), text_of(5, "b"), text_of(6, "a"), text_of(9, "a")])

    assert {text_of(5, "a"): 7, text_of(5, "b"): 9, text_of(6, "a"): 10, text_of(9, "a"): 11} == later


@settings(max_examples=30)
@given(draw=st.data())
def test_in_the_order_of_the_hashes_ids_depend_on_the_texts_alone(database: Connection, draw: st.DataObject) -> None:
    """However they are cut into batches; in any other order they are distinct, and none is below its home."""
    texts = draw.draw(st.lists(st.sampled_from(CROWDED), unique=True, max_size=30))
    cuts = sorted({0, len(texts), *draw.draw(st.lists(st.integers(0, len(texts)), max_size=5))})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "ID_BITS", FEW_BITS)
        made: list[dict[str, int]] = []
        for order in ([sorted(texts)], _cut(sorted(texts), cuts), _cut(texts, cuts)):
            database.execute("BEGIN")
            try:
                made.append({})
                for batch in order:
                    made[-1] = store(database, batch)
            finally:
                database.rollback()

        assert made[0] == made[1]
        assert [len(texts)] * 3 == [len(set(each.values())) for each in made]
        assert all(home(text) <= document for each in made for text, document in each.items())
        assert set(made[0].values()) == set(made[2].values())


def _cut(texts: list[str], cuts: list[int]) -> list[list[str]]:
    return [texts[start:end] for start, end in pairwise(cuts)]
