"""Preparing files: one that we fail on does not keep the others out."""

from __future__ import annotations

import pytest

from worker import prepare as preparing
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
