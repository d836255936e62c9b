"""`python -m worker` does what `seedwatch` does."""

from __future__ import annotations

import subprocess
import sys


def test_the_package_runs_as_a_module() -> None:
    """Where no command was installed, the module names itself and does the same."""
    done = subprocess.run([sys.executable, "-m", "worker", "--help"], capture_output=True, text=True, check=True)

    assert "python -m worker" in done.stdout
    assert "rebuild" in done.stdout
