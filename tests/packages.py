"""The packages that an install of ours brings, as `uv.lock` has them, and whether each has a wheel for a machine."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.tags import Tag

ROOT: Final = Path(__file__).parents[1]
OLDEST_GLIBC: Final = 28
"""glibc 2.28, of 2018: what the wheels are made for (manylinux_2_28)."""

Package = dict[str, Any]
"""A package's table in the lock."""


class Machine(NamedTuple):
    """Linux with glibc, and CPython."""

    python: str
    processor: str


def locked() -> list[Package]:
    """All packages of the lock, ours too."""
    packages: list[Package] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return packages


def needed(packages: Sequence[Package], machine: Machine, groups: Sequence[str] = ()) -> list[Package]:
    """The packages that an install brings to a machine, with the dependency groups named."""
    ours = next(package for package in packages if package["name"] == "seedwatch")
    waiting = [*ours["dependencies"], *chain(*(ours["dev-dependencies"][group] for group in groups))]
    found: list[Package] = []
    while waiting:
        package = _chosen(packages, waiting.pop(), machine)
        if package and package not in found:
            found.append(package)
            waiting += package.get("dependencies", [])
    return found


def without_wheel(packages: Sequence[Package], machine: Machine) -> list[str]:
    """The names of the packages that would be built from source on a machine."""
    tags = frozenset(_tags(machine))
    return [package["name"] for package in packages if not any(not tags.isdisjoint(of) for of in _wheels(package))]


def _chosen(packages: Sequence[Package], dependency: Package, machine: Machine) -> Package | None:
    """The package that a dependency means, where its marker asks for it; the lock may hold several versions."""
    if not Marker(dependency.get("marker", "os_name != ''")).evaluate(_environment(machine)):
        return None
    same = [package for package in packages if package["name"] == dependency["name"]]
    (chosen,) = (package for package in same if package["version"] == dependency.get("version", package["version"]))
    return chosen


def _environment(machine: Machine) -> dict[str, str]:
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": machine.processor,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{machine.python}.0",
        "python_version": machine.python,
        "sys_platform": "linux",
    }


def _wheels(package: Package) -> Iterator[frozenset[Tag]]:
    for wheel in package.get("wheels", []):
        _, _, _, tags = parse_wheel_filename(wheel["url"].rpartition("/")[2])
        yield tags


def _tags(machine: Machine) -> Iterator[Tag]:
    version = tuple(map(int, machine.python.split(".")))
    interpreter = f"cp{version[0]}{version[1]}"
    platforms = [f"manylinux_2_{minor}_{machine.processor}" for minor in range(OLDEST_GLIBC, 16, -1)]
    platforms.append(f"manylinux2014_{machine.processor}")
    yield from cpython_tags(version, [interpreter], platforms)
    yield from compatible_tags(version, interpreter, platforms)
