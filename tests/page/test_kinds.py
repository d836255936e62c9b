"""Tests of worker.page.kinds and worker.page.neighbours: what the paragraphs of a page are."""

import pytest

from tests.page.pages import LAST, LEAD, SECOND, THIRD, TITLE
from worker.page.kinds import Kind, kind_of_line
from worker.page.neighbours import kinds_of
from worker.page.paragraphs import split_paragraphs


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (LEAD, Kind.PROSE),
        (f"{SECOND[:-1]} on Monday. PTI", Kind.PROSE),
        ("The wall fell in spring.", Kind.SENTENCE),
        ("• the length of the wall", Kind.ITEM),
        ("- what it costs;", Kind.ITEM),
        ("Who Will Rebuild the Wall of Northport?", Kind.LABEL),
        ("Who will rebuild it?", Kind.SENTENCE),
        ("The mayor of Northport calls the new wall of its harbour by far the council’s ‘best work’", Kind.LABEL),
        ("“We can live with that.”", Kind.SENTENCE),
        ("Harbour News Boats Weather Tides Opinion Letters Sport " * 5, Kind.LABEL),
        ("News | Published: 5 hours ago | Written by Ann Lee", Kind.MARK),
        ("A boat of the port leaves its harbour wall on Tuesday. Ann Lee / AFP", Kind.CAPTION),
        ("A boat leaves the harbour of Northport in spring [GETTY]", Kind.CAPTION),
        ("Media captionWho is to rebuild the wall?", Kind.CAPTION),
        ("Foto(s): Example Herald", Kind.CREDIT),
        ("Email(required)", Kind.FURNITURE),
        ("Key highlights", Kind.HEADING),
    ],
)
def test_kinds_by_form(line: str, kind: Kind) -> None:
    """A line's form tells what it is."""
    assert kind_of_line(line.strip()) is kind


def test_what_may_be_skipped_parts_nothing() -> None:
    """From 'skip past …' to 'after …' stands an inset, and with no such end nothing but the line itself."""
    inset = "skip past newsletter promotion\n\nHarbour Letter\n\nafter newsletter promotion"
    text = f"{TITLE}\n\n{LEAD}\n\n{inset}\n\n{THIRD}\n\nskip past the boats\n\n{LAST}"
    label, prose, caption = Kind.LABEL, Kind.PROSE, Kind.CAPTION
    assert kinds_of(text, split_paragraphs(text)) == [label, prose, caption, caption, caption, prose, caption, prose]


def test_who_took_a_picture_may_stand_on_the_next_line() -> None:
    """Below 'Photo by:' stands a credit, whoever it names."""
    text = f"{TITLE}\n\nPhoto by:\n\nThe Associated Press\n\n{LEAD}"
    assert kinds_of(text, split_paragraphs(text)) == [Kind.LABEL, Kind.CREDIT, Kind.CREDIT, Kind.PROSE]
