"""The README and the docs: their output is real, nothing is left undocumented."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.docs import PAGES, ROOT, filled, sampled
from tests.process.seedwatch import Place
from tests.quality.floors import pinned
from tests.quality.real import COLLECTIONS
from tests.quality.table import judgement_table
from tests.snapshot import rows
from worker.cli.commands import seedwatch
from worker.settings import Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATABASE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A scan of the sample dispatches."""
    return sampled(tmp_path_factory.mktemp("docs") / "place")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_output_is_what_the_commands_and_queries_print(page: Path, samples: Place) -> None:
    """What a page shows is what comes of the samples; `python -m tests.docs` writes it anew."""
    text = page.read_text(encoding="utf-8")
    assert filled(text, samples) == text


@pytest.mark.parametrize("page", ["README.md", "docs/judgement.md"])
def test_figures_of_judgement_are_those_that_are_pinned(page: str) -> None:
    """What is told of each collection is what was measured when its floors were pinned, the poor figures too."""
    measured = {each.name: pinned(each.name).measured for each in COLLECTIONS}
    assert judgement_table(measured) in (ROOT / page).read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    """A command that the README does not name is not there for anyone."""
    assert [name for name in seedwatch.commands if f"`seedwatch {name}" not in README] == []


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_in_the_readme(setting: object) -> None:
    """Each stands there with its option, its environment variable, its key and its default."""
    name, default = setting.name, setting.default  # type: ignore[attr-defined]
    row = f"| `--{name.replace('_', '-')}` | `SEEDWATCH_{name.upper()}` | `{name}` | `{default}` |"
    assert row in README


def test_every_table_and_view_is_documented(samples: Place) -> None:
    """The database's page names all that a reader finds, but for SQLite's and sqlite-utils' own."""
    names = rows(samples.db, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    ours = [name for (name,) in names if not re.match(r"sqlite_|_sqlite_|documents_fts_", name)]
    assert [name for name in ours if f"`{name}`" not in DATABASE] == []


def test_every_module_is_in_the_architecture() -> None:
    """Each module of the worker and the database, or the package that holds it, has its line."""
    modules = [path for package in ("worker", "db") for path in (ROOT / package).iterdir()]
    names = [path.name + "/" * path.is_dir() for path in modules if not path.name.startswith("__")]
    assert [name for name in names if name != "py.typed" and f"`{name}`" not in ARCHITECTURE] == []


def test_links_lead_somewhere() -> None:
    """Every relative link in the README, the pages beside it and the docs names a file that is there."""
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^):#]+)(?:#[\w-]+)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
