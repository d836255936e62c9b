"""`seedwatch show`, `explain` and `search`: documents, found by path, id or words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from db import reading
from db.worker_state import last_beat
from worker.cli.database import opened
from worker.cli.output import say
from worker.errors import SeedwatchError
from worker.inbox.snapshot import as_key
from worker.manifest.render import opening
from worker.pipeline.explain import explain as explained
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.types import DocumentId
    from worker.pipeline.explain import Explanation
    from worker.settings import Settings

SEARCH_HITS = 20
FACT = 16  # characters of the name of a fact
EXCERPT = 400  # characters
LARGEST_ID = 2**63 - 1


def show(settings: Settings, what: str) -> None:
    """Show a document, named by its id or by a file that holds it."""
    with opened(settings) as connection:
        document = _document(connection, settings, what)
        for name in ("id", "title", "byline", "agency", "place", "published", "language", "words"):
            value = getattr(document, name)
            say(f"{name:<10} {'' if value is None else value}")
        say(f"{'story':<10} {document.story_id}")
        for file in reading.files_of_story(connection, document.story_id):
            say(f"  {file.state:<10} {file.path}" + (f" ({file.reason})" if file.reason else ""))
        for match in reading.matches_of(connection, document.id):
            place = match.path or "in no file any more"
            say(f"{match.kind:<10} {place} ({match.other_id}) {match.title or opening(match.opening)}: {match.reason}")
        say("")
        _say_excerpt(document.prose)


def _say_excerpt(prose: str) -> None:
    for line in (prose[:EXCERPT] + ("…" if len(prose) > EXCERPT else "")).splitlines():
        say(line)


def explain(settings: Settings, one: str, other: str, *, blocks: bool) -> None:
    """Tell what was found between two documents, and which editions join them; `blocks`: how their pages were read."""
    with opened(settings) as connection:
        ids = [_document(connection, settings, what).id for what in (one, other)]
        found = explained(connection, load_rule_set(settings.lexicon), *ids)
    if ids[0] == ids[1]:
        say("one document: the same text")
        return
    _say_verdict(found)
    for document, read in zip(ids, found.blocks if blocks else (), strict=False):
        say(f"blocks of {document}")
        for block in read:
            say(f"  {'body' if block.in_body else '':<4} {block.label:<11} {block.rule:<26} {block.opening}")


def _say_verdict(found: Explanation) -> None:
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


def search(settings: Settings, words: str) -> None:
    """List documents that hold the words."""
    with opened(settings) as connection:
        hits = reading.search(connection, words, SEARCH_HITS)
    if not hits:
        raise SeedwatchError("nothing found")
    for hit in hits:
        say(f"{hit.id}  {(hit.published or 'no date')[:10]:<10}  {hit.path or ''}  {hit.title or ''}")
        say(f"    {' '.join(hit.snippet.split())}")


def _document(connection: Connection, settings: Settings, what: str) -> reading.ShownDocument:
    return reading.shown_document(connection, _document_id(connection, settings, what))


def _document_id(connection: Connection, settings: Settings, what: str) -> DocumentId:
    """The document that a path (as given, or relative to the seeds folder) or a number names."""
    beat = last_beat(connection)
    below = os.path.relpath(what, beat.seeds if beat else settings.seeds).replace(os.sep, "/")
    for path in (as_key(what), as_key(below), what):  # as the system names it, or as we do
        if file := reading.shown_file(connection, path):
            if file.document_id is None:
                raise SeedwatchError(f"{path} is {file.state}: {file.reason}")
            return file.document_id
    if not what.isdecimal() or int(what) > LARGEST_ID:
        raise SeedwatchError(f"no file {what} has been seen")
    document = reading.document_called(connection, int(what))
    if document is None:
        raise SeedwatchError(f"there is no document {what}")
    return document
