"""All settings in one place: flags over environment over `seedwatch.toml` over the defaults here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from worker.errors import UsageError

CONFIG_FILE = "seedwatch.toml"

# By a setting's type: what TOML may give for it, and how that is called.
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "Path": ((str,), "a path in quotes"),
    "Path | None": ((str,), "a path in quotes"),
    "float": ((int, float), "a number of seconds"),
    "int": ((int,), "a whole number"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker is told.

    `settle` is in seconds: how long a file must not have changed before it is read. `compare_every` is in seconds: how
    often the whole folder is compared with the database even if nothing calls for it. `deep_check_every` is in seconds:
    how often each file's bytes are read again, for a change that left size and times as they were. `max_bytes` is the
    largest file that is read. `journal_days` is how long journal entries are kept. `lexicon` is a folder of
    the user's own files of the lexicon (see docs/lexicon.md).
    """

    seeds: Path = Path("seeds")
    db: Path = Path("seeds.db")
    settle: float = 1.0
    compare_every: float = 300.0
    deep_check_every: float = 604_800.0
    max_bytes: int = 2 * 1024 * 1024
    journal_days: int = 90
    lexicon: Path | None = None


def read_config(path: Path) -> dict[str, Any]:
    """The settings that a TOML file gives; empty if there is no such file.

    Raises:
        UsageError: it is not TOML, names a setting that does not exist, or gives one a value of the wrong type.
    """
    if not path.is_file():
        return {}
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    kinds = {field.name: _KINDS[str(field.type)] for field in fields(Settings)}
    for name, value in config.items():
        if name not in kinds:
            raise UsageError(f"{path}: there is no setting {name!r}")
        kind, words = kinds[name]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise UsageError(f"{path}: {name} must be {words}, not {value!r}")
    return config
