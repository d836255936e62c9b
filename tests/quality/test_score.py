"""The yardstick itself: precision, recall, shares of links and columns."""

from __future__ import annotations

import pytest

from tests.quality.scan import Said
from tests.quality.score import Columns, is_near, score_columns, score_pairs

STORY = "The ferry to Oatpool will not sail before noon because its only pilot overslept on the quay this morning."
TRUTH = Columns("Ferry late", "Ada Holm", "AP", "Oatpool", "2004-05-06", STORY)


def test_pairs() -> None:
    """Precision counts every pair of one story, labelled or not; the order within a label does not matter."""
    editions = {("a", "b"), ("a", "c")}
    labels = {("b", "a"): "edition", ("b", "d"): "edition", ("c", "d"): "reuse", ("a", "d"): "none"}
    expected = {"precision": 0.5, "recall": 0.5, "f1": 0.5, "reuse_linked": 1.0, "none_linked": 0.0}
    assert score_pairs(Said({}, editions, editions | {("c", "d")}), labels) == expected  # type: ignore[arg-type]


def test_columns_in_another_spelling_are_right() -> None:
    """Capitals, curly quotes and the hour make no difference."""
    said = TRUTH._asdict() | {"title": "FERRY LATE", "published": "2004-05-06T07:00:00Z"}
    figures = score_columns(Said({"a": said}), {"a": TRUTH})
    assert figures["all_fields"] == 1.0


def test_a_column_filled_where_the_page_is_silent_is_invented() -> None:
    """A wrong column counts against its share, one made up against `invented`."""
    said = TRUTH._asdict() | {"title": "Ferry on time"}
    figures = score_columns(Said({"a": said}), {"a": TRUTH._replace(byline="", agency="")})
    assert (figures["title"], figures["invented"]) == (0.0, 1.0)


@pytest.mark.parametrize(("by", "near"), [(0, True), (3, True), (4, False)])
def test_the_prose_may_begin_three_words_late_or_early(by: int, near: bool) -> None:
    """Three words are a dateline's."""
    words = STORY.split()
    assert (is_near(words[by:], words), is_near(words, words[by:])) == (near, near)
