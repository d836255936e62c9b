"""A library between a process and libc that makes chosen system calls fail: `shim.c`, compiled here and steered."""

from __future__ import annotations

import ctypes
import mmap
import shutil
import subprocess
import sys
from enum import IntEnum
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

SOURCE = Path(__file__).with_name("shim.c")
FOR_EVER = 2**62
KILLED = 0  # in place of an errno


class Call(IntEnum):
    """Kinds of system calls."""

    OPEN = 0
    READ = 1
    WRITE = 2
    FSYNC = 3
    RENAME = 4
    TRUNCATE = 5


class _Control(ctypes.Structure):
    _fields_ = (
        ("below", ctypes.c_char * 1024),
        *((name, ctypes.c_long) for name in ("kinds", "first", "last", "error", "halve", "chosen", "failed")),
        ("calls", ctypes.c_long * len(Call)),
    )


class Shim:
    """What is to go wrong in the processes that are started with its `environment`."""

    def __init__(self, library: Path, control: Path) -> None:
        """Let everything pass, and count nothing."""
        control.write_bytes(bytes(ctypes.sizeof(_Control)))
        with control.open("r+b") as file:
            self._control = _Control.from_buffer(mmap.mmap(file.fileno(), 0))
        self.environment = {"LD_PRELOAD": str(library), "FAULT_CONTROL": str(control)}

    def count(self, folder: Path) -> None:
        """Begin anew to count the calls on files below the folder; all of them pass."""
        ctypes.memset(ctypes.addressof(self._control), 0, ctypes.sizeof(_Control))
        self._control.below = f"{folder}/".encode()

    def fail(self, *kinds: Call, error: int, first: int = 1, last: int = FOR_EVER, halve: bool = False) -> None:
        """Of these kinds of calls, counted from now, let those from `first` to `last` fail with the error.

        With `halve` the first of them writes half of what it should, as on a disk that is nearly full.
        """
        self.relent()
        self._control.chosen = self._control.failed = 0
        self._control.first, self._control.last = first, last
        self._control.error, self._control.halve = error, halve
        self._control.kinds = sum(1 << kind for kind in kinds)

    def relent(self) -> None:
        """Let everything pass from now on."""
        self._control.kinds = 0

    @property
    def failed(self) -> int:
        """How many calls have failed."""
        return int(self._control.failed)

    def calls(self, kind: Call) -> int:
        """How many calls of a kind there have been."""
        return int(self._control.calls[kind])


def library(folder: Path) -> Path:
    """The compiled library in a folder that all of pytest's processes share; skips where it can't be had."""
    if not sys.platform.startswith("linux") or shutil.which("gcc") is None:
        pytest.skip("faults at system calls need Linux and gcc")
    built = folder / f"shim-{sha256(SOURCE.read_bytes()).hexdigest()[:16]}.so"
    with FileLock(f"{built}.lock"):
        if not built.exists():
            part = built.with_suffix(".part")
            options = ["-U_FORTIFY_SOURCE", "-Wall", "-shared", "-fPIC"]  # fortified, `open` has a body already
            subprocess.run(["gcc", *options, "-o", str(part), str(SOURCE), "-ldl"], check=True)
            part.replace(built)
    return built
