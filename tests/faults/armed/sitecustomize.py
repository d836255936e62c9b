"""What a test may do to the inside of a running `seedwatch`: end its threads, turn its clock, lower its limits.

Orders stand in the environment: `FAULT_SET=worker.service.WATCH_RETRY=1` sets a limit, `FAULT_PRAGMAS` those of SQLite,
`FAULT_CLOCK` names a file that says how many seconds the wall clock is off, `FAULT_ORDER` one that is read at SIGUSR1.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import signal
import threading
import time
from pathlib import Path

_ERRORS = {"SystemExit": SystemExit, "RuntimeError": RuntimeError}
_wall = time.time


def _strike(*_: object) -> None:
    """Raise in all threads of a class: the order is its name and the exception's."""
    kind, error = Path(os.environ["FAULT_ORDER"]).read_text(encoding="utf-8").split()
    for thread in threading.enumerate():
        if type(thread).__name__ == kind:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_ERRORS[error])
            )


def _turned() -> float:
    """The wall clock, so many seconds off as the file says."""
    return _wall() + float(Path(os.environ["FAULT_CLOCK"]).read_text(encoding="utf-8"))


if "FAULT_ORDER" in os.environ:
    signal.signal(signal.SIGUSR1, _strike)
if "FAULT_CLOCK" in os.environ:
    time.time = _turned
for change in filter(None, os.environ.get("FAULT_SET", "").split(",")):
    module, name, value = re.split(r"[.](?=\w+=)|=", change)
    setattr(importlib.import_module(module), name, float(value))
if "FAULT_PRAGMAS" in os.environ:
    from db import connection

    vars(connection)["PRAGMAS"] += tuple(os.environ["FAULT_PRAGMAS"].split(","))
