"""Tests of worker.article.labels and worker.article.context: what the blocks of a page are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article import reading
from tests.article.pages import LEAD, SECOND, THIRD, TITLE
from worker.article.article import Label
from worker.article.labels import RULES, _by_rules, label_of
from worker.article.limits import LIMITS
from worker.article.read import read_article


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (LEAD, Label.PROSE),
        (f"{SECOND[:-1]} on Monday. PTI", Label.PROSE),
        ("The wall fell in spring.", Label.SENTENCE),
        ("• the length of the wall", Label.ITEM),
        ("- what it costs;", Label.ITEM),
        ("Who Will Rebuild the Wall of Northport?", Label.LINE),
        ("Who will rebuild it?", Label.SENTENCE),
        ("The mayor of Northport calls the new wall of its harbour by far the council’s ‘best work’", Label.LINE),
        ("“We can live with that.”", Label.SENTENCE),
        ("Harbour News Boats Weather Tides Opinion Letters Sport " * 5, Label.LINE),
        ("News | Published: 5 hours ago | Written by Ann Lee", Label.METADATA),
        ("A boat of the port leaves its harbour wall on Tuesday. Ann Lee / AFP", Label.CAPTION),
        ("A boat leaves the harbour of Northport in spring [GETTY]", Label.CAPTION),
        ("Media captionWho is to rebuild the wall?", Label.CAPTION),
        ("Foto(s): Example Herald", Label.CREDIT),
        ("Email(required)", Label.BOILERPLATE),
        ("Key highlights", Label.LINK_LIST),
    ],
)
def test_labels_by_form(line: str, label: Label) -> None:
    """A line's form tells what it is."""
    assert reading.label(line.strip()) is label


def test_the_paragraph_below_a_heading_of_links_is_a_teaser() -> None:
    """One short paragraph below 'Related stories' is of another article; below 'Read more', a button, it is not."""
    for heading, label in (("Related stories", Label.TEASER), ("Read more:", Label.TEASER), ("Read more", Label.PROSE)):
        assert reading.page(f"{LEAD}\n\n{heading}\n\n{THIRD}").labels == [Label.PROSE, Label.LINK_LIST, label]


def test_what_recurs_is_boilerplate() -> None:
    """A paragraph that is known to stand in many texts of the collection is none of the article's."""
    text = f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    found = read_article(text, reading.LEXICON, recurring={SECOND})
    assert [text[slice(*span)] for span in found.body] == [LEAD, THIRD]


def test_rules_have_ids_of_their_own() -> None:
    """A label's reason names one rule."""
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_who_took_a_picture_may_stand_on_the_next_line() -> None:
    """Below 'Photo by:' stands a credit, whoever it names."""
    text = f"{TITLE}\n\nPhoto by:\n\nThe Associated Press\n\n{LEAD}"
    assert reading.page(text).labels == [Label.LINE, Label.CREDIT, Label.CREDIT, Label.PROSE]


@given(
    st.lists(
        st.sampled_from([LEAD, SECOND, "Reuters", "By Ann Lee", "20 °C", "a@example.org", "(AP)", " ", ".", "L-R"])
    )
)
def test_the_short_cut_for_plain_paragraphs_changes_nothing(parts: list[str]) -> None:
    """A line of which no rule is asked is one that none would hold of."""
    line = reading.marked(" ".join(parts).strip() or ".")
    by_table = _by_rules(
        line, reading.LEXICON, [rule for rule in RULES if rule.long or len(line.text) <= LIMITS.metadata]
    )
    assert label_of(line, reading.LEXICON) == by_table
