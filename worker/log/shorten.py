"""Long values cut so that a log line stays short: the beginning and the end of each are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import EventDict

LINE_BYTES = 8192  # of a line, with its end
ERROR_LENGTH = 500  # characters of an error's message, where its traceback stands beside it
_GAP = "…"
_HEAD = 0.6  # share of the room; a traceback tells most at its end, a message at its beginning
_LINE = 0.25  # share of the room for one line of several, so that a long one leaves the others in place


def fitted(event: EventDict, rendered: Callable[[EventDict], str]) -> str:
    """The rendered event, its values cut until it fits in a line, whatever encoding that is written in."""
    room = LINE_BYTES
    event = _cut(event, room)
    while _bytes(line := rendered(dict(event))) >= LINE_BYTES and room:
        room = room * 7 // 8
        event = _cut(event, room)
    return line


def shortened(text: str, room: int) -> str:
    """The text in at most `room` characters."""
    if len(text) <= room:
        return text
    if "\n" in text:
        text = "\n".join(_ends(line, max(1, int(room * _LINE))) for line in text.split("\n"))
    return _ends(text, room)


def _cut(event: EventDict, room: int) -> EventDict:
    """The event with each value in so much room; `cut` is how many characters shorter it is than what was said."""
    short, lost = {}, 0
    for key, value in event.items():
        said = short[key] = _plain(value)
        if isinstance(said, str):
            short[key] = shortened(said, room)
            lost += len(said) - len(short[key])
    return short | {"cut": event.get("cut", 0) + lost} if lost else short


def _plain(value: object) -> Any:  # noqa: ANN401 - as structlog has it
    """The value if it is short by its kind, else as text."""
    if isinstance(value, str | bool | float) or (isinstance(value, int) and value.bit_length() < 64):
        return value
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - a value that can't be shown must not keep the rest from being told
        return f"<{type(value).__name__}>"


def _ends(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    head = int(room * _HEAD)
    tail = max(0, room - head - len(_GAP))
    return (text[:head] + _GAP + text[len(text) - tail :])[:room]


def _bytes(line: str) -> int:
    return len(line.encode("ascii", "backslashreplace"))
