"""Settings from a TOML file."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from worker.errors import UsageError
from worker.settings import CONFIG_FILE, Settings, read_config

if TYPE_CHECKING:
    from dataclasses import Field
    from pathlib import Path


def test_no_file_no_settings(tmp_path: Path) -> None:
    """The defaults stand."""
    assert read_config(tmp_path / CONFIG_FILE) == {}


def test_settings_are_read(tmp_path: Path) -> None:
    """Those that the file gives, and no others."""
    (tmp_path / CONFIG_FILE).write_text('seeds = "wire/in"\nsettle = 2.5\n')

    assert read_config(tmp_path / CONFIG_FILE) == {"seeds": "wire/in", "settle": 2.5}


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_can_be_given(tmp_path: Path, field: Field[object]) -> None:
    """Each field of Settings has its key, and takes a value of its own type."""
    value = "wire" if str(field.type).startswith("Path") else 7
    (tmp_path / CONFIG_FILE).write_text(f"{field.name} = {value!r}\n")

    assert read_config(tmp_path / CONFIG_FILE) == {field.name: value}


WRONG = ["true", "[1]", "{}", "2026-11-25"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (field.name, value)
        for field in fields(Settings)
        for value in [*WRONG, "7" if str(field.type).startswith("Path") else "'7'"]
    ],
)
def test_a_value_of_the_wrong_type_is_refused(tmp_path: Path, name: str, value: str) -> None:
    """The message names the file, the setting and the value."""
    (tmp_path / CONFIG_FILE).write_text(f"{name} = {value}\n")
    with pytest.raises(UsageError, match=rf"seedwatch\.toml: {name} must be a .*, not "):
        read_config(tmp_path / CONFIG_FILE)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"setle = 2.5", "there is no setting 'setle'"),
        (b"[worker]\nsettle = 2.5", "there is no setting 'worker'"),
        (b"settle = ", r"seedwatch\.toml: "),
        (b"seeds = '\xff'", r"seedwatch\.toml: "),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """A misspelt name, a table, what is not TOML or not UTF-8: the message names the file."""
    (tmp_path / CONFIG_FILE).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_config(tmp_path / CONFIG_FILE)
