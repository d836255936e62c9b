"""The invented news is what other tests take it for: repeatable, of the size said, truly unrelated."""

from __future__ import annotations

from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.dispatches.collection import Collection, Planted, labelled_collection, write_files
from tests.dispatches.dispatch import Dispatch, write_dispatch
from tests.dispatches.editions import (
    Heaviness,
    alert,
    borrow,
    edition,
    live_page,
    next_lead,
    quote,
    round_up,
    speech,
    stub,
)
from tests.dispatches.houses import HOUSES, House, as_page, british_spelling, curly_quotes
from tests.dispatches.lookalikes import add_lookalikes
from tests.dispatches.notices import FAMILIES, reissue
from tests.dispatches.vocabulary import FRAMES

if TYPE_CHECKING:
    from pathlib import Path

Shingles = frozenset[tuple[str, ...]]


def shingles(dispatch: Dispatch) -> Shingles:
    """The 5-word shingles of a dispatch's paragraphs."""
    words = " ".join(dispatch.paragraphs).lower().split()
    return frozenset(zip(*(words[start:] for start in range(5)), strict=False))


def resemblance(one: Dispatch, other: Dispatch) -> float:
    """Broder's resemblance (1997): shared shingles over all shingles."""
    return len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))


def dispatches(count: int, seed: int = 1) -> list[Dispatch]:
    """As many dispatches of one generator."""
    rng = seeded(seed)
    return [write_dispatch(rng) for _ in range(count)]


def test_same_seed_same_dispatch() -> None:
    """A dispatch depends on nothing but the generator handed in."""
    assert write_dispatch(seeded(7)) == write_dispatch(seeded(7))


@pytest.mark.parametrize("length", [1500, 3000, 6000])
def test_length_is_kept(length: int) -> None:
    """Paragraphs together have about the characters asked for."""
    rng = seeded(2)
    lengths = [sum(map(len, write_dispatch(rng, length).paragraphs)) for _ in range(20)]

    assert length - 50 <= min(lengths) <= max(lengths) <= length + 400


def test_ten_to_twenty_five_paragraphs() -> None:
    """A dispatch of the usual 3 KB has 10 to 25 paragraphs."""
    counts = [len(found.paragraphs) for found in dispatches(100)]

    assert 10 <= min(counts) <= max(counts) <= 25


def test_unrelated_dispatches_share_next_to_nothing() -> None:
    """Of two dispatches written apart, neither holds 5 % of the other's shingles, most none."""
    pairs = list(combinations(map(shingles, dispatches(120)), 2))
    shared = [len(one & other) for one, other in pairs]
    containment = [len(one & other) / min(len(one), len(other)) for one, other in pairs]

    assert not median(shared)
    assert max(containment) < 0.05


def test_frames_have_no_shingle_of_their_own() -> None:
    """No frame of a dispatch's story has five fixed words in a row."""
    kinds = ("lead", "introduction", "body", "close")
    runs = [len(run.split()) for kind in kinds for frame in FRAMES[kind] for run in frame.text.split("%s")]

    assert max(runs) < 5


@pytest.mark.parametrize(
    ("heaviness", "low", "high"), [("light", 0.8, 1.0), ("medium", 0.45, 0.7), ("heavy", 0.2, 0.33)]
)
def test_editions_resemble_as_said(heaviness: Heaviness, low: float, high: float) -> None:
    """The median resemblance of an edition to its original lies where its heaviness says."""
    rng = seeded(3)
    found = median(resemblance(one, edition(one, rng, heaviness)) for one in dispatches(40))

    assert low <= found <= high


def test_alert_is_the_first_sentence() -> None:
    """An alert is one sentence, and the dispatch opens with it."""
    [original] = dispatches(1)
    [sentence] = alert(original).paragraphs

    assert original.paragraphs[0].startswith(sentence)


def test_stub_is_the_beginning() -> None:
    """A stub keeps two paragraphs and promises more."""
    [original] = dispatches(1)

    expected = (*original.paragraphs[:2], "More details to follow.")

    assert expected == stub(original).paragraphs


def test_round_up_carries_the_openings() -> None:
    """A round-up holds the first two paragraphs of each of its dispatches."""
    items = dispatches(3)
    openings = {part for item in items for part in item.paragraphs[:2]}

    assert openings <= set(round_up(items).paragraphs)


def test_borrow_takes_one_paragraph() -> None:
    """A borrowing dispatch shares one paragraph with the other, word for word, of 28 words or more."""
    one, other = dispatches(2)
    [borrowed] = set(borrow(one, other).paragraphs) & set(other.paragraphs)

    assert len(borrowed.split()) >= 28


def test_next_lead_keeps_most_below_a_new_top() -> None:
    """A next lead has another opening, and all of the one before but its last two paragraphs."""
    [original] = dispatches(1)
    found = next_lead(original, seeded(4))

    assert original.paragraphs[0] != found.paragraphs[0]
    assert original.paragraphs[:-2] == found.paragraphs[-len(original.paragraphs) + 2 :]


