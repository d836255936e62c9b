"""Hostile content: each file is a clean document or a row with a reason, within bounds, and the others are stored."""

from __future__ import annotations

import json
import shutil
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.dispatches import seeded
from tests.faults.bounded import MEGABYTE, run_bounded
from tests.fuzz.watchdog import at_most
from tests.process.seedwatch import Worker
from tests.snapshot import rows
from worker.pipeline.prepare import Content, prepare
from worker.pipeline.rule_set import load_rule_set
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.process.seedwatch import Place

PROSE = (
    "The ferry to Low Island will run twice a day from Monday, its owner said on Friday. Tickets cost the same as last "
    "year, and bicycles travel free. The last boat leaves at nine in the evening, an hour later than before. "
)
LIMIT = Settings().max_bytes
SIZE = 32_000  # characters
PATIENCE = 5.0  # seconds for so many, which take a few tenths of one
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
TOO_LARGE = f"larger than {LIMIT:,} bytes"


def prose(words: int, seed: int) -> str:
    """Sentences of invented words, unlike those of another seed."""
    random = seeded(seed)
    return " ".join("".join(random.choices("aeioubdgklmnprst", k=random.randint(2, 9))) for _ in range(words))


REFUSED = {
    "nul.txt": (PROSE.encode() + b"\0" + PROSE.encode(), "binary"),
    "nuls.txt": (b"\0" * 5000, "binary"),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "binary"),
    "archive.txt": (b"PK\x03\x04" + seeded(1).randbytes(4000), "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + seeded(2).randbytes(4000), "binary"),
    "noise.txt": (seeded(3).randbytes(20_000), "binary"),
    "escapes-alone.txt": (b"\x1b[31m" * 1000, "no words"),
    "blank.txt": (b" \n\t" * 10_000, "empty"),
}
HOSTILE_PIECES = {
    "overrides.txt": f"{OVERRIDES}\u202etxt.exe",
    "escapes.txt": "\x1b]0;owned\x07\x1b[2J\x9b31m red \x1b[6n\x90q\x9c",
    "references.txt": "&#27;]0;owned&#7; &#x202e; &amp;#155;31m &#xD800;",
    "marks.txt": "z" + "\u0301\u0323" * 50_000,
    "halfwidth-marks.txt": "\uff9e\u0338" * 50_000,
    "quotes.txt": "-'a" * 30_000 + "'" + "!" * 90_000,
    "names.txt": "A" * 160 + " reported from a.",
    "surrogates.txt": "\ud800 \udc00\udfff",
}
STORED = {
    name: f"{prose(60, seed)}\n{piece}\n{prose(60, seed + 100)}".encode("utf-8", "surrogatepass")
    for seed, (name, piece) in enumerate(HOSTILE_PIECES.items())
} | {
    "marks-alone.txt": ("\u0301" * 100_000).encode(),
    "utf16.txt": prose(200, 51).encode("utf-16-le"),
    "utf16-big.txt": prose(200, 52).encode("utf-16-be"),
    "invalid.txt": prose(100, 53).encode() + b"\xc3\x28 caf\xe9 \xe2\x82 \xf0\x28\x8c\x28 " + prose(100, 54).encode(),
}


def write_all(place: Place) -> None:
    """Put every hostile file in, and two that are too large: 10 GB, nearly all of it a hole, and a line of 1 GB."""
    for name, content in {name: raw for name, (raw, _) in REFUSED.items()}.items() | STORED.items():
        (place.seeds / name).write_bytes(content)
    for name, size in (("hole.txt", 10 * 1024 * MEGABYTE), ("endless-line.txt", 1024 * MEGABYTE)):
        with (place.seeds / name).open("wb") as file:
            file.write(PROSE.encode())
            file.truncate(size)


