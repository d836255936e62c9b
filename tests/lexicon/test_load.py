"""Tests of worker.lexicon.load: files, their digest, and what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lexicon.calendar import CALENDAR, written
from worker.errors import UsageError
from worker.lexicon.load import Source, lexicon_of, load_lexicon, shipped
from worker.lexicon.schema import Words
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[byline", "own.toml: "),
        ("[bylines]\nopens = []", "own.toml: bylines.opens is unknown"),
        ("[byline]\nopens = 'by'", "own.toml: byline.opens is unknown, or neither text nor list"),
        ("[words]\nnumbers = ['one']", "own.toml: words.numbers is unknown, or neither text nor list"),
        ("byline = 3", "own.toml: byline is no table"),
        ("[[agency]]\nforms = []", "own.toml: an agency has a name"),
    ],
)
def test_what_is_no_file_of_the_lexicon_is_refused(text: str, message: str) -> None:
    """The message names the file and the key."""
    with pytest.raises(UsageError, match=message):
        lexicon_of([Source("own", text)])


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    """Its files are read beside the shipped ones, and are part of the rule set's digest."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "house.toml").write_text('[byline]\noutlets = "harbour"\n', encoding="utf-8")
    lexicon = load_lexicon(own)
    assert "harbour" in lexicon.words(Words.OUTLETS)
    assert "herald" in lexicon.words(Words.OUTLETS)
    assert len({lexicon.digest, load_lexicon().digest}) == 2
    assert len({load_rule_set(own).digest, load_rule_set().digest}) == 2
    with pytest.raises(UsageError, match="no such folder"):
        load_lexicon(tmp_path / "away")


def test_the_digest_tells_what_the_files_hold() -> None:
    """Equal files have one digest in whatever order, others another."""
    one, two = Source("a", '[words]\nsmall = "the"'), Source("b", '[words]\nsmall = "der"')
    assert lexicon_of([one, two]).digest == lexicon_of([two, one]).digest
    assert lexicon_of([one]).digest != lexicon_of([two]).digest


def test_a_month_of_two_numbers_is_none() -> None:
    """'listopad' is November in Polish and October in Croatian: where both are read it tells no month."""
    polish, croatian = Source("pl", ""), Source("hr", "")
    assert [lexicon_of([polish]).month("Listopad"), lexicon_of([croatian]).month("listopad")] == [11, 10]
    assert lexicon_of([polish, croatian]).month("listopad") == 0


def test_the_calendar_is_that_of_the_cldr() -> None:
    """The file is what its command writes."""
    assert CALENDAR.read_text(encoding="utf-8") == written()


def test_no_file_is_shipped_twice() -> None:
    """A language has one file."""
    names = [source.name for source in shipped()]
    assert len(set(names)) == len(names)
