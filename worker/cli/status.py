"""`seedwatch status` and `seedwatch health`: what there is, and whether the worker is well."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db import reading
from db.connection import wal_bytes
from db.manifest import files_by_state
from db.rebuild import documents_in_use, progress
from db.worker_state import last_beat
from worker.cli.database import opened
from worker.cli.output import print_json, say
from worker.errors import SeedwatchError
from worker.service.diagnosis import Presence, diagnose, presence
from worker.service.lock import is_held

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

    from db.rows import WorkerRow
    from worker.service.diagnosis import Diagnosis
    from worker.settings import Settings


def status(settings: Settings, *, as_json: bool) -> None:
    """Say what there is; ends with 1 where a worker was killed, hangs or is not well, but not where none runs."""
    with opened(settings) as connection:
        beat, present, found = _judged(connection, settings)
        alive = present is Presence.RUNNING
        facts = {
            "worker": present.value,
            "health": found.in_words,
            "what_to_do": found.what_to_do,
            "last_trouble": beat.last_trouble if beat else None,
            "watching": beat.watching if beat and alive else None,
            "waiting": beat.waiting if beat and alive else 0,
            "overflows": beat.overflows if beat else 0,
            "seeds": beat.seeds if beat else None,
            "files": files_by_state(connection),
            **asdict(reading.totals(connection)),
            "rebuild": _rebuilding(connection),
            "wal_bytes": wal_bytes(settings.db),
        }
    if as_json:
        print_json(facts)
    else:
        _say_facts(facts)
    if not found.is_well and present is not Presence.STOPPED:
        raise SeedwatchError(found.in_words)


def _rebuilding(connection: Connection) -> str | None:
    """How far a rebuild has come that is under way; None if none is."""
    state = progress(connection)
    if state is None or state.rule_set is None:
        return None
    return f"{state.documents} of {documents_in_use(connection)}"


def _say_facts(facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        shown = ", ".join(f"{number} {state}" for state, number in value.items()) if isinstance(value, dict) else value
        say(f"{name.replace('_', ' '):<13} {'' if shown is None else shown}")


def health(settings: Settings) -> None:
    """Say whether the worker is well; raises SeedwatchError, and so ends with 1, if it is not."""
    with opened(settings) as connection:
        _, _, found = _judged(connection, settings)
    if not found.is_well:
        say(f"what to do: {found.what_to_do}")
        raise SeedwatchError(found.in_words)
    say(found.in_words)


def _judged(connection: Connection, settings: Settings) -> tuple[WorkerRow | None, Presence, Diagnosis]:
    """The last heartbeat, whether a worker runs, and what is wrong with it."""
    beat, now = last_beat(connection), datetime.now(UTC)
    present = presence(beat, now, is_held=is_held(settings.db))
    return beat, present, diagnose(beat, now, present)
