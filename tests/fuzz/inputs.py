"""What the fuzzing feeds in: our own samples cut up and mixed with what rules are about, and bytes of all kinds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.dispatches import seeded
from tests.dispatches.dispatch import write_dispatch
from tests.dispatches.houses import as_page
from tests.text import passages

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SEEDS = Path(__file__).parents[2] / "seeds"
DISPATCHES = 20
MOST_MUTATIONS = 8
LONGEST_RUN = 20_000  # bytes of one piece repeated
LONGEST_NOISE = 5000
ENCODINGS = ("cp1252", "mac-roman", "utf-16", "utf-16-be", "utf-32", "shift_jis", "gb18030", "koi8-r", "utf-8-sig")
# Characters and words that some rule is about, so that rules meet.
PIECES = [
    *("\n", " ", "\t", "\r\n", "\0", "\x1b[31m", "\x1b]8;;", "\x9b", "\x85", "\u2028", "\ufeff", "\u200d", "\u202e"),
    *("\u0301", "\u0323", "\u0344", "\uff9e", "\ufdfa", "\u1100\u1161", "\ud800", "\udc00", "👍🏽", "é", "ß", "İ", "ﬁ"),
    *(
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "«",
        "-",
        "–",
        "—",
        "--",
        "…",
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        "/",
        "|",
        "(",
        ")",
        "©",
    ),
    *(
        "&amp;",
        "&#8217;",
        "&#38;",
        "<b>",
        "</p>",
        "<!--",
        "â€™",
        "Ã©",
        "Â",
        "вЂ",
        "‚Äô",
        "a",
        "A",
        "é́",
        "z.",
        "1",
        "0,",
        ".5",
    ),
    *(
        "U.S.",
        "PORT ELIZA, March 3 (Reuters) - ",
        "(AP) — ",
        "By Ann Lee\n",
        "Published 3 March 2024 10:30 GMT\n",
        "Reuters",
    ),
    *(
        "Photo: ",
        "(Reporting by ",
        " reported from ",
        "Share\n",
        "3 Mar 2024",
        "<IBM>",
        "新华社",
        "東京",
        "10日",
        "รถ",
        "مرحبا",
    ),
    *("http://a.example", "@a", "_taboola", "cookies ", "FILE - In this photo", "Getty Images", "THE QUAY", "said. "),
]


def draw_inputs(random: Random) -> list[bytes]:
    """The bytes of a file, mostly a changed sample, else noise or pieces repeated at length; and of its edition."""
    kinds: list[Callable[[Random], bytes]] = [_changed_sample, _changed_sample, _runs, _noise]
    raw = random.choice(kinds)(random)
    return [raw, _changed(raw, random)]


@cache
def samples() -> list[bytes]:
    """The project's own files: its seeds, invented dispatches as houses print them, a passage in every script."""
    random = seeded(1)
    dispatches = [write_dispatch(random, length=900) for _ in range(DISPATCHES)]
    pages = [as_page(each, each.agency, random).encode() for each in dispatches]
    scripts = [str(getattr(passages, name)).encode() for name in dir(passages) if name.isupper()]
    return [path.read_bytes() for path in sorted(SEEDS.rglob("*.txt"))] + pages + scripts


def _changed_sample(random: Random) -> bytes:
    raw = random.choice(samples())
    if random.random() < 0.2:
        raw = raw.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")
    return _changed(raw, random)


def _changed(raw: bytes, random: Random) -> bytes:
    """A few stretches of a file replaced, or other things put beside them."""
    for _ in range(random.randint(0, MOST_MUTATIONS)):
        start, end = sorted(random.choices(range(len(raw) + 1), k=2))
        raw = raw[:start] + _instead(raw[start:end], random) + raw[random.choice((start, end)) :]
    return raw


def _instead(part: bytes, random: Random) -> bytes:
    """What a part of a file is replaced by."""
    other = random.choice(samples())
    return random.choice(
        (
            b"",
            part * random.randint(1, 3),
            part.upper(),
            part.replace(b" ", b"\n"),
            _piece(random) * random.choice((1, 1, 3, 500)),
            random.randbytes(random.randint(1, 8)),
            other[: random.randint(0, len(other))],
        )
    )


def _runs(random: Random) -> bytes:
    """Pieces in runs, as they take a rule long that tries all ways to share them out."""
    parts = [b"".join(_piece(random) for _ in range(random.randint(1, 3))) for _ in range(random.randint(1, 4))]
    return b"".join(part * random.choice((1, LONGEST_RUN // len(parts) // max(1, len(part)))) for part in parts)


def _noise(random: Random) -> bytes:
    size = random.randint(0, LONGEST_NOISE)
    if random.random() < 0.5:
        return random.randbytes(size)
    return "".join(map(chr, random.choices(range(random.choice((256, 0x3000, 0x110000))), k=size))).encode(
        "utf-8", "surrogatepass"
    )


def _piece(random: Random) -> bytes:
    return random.choice(PIECES).encode("utf-8", "surrogatepass")
