"""What the commands that only read do: status, show, explain, search."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db import reading
from db.connection import wal_bytes
from db.manifest import files_by_state
from db.worker_state import last_beat
from worker.cli.database import opened
from worker.cli.output import print_json, say
from worker.errors import SeedwatchError
from worker.inbox.snapshot import as_key
from worker.manifest.render import opening
from worker.pipeline.explain import explain as explained
from worker.pipeline.rule_set import load_rule_set
from worker.service.diagnosis import Presence, diagnose, presence
from worker.service.lock import is_held

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

    from db.rows import WorkerRow
    from worker.service.diagnosis import Diagnosis
    from worker.settings import Settings

SEARCH_HITS = 20
FACT = 16  # characters of the name of a fact
EXCERPT = 400  # characters
ID_DIGITS = 15


def status(settings: Settings, *, as_json: bool) -> None:
    """Say what there is; ends with 1 where a worker was killed, hangs or is not well, but not where none runs."""
    with opened(settings) as connection:
        beat, present, found = _judged(connection, settings)
        alive = present is Presence.RUNNING
        facts = {
            "worker": present.value,
            "health": found.in_words,
            "what_to_do": found.what_to_do,
            "last_trouble": beat.last_trouble if beat else "",
            "watching": beat.watching if beat and alive else "",
            "waiting": beat.waiting if beat and alive else 0,
            "overflows": beat.overflows if beat else 0,
            "seeds": beat.seeds if beat else "",
            "files": files_by_state(connection),
            **asdict(reading.totals(connection)),
            "wal_bytes": wal_bytes(settings.db),
        }
    if as_json:
        print_json(facts)
    else:
        _say_facts(facts)
    if not found.is_well and present is not Presence.STOPPED:
        raise SeedwatchError(found.in_words)


def _say_facts(facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        shown = ", ".join(f"{number} {state}" for state, number in value.items()) if isinstance(value, dict) else value
        say(f"{name.replace('_', ' '):<13} {shown}")


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


def show(settings: Settings, what: str) -> None:
    """Show a document, named by its id or by a file that holds it."""
    with opened(settings) as connection:
        document = reading.shown_document(connection, _document_id(connection, settings, what))
        if document is None:
            raise SeedwatchError(f"there is no document {what}")
        for name in ("id", "title", "byline", "agency", "place", "published", "language", "words"):
            say(f"{name:<10} {getattr(document, name)}")
        say(f"{'story':<10} {document.story_id}")
        for file in reading.files_of_story(connection, document.story_id):
            say(f"  {file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
        for match in reading.matches_of(connection, document.id):
            place = match.path or "in no file any more"
            say(f"{match.kind:<10} {place} ({match.other_id}) {match.title or opening(match.opening)}: {match.reason}")
        say("")
        excerpt = document.prose[:EXCERPT]
        for line in (excerpt + ("…" if len(document.prose) > EXCERPT else "")).splitlines():
            say(line)


def explain(settings: Settings, one: str, other: str, *, blocks: bool) -> None:
    """Tell what was found between two documents, and which editions join them; `blocks`: how their pages were read."""
    with opened(settings) as connection:
        ids = [_document_id(connection, settings, what) for what in (one, other)]
        shown = [reading.shown_document(connection, document) for document in ids]
        if None in shown:
            raise SeedwatchError(f"there is no document {(one, other)[shown.index(None)]}")
        found = explained(connection, load_rule_set(settings.lexicon), *ids)
    if ids[0] == ids[1]:
        say("one document: the same text")
        return
    rule = found.verdict.rule
    say(f"{'one story' if found.chain else 'two stories'}; between the two: {rule.kind or 'no match'}")
    say(f"{'rule':<{FACT}} {rule.id}")
    say(f"{'reason':<{FACT}} {found.verdict.reason}")
    for name, value in found.verdict.features.facts().items():
        say(f"{name.replace('_', ' '):<{FACT}} {value}")
    if len(found.chain) > 2:
        say(f"{'joined by':<{FACT}} {' > '.join(str(document) for document in found.chain)}")
    for passage in found.passages:
        say(f"  “{' '.join(passage.split())}”")
    for document, read in zip(ids, found.blocks if blocks else (), strict=False):
        say(f"blocks of {document}")
        for block in read:
            say(f"  {'body' if block.in_body else '':<4} {block.label:<11} {block.rule:<26} {block.opening}")


def search(settings: Settings, words: str) -> None:
    """List documents that hold the words."""
    with opened(settings) as connection:
        hits = reading.search(connection, words, SEARCH_HITS)
    if not hits:
        raise SeedwatchError("nothing found")
    for hit in hits:
        say(f"{hit.id}  {hit.published[:10] or 'no date':<10}  {hit.path}  {hit.title}")
        say(f"    {' '.join(hit.snippet.split())}")


def _document_id(connection: Connection, settings: Settings, what: str) -> int:
    """The document that a path (as given, or relative to the seeds folder) or a number names."""
    beat = last_beat(connection)
    below = os.path.relpath(what, beat.seeds if beat else settings.seeds).replace(os.sep, "/")
    for path in (as_key(what), as_key(below), what):  # as the system names it, or as we do
        if file := reading.shown_file(connection, path):
            if file.document_id is None:
                raise SeedwatchError(f"{path} is {file.state}: {file.reason}")
            return file.document_id
    if not what.isdecimal() or len(what) > ID_DIGITS:
        raise SeedwatchError(f"no file {what} has been seen")
    return int(what)
