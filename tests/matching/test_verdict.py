"""Verdicts between two documents."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching import stories
from tests.matching.stories import (
    FERRY,
    FERRY_ALERT,
    ORCHARD,
    cut_and_extend,
    edit_sentences,
    headed,
    matched,
    printed,
    unwrapped,
    write_paragraphs,
)
from worker.matching.rules import RULES
from worker.matching.thresholds import Thresholds
from worker.matching.verdict import Match, compare, judge

FERRY_PARAGRAPHS = unwrapped(FERRY)
ORCHARD_PARAGRAPHS = unwrapped(ORCHARD)


def judged(one: list[str], other: list[str]) -> Match | None:
    """Judge two lists of paragraphs."""
    return matched(printed("\n".join(one)), printed("\n".join(other)))


def kind_of(one: list[str], other: list[str]) -> str:
    """Return the kind of match between two lists of paragraphs, or 'none'."""
    found = judged(one, other)
    return found.kind.value if found else "none"


def mirrored(match: Match | None) -> Match | None:
    """The same evidence seen from the other article."""
    if match is None:
        return None
    swapped = [replace(each, first=each.second, second=each.first) for each in match.passages]
    return replace(match, passages=tuple(sorted(swapped, key=lambda each: (each.first, each.second))))


def test_the_same_words_are_an_edition() -> None:
    """A text republished as it was stands in the other from its opening on."""
    found = judged(FERRY_PARAGRAPHS, FERRY_PARAGRAPHS)
    assert found is not None
    assert (found.kind, found.containment, found.resemblance) == ("edition", 1.0, 1.0)
    assert found.reason == "100 % of the shorter stands in the longer, from its opening on"


def test_different_stories_have_no_match() -> None:
    """Two stories without a passage in common are apart."""
    assert kind_of(FERRY_PARAGRAPHS, ORCHARD_PARAGRAPHS) == "none"


def test_an_abridged_story_is_an_edition() -> None:
    """A story cut to its first paragraphs is an edition of it."""
    assert kind_of(FERRY_PARAGRAPHS[:2], FERRY_PARAGRAPHS) == "edition"


def test_an_alert_that_opens_the_story_is_an_edition() -> None:
    """A one-line alert whose only sentence opens the later story is an edition."""
    assert kind_of([FERRY_ALERT], FERRY_PARAGRAPHS) == "edition"


def test_a_spelling_makes_no_difference() -> None:
    """British and American spellings, quotes and dashes of one story match in full."""
    american = [one.replace("harbour", "harbor").replace("'", "’").replace('"', "“", 1) for one in FERRY_PARAGRAPHS]
    found = judged(FERRY_PARAGRAPHS, american)
    assert found is not None
    assert found.containment == 1.0


def test_a_paragraph_of_another_story_is_reuse() -> None:
    """A reported paragraph that stands in a different story is a reused passage, with its place in both."""
    found = judged(FERRY_PARAGRAPHS, [*ORCHARD_PARAGRAPHS, FERRY_PARAGRAPHS[4]])
    assert found is not None
    assert found.kind == "reuse"
    before_in_other = len(printed(ORCHARD).words)
    before = len(printed("\n".join(FERRY_PARAGRAPHS[:4])).words)
    length = len(printed(FERRY_PARAGRAPHS[4]).words)
    places = {found.passages[0].first, found.passages[0].second}
    assert (places, found.passages[0].words) == ({before, before_in_other}, length)


def test_a_quotation_in_two_stories_is_no_match() -> None:
    """What somebody said, quoted at length in two stories, makes neither an edition nor a reuse."""
    other = ["Norrfjord Lines lost a second ferry.", FERRY_PARAGRAPHS[2], *ORCHARD_PARAGRAPHS[1:]]
    assert kind_of(FERRY_PARAGRAPHS, other) == "none"


def test_a_turn_of_phrase_is_no_match() -> None:
    """A dozen words that two stories have in common are no reuse."""
    other = [*ORCHARD_PARAGRAPHS, "The council is to meet on Wednesday to decide whether the fires may burn."]
    assert kind_of(FERRY_PARAGRAPHS, other) == "none"


@pytest.mark.parametrize("others", [2, 12])
def test_a_round_up_that_carries_an_item_is_reuse(others: int) -> None:
    """An item that is all of one document but stands together in a page of others, not at its start, is reuse."""
    rng = np.random.default_rng(1)
    round_up = [*write_paragraphs(rng, others), *ORCHARD_PARAGRAPHS[:3], *write_paragraphs(rng, others)]
    assert kind_of(ORCHARD_PARAGRAPHS[:3], round_up) == "reuse"


def test_an_excerpt_from_the_middle_is_an_edition() -> None:
    """A document whose prose is all from the story is an edition, when it is no mere item of it."""
    assert kind_of(FERRY_PARAGRAPHS[3:5], FERRY_PARAGRAPHS) == "edition"


def test_heavy_editions_are_found() -> None:
    """Both sides cut, extended and edited, a quarter of the shingles in common: still 93 % are editions."""
    rng = np.random.default_rng(7)
    found = []
    for _ in range(200):
        paragraphs = write_paragraphs(rng, int(rng.integers(8, 21)))
        one, other = cut_and_extend(rng, paragraphs), cut_and_extend(rng, paragraphs)
        found.append(judged(one, edit_sentences(rng, other)))
    editions = [one for one in found if one is not None and one.kind == "edition"]
    assert 0.2 < np.mean([one.resemblance for one in editions]) < 0.3
    assert len(editions) / len(found) >= 0.93


@pytest.mark.parametrize(("day", "kind"), [(4, "edition"), (28, "reuse")])
def test_a_rewriting_is_of_the_same_days(day: int, kind: str) -> None:
    """Passages here and there make an edition of a story rewritten the next day, not of a review a month later."""
    rng = np.random.default_rng(3)
    shared, own = write_paragraphs(rng, 4), write_paragraphs(rng, 16)
    one, other = (
        headed(
            f"\n\nOSLO, March {printed_day} -",
            "\n".join([first, *(line for pair in zip(shared, mine, strict=False) for line in pair), *mine[4:]]),
        )
        for printed_day, first, mine in ((3, own[0], own[1:8]), (day, own[8], own[9:]))
    )
    assert stories.kind_of(one, other) == kind


@pytest.mark.parametrize(
    "other", [FERRY_PARAGRAPHS[:3], [*ORCHARD_PARAGRAPHS, FERRY_PARAGRAPHS[4]], ORCHARD_PARAGRAPHS]
)
def test_the_verdict_is_symmetric(other: list[str]) -> None:
    """The same two documents have the same match, seen from either."""
    found, back = judged(FERRY_PARAGRAPHS, other), judged(other, FERRY_PARAGRAPHS)
    assert mirrored(back) == found


SENTENCES = st.sampled_from([*FERRY_PARAGRAPHS, *ORCHARD_PARAGRAPHS, "Shr 34 cts vs 28 cts", "“", "外交部长说两国", ""])
REPEATS = st.lists(st.sampled_from(["Net", "34", "cts", "vs", '"'])).map(" ".join)
TEXTS = st.one_of(st.text(), REPEATS, st.lists(SENTENCES, max_size=8).map("\n".join))


@given(TEXTS, TEXTS)
def test_any_two_texts_are_judged_alike_from_either_side(one: str, other: str) -> None:
    """No pair is refused; shares are shares; the mirror of the verdict is the verdict of the mirror."""
    found, back = compare([(printed(one), printed(other)), (printed(other), printed(one))])
    assert mirrored(back) == found
    if found:
        assert 0 < found.containment <= 1
        assert 0 < found.resemblance <= 1


def test_rules_have_ids_of_their_own_and_the_last_always_holds() -> None:
    """A verdict names one rule, and every pair has a verdict."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    verdict = judge(printed("One."), printed("Another."))
    assert (verdict.rule.id, RULES[-1].when(verdict.features, Thresholds())) == ("nothing-shared", True)


def test_thresholds_can_be_varied() -> None:
    """The same two texts are an edition or not by the share that is asked for."""
    pair = printed("\n".join(FERRY_PARAGRAPHS[:2])), printed("\n".join(FERRY_PARAGRAPHS))
    strict = Thresholds(half=1.1, republished=1.1, quarter=1.1, reused_passage=10_000, reused_words=10_000)
    assert judge(*pair).rule.kind == "edition"
    assert judge(*pair, strict).rule.kind == ""
