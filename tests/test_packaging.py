"""What an install brings: wheels alone, on each Python and machine that the README names, and no way to a network."""

from __future__ import annotations

import tomllib

import pytest
from packaging.specifiers import SpecifierSet

from tests.packages import ROOT, Machine, Package, locked, needed, without_wheel

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NETWORK = {"aiohttp", "httpx", "requests", "urllib3"}


def files(*names: str) -> list[Package]:
    """A lock's package that has these wheels."""
    return [{"name": "fog", "version": "1", "wheels": [{"url": f"https://example.org/fog/{name}"} for name in names]}]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("groups", [(), ("dev",)], ids=["default", "dev"])
@pytest.mark.parametrize("processor", ["x86_64", "aarch64"])
def test_an_install_compiles_nothing(processor: str, groups: tuple[str, ...], python: str) -> None:
    """A fresh machine has no compiler: the README's commands must find a wheel for each package."""
    machine = Machine(python, processor)
    packages = needed(locked(), machine, groups)
    assert len(packages) > len(PROJECT["dependencies"]) - 1
    assert without_wheel(packages, machine) == []


def test_the_pythons_that_are_let_in_are_those_with_wheels() -> None:
    """A newer Python, for which there may be no wheel, is refused with a reason, and uv takes another."""
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert tuple(named) == PYTHONS == tuple(f"3.{minor}" for minor in range(30) if f"3.{minor}" in allowed)


@pytest.mark.parametrize(("processor", "is_there"), [("x86_64", True), ("aarch64", False)])
def test_sqlite_is_brought_where_it_has_a_wheel(processor: str, is_there: bool) -> None:
    """Elsewhere the interpreter's SQLite is used, and the worker warns if that has a fault."""
    names = [package["name"] for package in needed(locked(), Machine("3.14", processor))]
    assert ("pysqlite3" in names) == is_there


def test_nothing_that_talks_to_a_network_is_brought() -> None:
    """The worker reads a folder: no client of the web comes with it."""
    assert NETWORK.isdisjoint(package["name"] for package in needed(locked(), Machine("3.14", "x86_64")))


@pytest.mark.parametrize(
    ("wheels", "fits"),
    [
        (["fog-1-py3-none-any.whl"], True),
        (["fog-1-cp314-cp314-manylinux_2_28_x86_64.whl"], True),
        (["fog-1-cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"], True),
        (["fog-1-cp313-cp313-manylinux_2_28_x86_64.whl", "fog-1-cp314-cp314t-manylinux_2_28_x86_64.whl"], False),
        (["fog-1-cp314-cp314-manylinux_2_28_aarch64.whl", "fog-1-cp314-cp314-musllinux_1_2_x86_64.whl"], False),
        (["fog-1-cp314-cp314-manylinux_2_39_x86_64.whl"], False),
        ([], False),
    ],
)
def test_wheels_of_another_python_or_machine_do_not_count(wheels: list[str], fits: bool) -> None:
    """A wheel fits by its interpreter, its ABI, its processor and its C library."""
    assert without_wheel(files(*wheels), Machine("3.14", "x86_64")) == ["fog"] * (not fits)
