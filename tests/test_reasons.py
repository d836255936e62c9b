"""Why a file is not taken, or not called stored: codes, and the sentences that people read."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from worker.reasons import SENTENCES, Code, Reason, Rejection, Relation, edition_of

CODES: list[Code] = [*Rejection, *Relation]


def test_every_code_has_a_sentence() -> None:
    """One of its own, so that people can tell them apart; no two codes are the same word in the database."""
    assert set(CODES) == SENTENCES.keys()
    assert len(CODES) == len(set(SENTENCES.values())) == len({str(code) for code in chain(Rejection, Relation)})


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_whole(code: Code) -> None:
    """Whatever the detail: nothing is left to be filled in, and the detail is told where the sentence has a place."""
    detail = {Relation.EDITION_THROUGH: '["a.txt", "b.txt"]', Rejection.TOO_LARGE: "17"}.get(code, "{a.txt}")
    sentence = str(Reason(code, detail))

    assert sentence
    assert "{}" not in sentence
    assert "{}" not in SENTENCES[code] or any(word in sentence for word in ("{a.txt}", "17", "b.txt"))


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (Reason(Rejection.EMPTY), "empty"),
        (Reason(Rejection.UNDECODABLE), "not decodable as text"),
        (Reason(Rejection.NOT_A_FORMAT, ".pdf"), "not a format that is read: .pdf"),
        (Reason(Rejection.FORBIDDEN, "Permission denied"), "can't be read: Permission denied"),
        (Reason(Rejection.TOO_LARGE, "10"), "larger than 10 bytes"),
        (Reason(Rejection.TOO_LARGE, "50000000"), "larger than 50,000,000 bytes"),
        (Reason(Relation.SAME_BYTES, "a.txt"), "same bytes as a.txt"),
        (Reason(Relation.GONE), "no longer in the folder"),
    ],
)
def test_reasons_in_words(reason: Reason, expected: str) -> None:
    """The sentence of the code, with the detail in its place; a large number in groups of three digits."""
    assert expected == str(reason)


GONE = "a document whose file is gone"


@pytest.mark.parametrize(
    ("way", "code", "expected"),
    [
        (["a.txt"], Relation.EDITION, "of a.txt"),
        ([None], Relation.EDITION, f"of {GONE}"),
        (["b.txt", "a.txt"], Relation.EDITION_THROUGH, "of a.txt, through b.txt"),
        (["b.txt", None], Relation.EDITION_THROUGH, f"of {GONE}, through b.txt"),
        ([None, "a.txt"], Relation.EDITION_THROUGH, f"of a.txt, through {GONE}"),
        (["c.txt", "b.txt", "a.txt"], Relation.EDITION_THROUGH, "of a.txt, through c.txt and 1 more"),
        (["d.txt", None, "b.txt", "ä {}.txt"], Relation.EDITION_THROUGH, "of ä {}.txt, through d.txt and 2 more"),
    ],
)
def test_an_edition_says_by_which_way_it_is_one(way: list[str | None], code: Relation, expected: str) -> None:
    """Of the lead, through the next edition on the way to it, and how many follow; the detail keeps all of them."""
    reason = edition_of(way)

    assert (code, expected) == (reason.code, str(reason))
    assert way == ([reason.detail] if code is Relation.EDITION else json.loads(reason.detail or ""))


def test_reasons_are_compared_by_code_and_detail() -> None:
    """As rows are: the sentence follows from the two."""
    assert Reason(Rejection.TOO_LARGE, "10") == Reason(Rejection.TOO_LARGE, "10") != Reason(Rejection.TOO_LARGE, "20")
    assert "too_large" == str(Rejection.TOO_LARGE)
