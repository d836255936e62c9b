"""`python -m tests.golden`: write down what is made of the pages, where a number was raised."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.golden.corpus import GOLDEN, NUMBERS, changed, made, stored


def main() -> None:
    """Write the digests; a subject whose results change keeps its number only if it never had one."""
    with tempfile.TemporaryDirectory() as folder:
        now = made(Path(folder))
    before = stored() if GOLDEN.exists() else {}
    for subject, number in NUMBERS.items():
        if subject in before and before[subject]["number"] == number and changed(subject, now[subject]):
            sys.exit(f"what the {subject} make of pages has changed: raise their number first")
    found = {subject: {"number": number, "pages": now[subject]} for subject, number in NUMBERS.items()}
    GOLDEN.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
