"""The output of child processes: whatever they write is told, and nobody has to wait."""

from __future__ import annotations

import subprocess
import sys

import structlog
from structlog.testing import capture_logs

from worker.pipeline.childoutput import told_output


def output_of(program: str, *arguments: str) -> list[tuple[str, int]]:
    """What is told of a child that runs the program: text, and how much was cut."""
    structlog.reset_defaults()
    with capture_logs() as told, told_output() as starting:
        with starting():
            child = subprocess.Popen([sys.executable, *arguments, "-c", program])
        child.wait(60)
    assert {("child.wrote", "warning")} >= {(each["event"], each["log_level"]) for each in told}
    return [(each["text"], each.get("cut") or 0) for each in told]


def test_a_child_that_says_nothing() -> None:
    """There is nothing to tell."""
    assert [] == output_of("")


def test_both_streams_and_bytes_of_any_kind_are_told() -> None:
    """From the first moment to the last, also what is no UTF-8."""
    program = "import os; os.write(1, b'out \\xff'); os.write(2, b'err \\xc3\\xa9'); raise ValueError('died')"
    text = "".join(text for text, _ in output_of(program))

    assert text.startswith(r"out \xfferr éTraceback")
    assert text.endswith("ValueError: died")


def test_a_flood_without_an_end_is_told_in_few_words() -> None:
    """Its beginning, and how much more there was; memory holds no more of it."""
    told = output_of("import os\nfor _ in range(2000): os.write(2, b'x' * 50_000)")

    assert 20 > len(told)
    assert {True} == {text.startswith("x" * 400) and len(text) < 600 for text, _ in told}
    assert 100_000_000 == sum(len(text.replace("…", "...")) + cut for text, cut in told)


def test_a_flood_of_lines_keeps_its_beginning_and_its_end() -> None:
    """Of many lines those in the middle are left out."""
    told = output_of("for number in range(100_000): print(number)")

    assert told[0][0].startswith("0\n1\n2\n")
    assert told[-1][0].endswith("99998\n99999")
    assert sum(cut for _, cut in told) > 100_000


def test_a_traceback_keeps_its_lines() -> None:
    """However long the error's message is."""
    told = output_of("import sys; print('x' * 900_000, flush=True); raise ValueError('begin' + 'y' * 900_000)")

    assert "Traceback (most recent call last)" in "".join(text for text, _ in told)
    assert "ValueError: beginyyy" in "".join(text for text, _ in told)


def test_stdout_and_stderr_are_our_own_again(capfd: object) -> None:
    """A child that is started later writes where we do."""
    with capture_logs() as told, told_output() as starting:
        with starting():
            pass
        subprocess.run([sys.executable, "-c", "print('mine')"], check=True)
    assert [] == told
    assert "mine\n" == capfd.readouterr().out  # type: ignore[attr-defined]