def is_clean(text: str) -> bool:
    """Whether nothing in a text drives a terminal, turns a line around or is no character; and no stack is tall."""
    characters = set(text) - {"\n"}
    odd = {each for each in characters if unicodedata.category(each) in {"Cc", "Cs"}}
    kinds = "" if text.isascii() else "".join(unicodedata.category(each)[0] for each in text)
    return not odd and not characters & set(OVERRIDES) and "M" * 9 not in kinds


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="nothing sets limits here")
def test_every_hostile_file_becomes_a_document_or_a_row_with_a_reason(
    place: Place, figure: Callable[[str], None]
) -> None:
    """One scan, under a limit on memory and time, takes them all; what is refused says why, what is stored is clean."""
    write_all(place)
    (place.seeds / "line.txt").write_bytes((PROSE * (LIMIT // len(PROSE))).encode())
    usage = run_bounded(place, "scan", "--json", "--settle", "0")
    became = {each["path"]: each for each in json.loads(usage.output)["files"]}
    reasons = {name: reason for name, (_, reason) in REFUSED.items()} | dict.fromkeys(
        ("hole.txt", "endless-line.txt"), TOO_LARGE
    )

    assert 0 == usage.code
    assert reasons == {name: each["reason"] for name, each in became.items() if each["outcome"] == "rejected"}
    assert {*STORED, "line.txt"} == {name for name, each in became.items() if each["outcome"] == "stored"}
    assert all(is_clean(text) for (text,) in rows(place.db, "SELECT text FROM documents"))
    sizes = [size for path in place.seeds.glob("*.txt") if (size := path.stat().st_size) <= LIMIT]
    figure(
        f"{len(became)} hostile files, {sum(sizes) / MEGABYTE:.0f} MB of them read: "
        f"{usage.seconds:.0f} s, {usage.megabytes} MB of memory"
    )


def test_other_files_are_stored_beside_hostile_ones(place: Place) -> None:
    """A worker that meets them all goes on with what comes after."""
    with Worker(place, "--settle", "0") as worker:
        write_all(place)
        worker.expect("file.rejected", path="hole.txt")
        (place.seeds / "plain.txt").write_text(PROSE, encoding="utf-8")
        worker.expect("file.stored", path="plain.txt")

        assert 0 == worker.stop()


SHAPES: dict[str, Callable[[int], str]] = {
    "words": lambda size: prose(size // 5, 1),
    "one word": lambda size: "ab" * (size // 2),
    "short lines": lambda size: "ab\n" * (size // 3),
    "digits": lambda size: "1.1 " * (size // 4),
    "datelines": lambda size: "PORT ELIZA, March 3 (Reuters) - \n" * (size // 33),
    "quotations": lambda size: "“a” 'b' " * (size // 12),
    "Han": lambda size: "".join(map(chr, seeded(1).choices(range(0x4E00, 0x9FFF), k=size // 3))),
    "tags": lambda size: "<b>" * (size // 3),
    "bylines": lambda size: "By Ann Lee\n" * (size // 11),
    "credits": lambda size: "Ann Lee / Reuters\n" * (size // 18),
    "sentences": lambda size: "Ann left.\n" * (size // 10),
    "paragraphs": lambda size: (prose(30, 2) + ".\n") * (size // 190),
    "labels": lambda size: "Ann Lee left\n" * (size // 13),
    "captions": lambda size: "FILE - In this photo\n" * (size // 21),
    "open quotes": lambda size: "-'a" * (size // 3) + "'",
    "halfwidth marks": lambda size: "\uff9e\u0338" * (size // 5),
    "ligatures": lambda size: "\ufdfa" * (size // 3),
    "mojibake": lambda size: "â€™ Ã©" * (size // 12),
}


def seconds_to_prepare(text: str) -> float:
    """The time on the processor that a document takes."""
    start = time.thread_time()
    prepare([Content(text.encode(), ".txt")], load_rule_set())
    return time.thread_time() - start


@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_takes_time_in_proportion_to_its_length(shape: str) -> None:
    """Four times the text takes about four times as long, whatever it is made of: sixteen times would be quadratic."""
    text_of = SHAPES[shape]
    prepare([Content(text_of(1000).encode(), ".txt")], load_rule_set())
    with at_most(PATIENCE):
        short, long = (min(seconds_to_prepare(text_of(size)) for _ in range(5)) for size in (SIZE // 4, SIZE))

    assert long < max(short, 0.005) * 9


@pytest.mark.repeated(short=1, full=500)
def test_the_slowest_documents(times: int, figure: Callable[[str], None]) -> None:
    """No shape of text takes more than some seconds a megabyte; the full count goes up to the limit of size."""
    size = times * MEGABYTE // 64
    with at_most(PATIENCE * times * len(SHAPES)):
        seconds = {shape: seconds_to_prepare(text_of(size)) / (size / MEGABYTE) for shape, text_of in SHAPES.items()}
    slowest = sorted(seconds, key=seconds.__getitem__)[-3:]

    figure(
        f"at {size / MEGABYTE:.1f} MB, seconds a MB: " + ", ".join(f"{name} {seconds[name]:.1f}" for name in slowest)
    )
