"""Makes a real `seedwatch` say, at SIGUSR1 and in its child processes, whatever libraries, C code and a crash may say.

`NOISE_CRASH` makes a scan fail with an error that nothing expects.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
import warnings
from multiprocessing import spawn
from unittest.mock import patch

LONG = "watch " * 100_000
GARBAGE = b"\xff\xfe\x00 no end \x1b[2J"


class _Unraisable:
    def __del__(self) -> None:
        raise ValueError(LONG)


def _fail() -> None:
    raise ValueError("the beginning of " + LONG)


def _make_noise(*_: object) -> None:
    logging.getLogger("watchdog.observers").warning("%s", LONG)
    logging.getLogger("elsewhere").error("a record of %s", LONG)
    logging.getLogger("elsewhere").error("%d", "no number")
    warnings.warn("deprecated: " + LONG, DeprecationWarning, stacklevel=1)
    thread = threading.Thread(target=_fail, name="noisy")
    thread.start()
    thread.join()
    _Unraisable()
    sys.stderr.write("printed\nwithout an end")
    sys.stderr.flush()


def _die(*_: object) -> None:
    ctypes.CDLL(None).puts(b"\nsaid by C code")
    ctypes.CDLL(None).fflush(None)
    _fail()


def _crash(*_: object) -> None:
    raise RuntimeError("the beginning of " + LONG)


if "spawn_main" in " ".join(sys.orig_argv):
    for _ in range(4000):
        os.write(1, GARBAGE * 500)
    patch.object(spawn, "_main", _die).start()
elif "NOISE_CRASH" in os.environ:
    patch("worker.pipeline.pipeline.Pipeline.scan", _crash).start()
else:
    signal.signal(signal.SIGUSR1, _make_noise)
