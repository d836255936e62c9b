"""Output shown in the docs is made by running what stands above it: `python -m tests.docs` writes it anew."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.process.seedwatch import Place
from worker.log.events import Event
from worker.manifest.render import as_text
from worker.matching.rules import RULES
from worker.reasons import SENTENCES, Rejection, Relation
from worker.service.conditions import Condition

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("database", "judgement", "running"))]
STATES = {
    Relation.SAME_BYTES: "duplicate",
    Relation.SAME_TEXT: "duplicate",
    Relation.EDITION: "edition",
    Relation.EDITION_THROUGH: "edition",
    Relation.GONE: "missing",
}
_QUERY = re.compile(r"(```sql\n(.*?)```\n\n)(?:\|.*?\n)+", re.DOTALL)
_CONSOLE = re.compile(r"(```console\n\$ seedwatch (.*?)\n)(.*?)```", re.DOTALL)
_GENERATED = re.compile(r"(<!-- (rules|conditions|events|reasons) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def rules_table() -> str:
    """The decision table, as people read it."""
    rows = [_row(["rule", "verdict", "because"]), _row(["---"] * 3)]
    return "".join([*rows, *(_row([f"`{rule.id}`", rule.kind or "nothing", _plain(rule.reason)]) for rule in RULES)])


def conditions_table() -> str:
    """What can be wrong, and what is done about it."""
    rows = [_row(["condition", "severity", "means", "the worker", "what to do"]), _row(["---"] * 5)]
    for condition in Condition:
        about = condition.about
        rows.append(_row([f"`{condition}`", about.severity, about.means, about.worker_does, about.what_to_do]))
    return "".join(rows)


def events_table() -> str:
    """What is logged."""
    head = [_row(["event", "level", "says", "keys"]), _row(["---"] * 4)]
    keys = {event: " ".join(f"`{key}`" for key in event.keys) for event in Event}
    return "".join([*head, *(_row([f"`{event}`", event.level, event.meaning, keys[event]]) for event in Event)])


def reasons_table() -> str:
    """Why a file is rejected, or is not called stored."""
    head = [_row(["state", "reason_code", "reason"]), _row(["---"] * 3)]
    rows = [("rejected", code) for code in Rejection] + [(STATES[code], code) for code in Relation]
    return "".join([*head, *(_row([state, f"`{code}`", SENTENCES[code].replace("{}", "…")]) for state, code in rows)])


_TABLES = {
    "rules": rules_table, "conditions": conditions_table, "events": events_table, "reasons": reasons_table,
}  # fmt: skip


def _plain(reason: str) -> str:
    """A reason without the figures of two articles."""
    return re.sub(r"\{\w+(?::[^}]*)?\}", "N", reason)


def filled(text: str, place: Place) -> str:
    """The page with the output of each query and each command as it is for the samples, and the tables made of code."""
    text = _QUERY.sub(lambda found: found[1] + _table(place.db, found[2]), text)
    text = _GENERATED.sub(lambda found: found[1] + _TABLES[found[2]]() + found[3], text)
    return _CONSOLE.sub(lambda found: f"{found[1]}{place.call(*found[2].split()).stdout}```", text)


def sampled(home: Path) -> Place:
    """A place that has taken in the sample dispatches."""
    place = Place(home)
    shutil.copytree(ROOT / "seeds", place.seeds, dirs_exist_ok=True, ignore=shutil.ignore_patterns("INDEX.md"))
    place.scan()
    return place


def _table(db: Path, query: str) -> str:
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description]
        head, *body = [_row([_cell(cell) for cell in line]) for line in [names, *cursor.fetchall()]]
    return "".join([head, _row(["---"] * len(names)), *body])


def _cell(value: object) -> str:
    return "" if value is None else as_text(str(value))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Write the output anew."""
    with tempfile.TemporaryDirectory() as home:
        place = sampled(Path(home) / "place")
        for page in PAGES:
            page.write_text(filled(page.read_text(encoding="utf-8"), place), encoding="utf-8")


if __name__ == "__main__":
    main()
