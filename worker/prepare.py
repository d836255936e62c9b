"""The pure middle: from files' bytes to all that the judge and the database need. No clock, path or database here."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from worker.intake import FORMATS
from worker.judge.fingerprint import Fingerprint, fingerprint
from worker.judge.places import Places, word_places
from worker.page.columns import Columns, read_columns
from worker.page.story import Story, find_story
from worker.text.decode import Undecodable
from worker.text.exports import holds_several_articles
from worker.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

FAULT = "fault of seedwatch"
SEVERAL_ARTICLES = "several articles in one file"


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, and the ending of its name, which tells the format."""

    raw: bytes
    suffix: str


@dataclass(slots=True)
class Prepared:
    """A text, ready to be compared and stored; the stages fill it in, in the order of the fields."""

    text: str = ""
    text_sha256: str = ""
    encoding: str = ""
    story: Story = field(init=False)
    fingerprint: Fingerprint = field(init=False)
    places: Places = field(init=False)
    columns: Columns = field(init=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is nothing to store; `fault` is the traceback where we are to blame, '' where the file is."""

    reason: str
    fault: str = ""


Results = list[Prepared | Failure]


def prepare(contents: Sequence[Content]) -> Results:
    """Prepare files, in their order.

    Stage by stage, not file by file: a stage's code and tables stay in the processor's cache, which saves a quarter of
    the time. One file that we fail on does not keep the others out.
    """
    results: Results = [Prepared() for _ in contents]
    for stage in STAGES:
        for number, content in enumerate(contents):
            result = results[number]
            if isinstance(result, Prepared):
                results[number] = _guarded(stage, result, content)
    return results


def _guarded(stage: Stage, prepared: Prepared, content: Content) -> Prepared | Failure:
    try:
        stage(prepared, content)
    except Undecodable as error:
        return Failure(str(error))
    except OSError:
        raise  # it tells of the machine and not of the text: a table that can't be loaded
    except Exception as error:  # noqa: BLE001 - the worker logs it
        return Failure(f"{FAULT}: {type(error).__name__}: {error}", traceback.format_exc())
    return prepared


def _decode(prepared: Prepared, content: Content) -> None:
    decoded = FORMATS[content.suffix](content.raw)
    prepared.text, prepared.encoding = normalise(decoded.text), decoded.encoding
    if holds_several_articles(prepared.text):
        raise Undecodable(SEVERAL_ARTICLES)
    prepared.text_sha256 = sha256(prepared.text.encode()).hexdigest()


def _find_story(prepared: Prepared, _: Content) -> None:
    prepared.story = find_story(prepared.text)


def _fingerprint(prepared: Prepared, _: Content) -> None:
    prepared.fingerprint = fingerprint(prepared.text, prepared.story)
    if not len(prepared.fingerprint.words):
        raise Undecodable("no words")


def _place_words(prepared: Prepared, _: Content) -> None:
    prepared.places = word_places(prepared.text, prepared.story)


def _read_columns(prepared: Prepared, _: Content) -> None:
    prepared.columns = read_columns(prepared.text, prepared.story)


Stage = Callable[[Prepared, Content], None]
STAGES: tuple[Stage, ...] = (_decode, _find_story, _fingerprint, _place_words, _read_columns)
