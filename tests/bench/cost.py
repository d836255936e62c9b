"""What a command costs, as a whole process: `python -m tests.bench.cost COMMAND...` prints seconds and megabytes.

It is a process of its own because Linux starts a child's peak memory at its parent's, which here is small.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What a process took: `seconds` by the wall, `cpu` in seconds, `peak` resident memory in megabytes."""

    seconds: float
    cpu: float
    peak: float


def cost_of(command: Sequence[str]) -> Cost:
    """Run the command and return its cost.

    Raises:
        CalledProcessError: it failed.
    """
    measured = [sys.executable, "-m", "tests.bench.cost", *command]
    told = subprocess.run(measured, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Cost(*json.loads(told))


def _measure(command: Sequence[str]) -> Cost:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(sys.argv[1:])))
