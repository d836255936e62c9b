"""Writes `worker/lexicon/calendar.toml` from the CLDR, as Babel brings it: `python -m tests.lexicon.calendar`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from babel import Locale
from babel.localedata import locale_identifiers

from worker.lexicon import load
from worker.text.names import fold_name

CALENDAR: Final = Path(load.__file__).with_name("calendar.toml")
_HEAD: Final = """\
# The names of months and days of the week, folded, from the Unicode CLDR (Unicode License v3).
# `python -m tests.lexicon.calendar` writes this file anew; edits are lost.
"""


def written() -> str:
    """The text of the file: a table a language, January and Monday first, each name in all its forms."""
    locales: dict[str, list[Locale]] = {}
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        if len(locale.language) == 2:
            locales.setdefault(locale.language, []).append(locale)
    return _HEAD + "".join(_table(language, of) for language, of in sorted(locales.items()))


def _table(language: str, locales: list[Locale]) -> str:
    """The table of a language in its own script; '' for one whose months the CLDR does not name."""
    main = [each for each in locales if not each.script] or locales
    months = [_names(main, "months", number) for number in range(1, 13)]
    if not all(months):
        return ""
    days = [_names(main, "days", number) for number in range(7)]
    return f"\n[{language}]\nmonths = {_rows(months)}\ndays = {_rows(days)}\n"


def _names(locales: list[Locale], kind: str, number: int) -> list[str]:
    found: dict[str, None] = {}
    for width in ("wide", "abbreviated"):
        for locale in locales:
            for context in ("format", "stand-alone"):
                name = getattr(locale, kind)[context][width].get(number, "")
                found |= dict.fromkeys(_folded(name))
    return list(found)


def _folded(name: str) -> list[str]:
    plain = fold_name(name.replace("\u200f", "").strip(" ."))
    numbered = plain.isdecimal() or (plain[0:1] == "m" and plain[1:].isdecimal())
    return [plain] if len(plain) > 1 and not numbered else []


def _rows(names: list[list[str]]) -> str:
    return "[\n" + "".join(f"  {json.dumps(each, ensure_ascii=False)},\n" for each in names) + "]"


if __name__ == "__main__":
    CALENDAR.write_text(written(), encoding="utf-8")
