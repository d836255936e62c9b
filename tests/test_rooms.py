"""The rooms of the worker: imports run one way, and `db` knows nothing of the worker."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
ORDER = ("cli", "service", "pipeline", "manifest", "inbox", "formats", "matching", "article", "lexicon", "text")
"""The rooms from the top down; each imports from those below it alone."""
MOST_PATTERNS = 60
RECORD = "worker.article.article"
"""What `matching` may know of an article."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports, for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def imported_by(room: Path) -> set[str]:
    """Our own modules that a room's modules import."""
    found = (module for path in room.rglob("*.py") for module in imports(path))
    return {module for module in found if module.split(".")[0] in ("worker", "db")}


def test_the_database_knows_nothing_of_the_worker() -> None:
    """`worker` imports `db`, never the other way round."""
    assert [module for module in imported_by(ROOT / "db") if module.startswith("worker")] == []


@pytest.mark.parametrize("room", ORDER)
def test_imports_run_down(room: str) -> None:
    """No room imports from one above it."""
    above = ORDER[: ORDER.index(room)]
    upwards = [module for module in imported_by(ROOT / "worker" / room) if module.startswith("worker.")]
    assert [module for module in upwards if module.split(".")[1] in above] == []


@pytest.mark.parametrize("room", ["matching", "article", "lexicon", "text"])
def test_the_pure_rooms_know_no_database(room: str) -> None:
    """What an article is, and when two are one story, depends on values alone."""
    assert [module for module in imported_by(ROOT / "worker" / room) if module.startswith("db")] == []


def test_matching_takes_the_record_of_an_article_alone() -> None:
    """Nothing reads a page again once it is an article."""
    articles = {module for module in imported_by(ROOT / "worker" / "matching") if module.startswith("worker.article")}
    assert articles == {RECORD}


def test_few_patterns_remain_in_code() -> None:
    """What people print is the lexicon's; patterns tell forms alone."""
    compiled = sum(path.read_text(encoding="utf-8").count("re.compile(") for path in (ROOT / "worker").rglob("*.py"))
    assert compiled <= MOST_PATTERNS
