"""Reads the lexicon's files: one a language, one for agencies, the calendar, and those of a folder of the user's."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.errors import UsageError
from worker.lexicon import schema
from worker.lexicon.compiled import Entries, Lexicon, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE = Path(__file__).parent
_CALENDAR = _HERE / "calendar.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the lexicon: its name without the ending, which is the language's code, and what stands in it."""

    name: str
    text: str


def shipped() -> list[Source]:
    """The files that come with the program."""
    return [*_sources(_HERE / "languages"), *(_source(_HERE / name) for name in ("agencies.toml", "common.toml"))]


@cache
def load_lexicon(own: Path | None = None) -> Lexicon:
    """The lexicon of the shipped files and those of the folder `own`.

    Raises:
        UsageError: a file of the folder is no TOML, or holds what no file of the lexicon does; or there is no folder.
    """
    if own is not None and not own.is_dir():
        raise UsageError(f"{own}: there is no such folder of the lexicon")
    return lexicon_of([*shipped(), *(_sources(own) if own else [])])


def lexicon_of(sources: Iterable[Source]) -> Lexicon:
    """The lexicon of some files.

    Raises:
        UsageError: as for `load_lexicon`.
    """
    files = list(sources)
    calendar = _CALENDAR.read_text(encoding="utf-8")
    digest = sha256(calendar.encode())
    for file in sorted(files, key=lambda each: (each.name, each.text)):
        digest.update(b"\0" + file.name.encode() + b"\0" + file.text.encode())
    entries = Entries()
    months = tomllib.loads(calendar)
    for file in files:
        _enter(entries, file)
        _enter_calendar(entries, months.get(file.name, {}))
    return compiled(entries, digest.hexdigest())


def _sources(folder: Path) -> list[Source]:
    return [_source(path) for path in sorted(folder.glob("*.toml"))]


def _source(path: Path) -> Source:
    try:
        return Source(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error


def _enter(entries: Entries, file: Source) -> None:
    try:
        tables = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"lexicon file {file.name}.toml: {error}") from error
    script = tables.get("script")
    if isinstance(script, dict) and "unspaced" in script and _are_texts(script.get("quotes")):
        entries.unspaced_quotes.extend(script["quotes"])
    boilerplate = tables.get("boilerplate")
    if isinstance(boilerplate, dict) and "offers" in boilerplate:
        offers = str(boilerplate["offers"]).lower()
        if "reader" in boilerplate:
            entries.calls.append((str(boilerplate["reader"]).lower(), offers))
        else:
            entries.offers.append(offers)
    for name, table in tables.items():
        if name == schema.AGENCY:
            for agency in table:
                _enter_agency(entries, file, agency)
        else:
            _enter_table(entries, file, name, table)


def _enter_table(entries: Entries, file: Source, name: str, table: object) -> None:
    if not isinstance(table, dict):
        raise UsageError(f"lexicon file {file.name}.toml: {name} is no table")
    for short, value in table.items():
        key = f"{name}.{short}"
        if key in schema.TEXTS and isinstance(value, str):
            entries.texts.setdefault(key, []).append(value)
        elif key in schema.LISTS and _are_texts(value):
            entries.lists.setdefault(key, []).extend(value)
        else:
            raise UsageError(f"lexicon file {file.name}.toml: {key} is unknown, or neither text nor list as it must be")


def _enter_agency(entries: Entries, file: Source, agency: dict[str, Any]) -> None:
    match agency:
        case {"name": str(name), **rest} if _are_texts(rest.get("forms", [])):
            entries.agencies[name] = [*entries.agencies.get(name, [name]), *rest.get("forms", [])]
            if rest.get("paper") is True:
                entries.papers.add(name)
        case _:
            raise UsageError(f"lexicon file {file.name}.toml: an agency has a name and a list of forms: {agency!r}")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _enter_calendar(entries: Entries, calendar: dict[str, list[list[str]]]) -> None:
    for number, names in enumerate(calendar.get("months", []), 1):
        for name in names:
            entries.months.setdefault(name, set()).add(number)
        entries.numbers.update(names[:1])
    for names in calendar.get("days", []):
        entries.weekdays.update(names)
        entries.numbers.update(names[:1])
