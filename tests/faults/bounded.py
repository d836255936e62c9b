"""A command under a limit on its memory and its time on the processor, and what it took of them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.process.seedwatch import COMMAND

if TYPE_CHECKING:
    from tests.process.seedwatch import Place

MEGABYTE = 2**20
MEMORY = 3 * 1024 * MEGABYTE  # of addresses, of which a good part is never used
CPU_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Usage:
    """How a command ended, what it said, its time on the processor in seconds and its memory in megabytes."""

    code: int
    output: str
    seconds: float
    megabytes: int


def run_bounded(place: Place, *arguments: str) -> Usage:
    """Run a command to its end; past a limit the kernel kills it, or gives it no more memory."""
    limits = [f"--as={MEMORY}", f"--cpu={CPU_SECONDS}"]
    process = subprocess.Popen(
        ["prlimit", *limits, COMMAND, *arguments],
        cwd=place.home,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each thread would take addresses, the more the more cores
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    with process.stdout as lines:
        output = lines.read().decode("utf-8", "surrogateescape")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(process.returncode, output, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)
