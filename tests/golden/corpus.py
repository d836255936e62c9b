"""The pages, and digests of what is made of them.

`pages.json` holds invented pages of stories, notices and round-ups; with them go the sample dispatches, the page of
each language and some pages in other encodings.
"""

from __future__ import annotations

import json
import time
import tomllib
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.connection import open_writer
from worker.clock import Clock
from worker.formats.registry import READER
from worker.pipeline.pipeline import Pipeline
from worker.pipeline.rule_set import NUMBER
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = Path(__file__).with_name("pages.json")
GOLDEN: Final = Path(__file__).with_name("golden.json")
NUMBERS: Final = {"reader": READER, "rules": NUMBER}
ENCODINGS: Final = ("cp1252", "utf-16", "utf-8-sig", "mac-roman")
DIGITS: Final = 16

Made = dict[str, dict[str, str]]
"""By subject and page, a digest."""

_READ: Final = (
    "SELECT path, coalesce(d.text, reason_code), encoding FROM files f LEFT JOIN documents d ON d.id = f.document_id"
)
_DERIVED: Final = """
SELECT path, f.state, reason_detail, d.title, d.byline, d.agency, d.outlet, d.place, d.published, d.month_day,
       d.language,
       d.section, d.words, d.spans, d.story_id,
       (SELECT json_group_array(m.kind || m.rule_id || m.containment || m.resemblance || m.passages) FROM matches m
        WHERE d.id IN (m.document_id, m.other_id)),
       (SELECT group_concat(hash) FROM (SELECT hash FROM anchors WHERE document_id = d.id ORDER BY hash))
FROM files f JOIN documents d ON d.id = f.document_id
"""


def pages() -> dict[str, bytes]:
    """All pages, by the name of their file."""
    texts: dict[str, str] = json.loads(PAGES.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "lexicon" / "pages").glob("*.toml")):
        texts[f"language-{path.stem}.txt"] = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    found = {name: text.encode() for name, text in texts.items()}
    for encoding in ENCODINGS:
        found[f"encoded-{encoding}.txt"] = texts["language-fr.txt"].encode(encoding, "ignore")
    samples = sorted((ROOT / "seeds").rglob("*.txt"))
    return found | {f"sample-{path.name}": path.read_bytes() for path in samples}


def made(folder: Path) -> Made:
    """Digests of what is read of the pages, and of what is derived from that, in an empty folder."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for name, raw in pages().items():
        (seeds / name).write_bytes(raw)
    with closing(open_writer(folder / "seeds.db")) as connection:
        clock = Clock(time.monotonic, time.time, time.sleep)
        Pipeline(connection, Settings(seeds=seeds, settle=0), clock).scan(lambda _: None, lambda: False)
        return {
            subject: {path: _digest(values) for path, *values in connection.execute(query)}
            for subject, query in (("reader", _READ), ("rules", _DERIVED))
        }


def stored() -> dict[str, dict[str, object]]:
    """By subject, the number and the digests that go with it."""
    found: dict[str, dict[str, object]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


def changed(subject: str, now: Mapping[str, str]) -> list[str]:
    """The pages of which something else is made than before."""
    before = stored()[subject]["pages"]
    assert isinstance(before, dict)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _digest(values: list[object]) -> str:
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:DIGITS]
