"""Preparing files: one that we fail on does not keep the others out."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.article.pages import BODY, TITLE
from worker.article import read
from worker.pipeline import prepare as preparing
from worker.pipeline.prepare import Content, Failure, Prepared, Results, Text
from worker.pipeline.rule_set import load_rule_set
from worker.reasons import Reason, Rejection

if TYPE_CHECKING:
    from worker.article.article import Article
    from worker.lexicon.compiled import Lexicon

TEXT = Content(b"A bridge was closed on Monday.", ".txt")


def prepare(contents: list[Content]) -> Results:
    """Prepare by the shipped rule set."""
    return preparing.prepare(contents, load_rule_set())


def test_a_fault_of_ours_is_one_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row says what went wrong, and the traceback is handed over for the log."""

    read_article = read.read_article

    def fail_on_bridges(text: str, lexicon: Lexicon) -> Article:
        if "bridge" in text:
            raise KeyError("bridge")
        return read_article(text, lexicon)

    monkeypatch.setattr(preparing, "read_article", fail_on_bridges)
    faulty, sound = prepare([TEXT, Content(b"A tunnel was opened on Tuesday.", ".txt")])

    assert isinstance(faulty, Failure)
    assert Reason(Rejection.FAULT, "KeyError: 'bridge'") == faulty.reason
    assert "fail_on_bridges" in (faulty.fault or "")
    assert isinstance(sound, Prepared)


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b" \n", Rejection.EMPTY), (b"%PDF-1.7", Rejection.BINARY), (b"*** --- ***\n", Rejection.NO_WORDS)],
)
def test_a_file_that_holds_no_text_is_not_our_fault(raw: bytes, code: Rejection) -> None:
    """The code says why, and there is no traceback."""
    assert [Failure(Reason(code))] == prepare([Content(raw, ".txt")])


def test_a_text_is_named_by_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from a file or stored before: the same is made of it; only the encoding is told by the file alone."""
    (found,) = prepare([TEXT])
    assert isinstance(found, Prepared)
    assert (sha256(found.text.text.encode()).hexdigest(), "utf-8") == (found.text.sha256, found.text.encoding)

    monkeypatch.setattr(preparing, "FORMATS", {})
    (again,) = preparing.prepare_texts([Text(found.text.text, found.text.sha256)], load_rule_set())
    assert isinstance(again, Prepared)
    assert (found.article, None) == (again.article, again.text.encoding)
    assert found.fingerprint.words.tolist() == again.fingerprint.words.tolist()


def test_a_fault_of_the_machine_is_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass is not written down as the file's."""

    def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(preparing, "read_article", fail)
    with pytest.raises(OSError, match="Too many"):
        prepare([TEXT])


@pytest.mark.parametrize(
    ("reader", "column"),
    [
        ("_dateline", "place"),
        ("find_title", "title"),
        ("find_bylines", "byline"),
        ("find_published", "published"),
        ("detect_language", "language"),
    ],
)
def test_a_column_never_costs_a_document(monkeypatch: pytest.MonkeyPatch, reader: str, column: str) -> None:
    """The one that we fail on stays empty, the others are read, and the traceback is handed over for the log."""

    def fail(*_: object) -> None:
        raise KeyError("haziran")

    content = Content(f"{TITLE}\n\nBy Ann Lee\n\nMay 3, 2021\n\nNORTHPORT (AP) — {BODY}".encode(), ".txt")
    (whole,) = prepare([content])
    monkeypatch.setattr(read, reader, fail)
    (found,) = prepare([content])

    assert isinstance(whole, Prepared)
    assert isinstance(found, Prepared)
    assert () == whole.article.faults
    assert getattr(whole.article, column)
    assert not getattr(found.article, column)
    assert TITLE == found.article.title or reader == "find_title"
    assert 1 == len(found.article.faults)
    assert "KeyError: 'haziran'" in found.article.faults[0]
