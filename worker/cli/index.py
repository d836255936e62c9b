"""`seedwatch index`: write the manifest, or say whether it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.cli.database import check_seeds, opened, owned
from worker.clock import SYSTEM_CLOCK
from worker.errors import SeedwatchError
from worker.log.configure import configure
from worker.manifest.publish import Publisher

if TYPE_CHECKING:
    from worker.settings import Settings


def index(settings: Settings, *, check: bool) -> None:
    """Write the manifest, or say whether it is true."""
    configure(quiet=True)
    check_seeds(settings.seeds)
    if not check:
        with owned(settings, SYSTEM_CLOCK.now()) as database:
            Publisher(settings.seeds, database.connection).publish(everything=True)
        return
    with opened(settings) as connection:
        wrong = Publisher(settings.seeds, connection).differences()
    if wrong:
        raise SeedwatchError(f"not true to {settings.db}: {', '.join(wrong[:5])}{' …' if wrong[5:] else ''}")