def test_live_page_has_its_entries_the_latest_first() -> None:
    """A live page holds the opening of each dispatch under a time, and the times go back."""
    items = dispatches(3)
    found = live_page(items, seeded(4)).paragraphs
    hours = [int(part.partition(":")[0]) for part in found if part[:1].isdigit() and len(part) <= 5]

    assert {part for item in items for part in item.paragraphs[:2]} <= set(found)
    assert [11, 10, 9] == hours


def test_quoting_dispatches_share_only_quotations() -> None:
    """Two dispatches that quote one speech have its sentences in common, all between quotation marks."""
    one, other = dispatches(2)
    said = speech(one, seeded(4))
    shared = set(quote(one, said, "she said").paragraphs) & set(quote(other, said, "she said").paragraphs)

    assert {f'"{sentence}," she said.' for sentence in said} == shared


def test_lookalikes_are_labelled() -> None:
    """Labels of all three kinds for pages that are there; two pages hold one gallery."""
    collection = Collection()
    add_lookalikes(collection, "x", seeded(4))
    with_gallery = [name for name, page in collection.pages.items() if "1 of 10" in page]

    assert {"edition", "reuse", "none"} == set(collection.pairs.values())
    assert {name for pair in collection.pairs for name in pair} <= collection.pages.keys()
    assert ["x-gallery-0.txt", "x-gallery-1.txt"] == with_gallery


def as_house_free(text: str) -> str:
    """The text in one spelling and with one sort of quotes, whichever its house uses."""
    return curly_quotes(british_spelling(text))


@pytest.mark.parametrize("house", HOUSES)
def test_every_house_prints_title_date_and_story(house: House) -> None:
    """A page of any house holds the title, the year, and the last paragraph of the story."""
    [original] = dispatches(1)
    page = as_house_free(as_page(original, house, seeded(4)))
    expected = (original.title, str(original.date.year), original.paragraphs[-1])

    assert all(as_house_free(part) in page for part in expected)


def test_british_spelling() -> None:
    """American words of the vocabulary are respelled, with their capitals."""
    expected = "Harbour labour organised 4 per cent"

    assert expected == british_spelling("Harbor labor organized 4 percent")


def test_curly_quotes() -> None:
    """Double quotes are opened and closed, apostrophes are bent."""
    expected = "“It’s late,” she said. “Go.”"

    assert expected == curly_quotes('"It\'s late," she said. "Go."')


@pytest.mark.parametrize("family", FAMILIES)
def test_notices_are_short_and_differ(family: str) -> None:
    """Notices of a family are under 150 words and never the same twice in a row."""
    rng = seeded(5)
    first, second = FAMILIES[family](rng), FAMILIES[family](rng)

    assert len(as_page(first, "telex", rng).split()) < 150
    assert first.paragraphs != second.paragraphs


@pytest.mark.parametrize("family", FAMILIES)
def test_reissue_keeps_the_figures(family: str) -> None:
    """A reissue is the notice, marked as a correction."""
    notice = FAMILIES[family](seeded(6))

    assert notice.paragraphs == reissue(notice).paragraphs[:-1]
    assert reissue(notice).title.endswith("(Correction)")


def test_written_files_are_what_the_truth_says(tmp_path: Path) -> None:
    """Every file of the truth is there, about 3 KB long, and an exact copy has its source's bytes."""
    truth = write_files(tmp_path, 300, seeded(8))
    files = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.txt")}
    original = {planted.story: files[path] for path, planted in truth.items() if planted.kind == "new"}

    assert truth.keys() == files.keys()
    assert 2800 < sum(map(len, files.values())) / len(files) < 3700
    assert all(files[path] == original[told.story] for path, told in truth.items() if told.kind == "copy")


def test_written_files_are_mixed_as_said(tmp_path: Path) -> None:
    """About 70 % of the files are new, 15 % editions, 10 % copies, 5 % borrow."""
    kinds = [planted.kind for planted in write_files(tmp_path, 1000, seeded(9)).values()]
    expected = {"new": 0.7, "edition": 0.15, "copy": 0.1, "borrow": 0.05}

    assert pytest.approx(expected, abs=0.04) == {kind: kinds.count(kind) / 1000 for kind in set(kinds)}


def test_borrowing_file_is_a_story_of_its_own(tmp_path: Path) -> None:
    """A file that borrows names the story it borrows from and belongs to another."""
    truth = write_files(tmp_path, 300, seeded(10)).values()

    assert all((told.kind == "borrow") == (told.story != told.source) for told in truth)
    assert Planted(story=0, kind="new", source=0) in truth


def test_labelled_pairs_name_pages() -> None:
    """Gold labels of all three kinds, and only for pages that exist."""
    collection = labelled_collection(seeded(11), stories=3)

    expected = {"edition", "reuse", "none"}

    assert expected == set(collection.pairs.values())
    assert {name for pair in collection.pairs for name in pair} <= collection.pages.keys()


def test_labelled_collection_repeats() -> None:
    """The same seed gives the same pages and labels."""
    assert labelled_collection(seeded(12), stories=2) == labelled_collection(seeded(12), stories=2)
