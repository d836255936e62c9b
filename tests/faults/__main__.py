"""`python -m tests.faults` provokes every fault its full number of times and writes the figures into the docs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
_ROW = re.compile(r"(?m)^(\|.*\| `(tests/[\w/]+\.py)::(\w+)` \|).*\|$")


def with_figures(page: str, figures: dict[str, str]) -> str:
    """The page with the figure of each test in the last cell of its row; a test without one keeps what stands there."""

    def renewed(row: re.Match[str]) -> str:
        figure = figures.get(f"{row[2]}::{row[3]}")
        return f"{row[1]} {figure} |" if figure else row[0]

    return _ROW.sub(renewed, page)


def read_figures(report: Path) -> dict[str, str]:
    """What the tests of a run left, by test; of a test with parameters, one after the other."""
    figures: dict[str, list[str]] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - written by pytest just now
        test = f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name'].partition('[')[0]}"
        for entry in case.iter("property"):
            if entry.attrib["name"] == "figure":
                figures.setdefault(test, []).append(entry.attrib["value"])
    return {test: "; ".join(texts) for test, texts in figures.items()}


def main() -> int:
    """Run the faults, or those that the arguments name, and renew the page; returns pytest's exit code."""
    with TemporaryDirectory() as home:
        report = Path(home) / "report.xml"
        named = sys.argv[1:] or ["tests/faults"]
        code = pytest.main([*named, "--repetitions", "full", "--timeout", "7200", f"--junitxml={report}"])
        PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), read_figures(report)), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
