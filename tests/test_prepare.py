"""Preparing files: one that we fail on does not keep the others out."""

from __future__ import annotations

import pytest

from tests.page.pages import BODY, TITLE
from worker import prepare as preparing
from worker.page import columns
from worker.prepare import Content, Failure, Prepared, prepare

TEXT = Content(b"A bridge was closed on Monday.", ".txt")


def test_a_fault_of_ours_is_one_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row says what went wrong, and the traceback is handed over for the log."""

    def fail_on_bridges(prepared: Prepared, _: Content) -> None:
        if "bridge" in prepared.text:
            raise KeyError("bridge")

    monkeypatch.setattr(preparing, "STAGES", (*preparing.STAGES, fail_on_bridges))
    faulty, sound = prepare([TEXT, Content(b"A tunnel was opened on Tuesday.", ".txt")])

    assert isinstance(faulty, Failure)
    assert "fault of seedwatch: KeyError: 'bridge'" == faulty.reason
    assert "fail_on_bridges" in faulty.fault
    assert isinstance(sound, Prepared)


def test_a_fault_of_the_machine_is_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass is not written down as the file's."""

    def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(preparing, "STAGES", (fail,))
    with pytest.raises(OSError, match="Too many"):
        prepare([TEXT])


@pytest.mark.parametrize(
    ("reader", "column"),
    [
        ("_dateline", "place"),
        ("_title", "title"),
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
    monkeypatch.setattr(columns, reader, fail)
    (found,) = prepare([content])

    assert isinstance(whole, Prepared)
    assert isinstance(found, Prepared)
    assert () == whole.columns.faults
    assert getattr(whole.columns, column)
    assert "" == getattr(found.columns, column)
    assert TITLE == found.columns.title or reader == "_title"
    assert 1 == len(found.columns.faults)
    assert "KeyError: 'haziran'" in found.columns.faults[0]
