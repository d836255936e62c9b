"""Tests of worker.lexicon.phrases: how a phrase is written, and where it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.lexicon.load import Source, lexicon_of
from worker.lexicon.phrases import Finder, Marked, fold, parse
from worker.lexicon.schema import Sense


def marked(phrase: str, line: str, sense: Sense = Sense.NOTICE_INSIDE) -> Marked:
    """A line as it is marked by one phrase."""
    return Finder([parse(phrase, sense)]).mark(line, [(0, len(line))])[0]


@pytest.mark.parametrize(
    ("phrase", "line", "found"),
    [
        ("sign up", "Please sign up today", True),
        ("sign up", "Please resign upon it", False),
        ("sign up", "SIGN UP", True),
        ("don't miss", "Don’t miss it", True),
        ("follow … @", "Follow her at @annlee", True),
        ("follow … @", "Follow her" + " and her" * 20 + " @annlee", False),
        ("source:", "source : AFP", True),
        ("source:", "source – AFP", True),
        ("source:", "a source of news", False),
        ("abonn*", "Abonnieren Sie", True),
        ("abonn", "Abonnieren Sie", False),
        ("in brief$", "News in brief.", True),
        ("in brief$", "In brief, it rained", False),
        ("订阅", "请订阅我们的频道", True),
        ("ilgili haber", "İlgili haber", True),
    ],
)
def test_a_phrase_is_found_as_it_is_written(phrase: str, line: str, found: bool) -> None:
    """Whole words, whatever the case; gaps, colons, stems and ends of lines as the marks in the phrase say."""
    assert (Sense.NOTICE_INSIDE in marked(phrase, line).holds) == found


def test_what_opens_lines_is_found_there_alone() -> None:
    """A phrase that opens notices tells nothing amid a line; brackets and bullets may stand before it."""
    assert Sense.NOTICE in marked("read also", "Read also this", Sense.NOTICE).opens
    assert Sense.NOTICE in marked("read also", "• (Read also this)", Sense.NOTICE).opens
    assert Sense.NOTICE not in marked("read also", "They read also this", Sense.NOTICE).opens


def test_the_longest_phrase_counts() -> None:
    """Of two phrases that open a line the longer tells where the rest begins."""
    finder = Finder([parse("by", Sense.BYLINE), parse("by the hand of", Sense.BYLINE)])
    line = "By the hand of Ann Lee"
    assert finder.mark(line, [(0, len(line))])[0].opens[Sense.BYLINE].end == len("By the hand of")


def test_an_acronym_is_written_in_capitals() -> None:
    """'AP' is an agency, 'ap' and 'APPLE' are words; a long name may be glued to the one before it."""
    lexicon = lexicon_of([Source("own", '[[agency]]\nname = "AP"\nforms = ["Associated Press"]')])
    lines = ["By Ann Lee, AP", "ap", "APPLE", "Ann LeeAssociated Press"]
    assert [[hit.phrase.name for hit in lexicon.mark_line(line).names] for line in lines] == [["AP"], [], [], ["AP"]]


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    """What is found in a folded text stands at the same place in the text."""
    assert len(fold(text)) == len(text)


@given(st.lists(st.text(alphabet="ab (•\u0130ß", max_size=8).filter(lambda line: "\n" not in line), max_size=6))
def test_marking_many_lines_is_marking_each(lines: list[str]) -> None:
    """What a line is marked with does not depend on the lines around it."""
    finder = Finder([parse("a", Sense.NOTICE), parse("b", Sense.NOTICE_INSIDE), parse("a … b", Sense.NOTICE_INSIDE)])
    text = "\n".join(lines)
    starts = [sum(len(each) + 1 for each in lines[:at]) for at in range(len(lines))]
    together = finder.mark(text, [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)])
    assert together == [finder.mark(line, [(0, len(line))])[0] for line in lines]
