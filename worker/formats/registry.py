"""The formats that are read, by the ending of a file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.text.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.text.decode import Decoded

READER: Final = 1
"""Raised by hand where the code changes which text is read of a file's bytes: all files are then read again."""

# What takes a file's bytes to text, by the ending of its name. A format joins by a line here.
FORMATS: Final[dict[str, Callable[[bytes], Decoded]]] = {".txt": decode, ".text": decode, ".md": decode}
