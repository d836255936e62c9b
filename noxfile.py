"""`uv run --locked nox` runs all that must hold before a change is taken in; `nox --list` says what else there is.

Sessions run in the environment that nox itself stands in, the project's; only `tests` makes one for each Python.
"""

from __future__ import annotations

import nox

nox.needs_version = ">=2025.11"
nox.options.sessions = ["lint", "fast", "slow"]

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Rules of style, format, types."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session(venv_backend="none")
def fast(session: nox.Session) -> None:
    """The tests, but for the slow ones; arguments after `--` go to pytest."""
    session.run("pytest", *session.posargs)


@nox.session(venv_backend="none")
def slow(session: nox.Session) -> None:
    """The tests that measure on thousands of real pages, as far as those lie beside the project."""
    session.run("pytest", "-m", "slow", *session.posargs)


@nox.session(python=PYTHONS, venv_backend="uv")
def tests(session: nox.Session) -> None:
    """The fast tests on one Python, in an environment of their own."""
    session.run_install("uv", "sync", "--quiet", "--locked")
    session.run("pytest", *session.posargs)


@nox.session(venv_backend="none")
def coverage(session: nox.Session) -> None:
    """Which lines and branches of worker and db the tests reach, in processes that they start as well."""
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(venv_backend="none")
def docs(session: nox.Session) -> None:
    """Write the output and tables that stand in the docs anew."""
    session.run("python", "-m", "tests.docs")


@nox.session(venv_backend="none")
def bench(session: nox.Session) -> None:
    """How fast a scan is; arguments after `--` go to the benchmark."""
    session.run("python", "-m", "tests.bench.throughput", *session.posargs)
