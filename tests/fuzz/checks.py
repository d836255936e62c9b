"""What must hold of any file's bytes, and of any two files."""

from __future__ import annotations

from datetime import datetime

from db.manifest import ListedFile, ListedStory
from db.types import Outcome
from tests.manifest.test_render import inlines, shown
from worker.manifest.render import one_page
from worker.matching.offsets import word_offsets
from worker.matching.verdict import compare
from worker.pipeline.prepare import Content, Failure, Prepared, prepare
from worker.pipeline.rule_set import load_rule_set
from worker.text.normalise import normalise

SUFFIX = ".txt"


def check(raw: bytes, before: Prepared | None) -> Prepared | None:
    """Prepare a file and judge it against the one before; returns what was prepared, None for a file refused.

    Raises AssertionError, or whatever the code under test raises, where something does not hold.
    """
    [result] = prepare([Content(raw, SUFFIX)], load_rule_set())
    if isinstance(result, Failure):
        assert not result.fault, result.fault
        return None
    _check_text(result.article.text)
    _check_story(result)
    _check_columns(result)
    _check_manifest(result)
    for other in (result, before):
        if other is not None:
            _check_verdict(result, other)
    return result


def _check_text(text: str) -> None:
    assert text == normalise(text), "normalising twice changes a text"
    assert text == text.encode().decode(), "a text can't be stored as UTF-8"
    [again] = prepare([Content(text.encode(), SUFFIX)], load_rule_set())
    assert isinstance(again, Prepared), f"a text of ours is refused: {again}"
    assert text == again.article.text, "a stored text is another document when it comes as a file"


def _check_story(made: Prepared) -> None:
    """The spans lie in the text, in order and apart; every word has its place in them."""
    edges = [edge for span in made.article.body for edge in span]
    assert edges == sorted(edges), "spans overlap"
    assert all(start < end for start, end in made.article.body), "a span is empty"
    assert 0 <= edges[0] == made.article.start, "spans begin elsewhere than the story"
    assert edges[-1] == made.article.end <= len(made.article.text), "spans end elsewhere than the story"
    offsets = word_offsets(made.article, load_rule_set().words)
    assert offsets.words_before[-1] == len(made.fingerprint.words), "words without an offset"
    assert all(offsets.starts < offsets.ends), "a word without an extent"


def _check_columns(made: Prepared) -> None:
    article = made.article
    assert not article.faults, article.faults
    assert not any("\n" in each for each in (article.title, *article.byline, article.agency)), "a column of two lines"
    if article.published:
        datetime.fromisoformat(article.published)


def _check_manifest(made: Prepared) -> None:
    """Whatever was read shows as text, and as one story with one file."""
    opening = made.article.text[made.article.start : made.article.end][:100]
    listed = ListedStory(
        1, made.article.title, opening, None, made.article.agency, (ListedFile("a.txt", Outcome.STORED, None),)
    )
    tokens = list(inlines(one_page({}, [listed], [])))
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert ["a.txt"] == links, f"links of {links}"
    assert {"text", "text_special", "link_open", "link_close"} >= {token.type for token in tokens}, "not only text"
    assert shown(made.article.title) in "".join(token.content for token in tokens), "a title is not shown as it is"


def _check_verdict(one: Prepared, other: Prepared) -> None:
    pair = one.fingerprint, other.fingerprint
    match, mirror = compare([pair, pair[::-1]])
    assert (match is None) == (mirror is None), "a verdict depends on the order"
    if match and mirror:
        told = (match.kind, match.rule, match.reason, match.shared_words)
        back = (mirror.kind, mirror.rule, mirror.reason, mirror.shared_words)
        assert told == back, "the evidence depends on the order"
        assert 0 <= match.containment <= 1, f"containment {match.containment}"
        assert 0 <= match.resemblance <= 1, f"resemblance {match.resemblance}"
