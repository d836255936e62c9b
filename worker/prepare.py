"""The pure middle: from a file's bytes to all that the judge and the database need. No clock, path or database here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from worker.intake import FORMATS
from worker.judge.fingerprint import fingerprint
from worker.judge.places import word_places
from worker.page.columns import read_columns
from worker.page.story import find_story
from worker.text.decode import Undecodable
from worker.text.normalise import normalise

if TYPE_CHECKING:
    from worker.judge.fingerprint import Fingerprint
    from worker.judge.places import Places
    from worker.page.columns import Columns
    from worker.page.story import Story


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text, ready to be compared and stored."""

    text: str
    text_sha256: str
    encoding: str
    columns: Columns
    story: Story
    fingerprint: Fingerprint
    places: Places


def prepare(raw: bytes, suffix: str) -> Prepared:
    """Take a file's bytes through decoding, normalising, reading and fingerprinting.

    Raises:
        Undecodable: there is no text in it; the message is the reason that the file's row gives.
    """
    decoded = FORMATS[suffix](raw)
    text = normalise(decoded.text)
    story = find_story(text)
    prints = fingerprint(text, story)
    if not len(prints.words):
        raise Undecodable("no words")
    return Prepared(
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        encoding=decoded.encoding,
        columns=read_columns(text, story),
        story=story,
        fingerprint=prints,
        places=word_places(text, story),
    )
