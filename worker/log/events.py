"""Every event that is logged: its name, its level, what it says and its keys."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

Level = Literal["info", "warning", "error", "critical"]


class Event(StrEnum):
    """What is logged, by the name that stands in the log; an event joins by a line here.

    `keys` are those that a line may have besides `event`, `level` and `timestamp`; one without a value is left out.
    """

    level: Level
    meaning: str
    keys: tuple[str, ...]

    def __new__(cls, name: str, level: Level = "info", meaning: str = "", keys: str = "") -> Self:
        """Make the member of that name; `keys` are parted by blanks. `Event(name)` alone looks a member up."""
        event = str.__new__(cls, name)
        event._value_ = name
        event.level, event.meaning, event.keys = level, meaning, tuple(keys.split())
        return event

    WORKER_STARTED = "worker.started", "info", "the worker is at work on a folder and a database", "seeds db rule_set"
    WORKER_STOPPED = "worker.stopped", "info", "it was asked to end, and has stored what it had in hand"
    WORKER_ENDED = "worker.ended", "error", "it can't go on, for a reason that a user can mend", "reason"
    WORKER_FAILED = "worker.failed", "critical", "a fault of seedwatch's own ended it", "error exception"
    COMMAND_FAILED = "command.failed", "error", "why the command ends, and its exit code", "error code"

    FILE_STORED = "file.stored", "info", "a file was taken", "path document reason"
    FILE_DUPLICATE = "file.duplicate", "info", "a file has the same text as another", "path document reason"
    FILE_EDITION = "file.edition", "info", "a file has another edition of a story", "path document reason"
    FILE_REJECTED = "file.rejected", "info", "a file can't be taken", "path document reason"
    FILE_MISSING = "file.missing", "info", "a file has gone from the folder", "path document reason"
    FILE_UNREAD = "file.unread", "warning", "reading a file failed; it is tried again", "path error"
    FILE_CHANGED_UNSEEN = "file.changed_unseen", "warning", "bytes changed, but neither size nor times", "path"
    FILE_FAULT = "file.fault", "error", "a fault of seedwatch's own in reading a file: rejected", "path traceback"
    COLUMN_FAULT = "column.fault", "error", "the same in finding one column, which stays empty", "path traceback"

    WATCH_STARTED = "watch.started", "info", "events come in", "seeds"
    WATCH_POLLING = "watch.polling", "warning", "no events can be had: the folder is compared instead", "seeds reason"
    WATCH_OVERFLOWED = "watch.overflowed", "warning", "events were lost: the whole folder is compared"
    WATCH_WARNED = "watch.warned", "warning", "what the library that watches says", "message error exception"

    MANIFEST_WRITTEN = "manifest.written", "info", "pages of the manifest were written", "pages"
    MANIFEST_KEPT = "manifest.kept", "warning", "a file of yours stood in its place: put aside", "path kept_as"

    REBUILD_STARTED = "rebuild.started", "info", "the rules are others: all is derived anew from the texts", "rule_set"
    REBUILD_FINISHED = "rebuild.finished", "info", "what was derived anew is in use", "rule_set documents"
    DOCUMENT_FAULT = "document.fault", "error", "a fault of seedwatch's own in deriving one anew", "document traceback"

    DATABASE_SQLITE_FAULT = "database.sqlite_fault", "warning", "this build of SQLite can corrupt a WAL", "reason"
    DATABASE_OTHER_FOLDER = "database.other_folder", "warning", "the database served another folder", "db before now"

    WORKER_TROUBLE = "worker.trouble", "error", "a condition begins, changes or is tried again", "error again_in"
    SEEDS_UNREADABLE = "seeds.unreadable", "error", "a condition begins or changes", "error"
    SEEDS_UNSEEN = "seeds.unseen", "error", "a condition begins or changes", "error"
    FILES_UNREAD = "files.unread", "error", "a condition begins or changes", "error"
    MANIFEST_UNWRITTEN = "manifest.unwritten", "error", "a condition begins or changes", "error"
    WATCH_LOST = "watch.lost", "error", "a condition begins or changes", "error"
    WATCH_FAILED = "watch.failed", "error", "a condition begins or changes", "error"
    REBUILD_NO_ROOM = "rebuild.no_room", "error", "a condition begins or changes", "error"
    DATABASE_WAL_LARGE = "database.wal_large", "error", "a condition begins or changes", "error"
    TROUBLE_ENDED = "trouble.ended", "info", "a condition is over", "trouble"

    POOL_LOST = "pool.lost", "error", "a process that prepares files has died: the worker does its work", "error"
    CHILD_WROTE = "child.wrote", "warning", "what such a process wrote to stdout or stderr", "text cut"
    STDERR_WROTE = "stderr.wrote", "warning", "what a library wrote to stderr", "text"
    LIBRARY_LOGGED = "library.logged", "warning", "a library's warning or error", "logger message error exception"
    PYTHON_WARNED = "python.warned", "warning", "a warning of Python's", "category message file line"
    THREAD_DIED = "thread.died", "error", "an error ended a thread", "thread error exception"
    EXCEPTION_IGNORED = "exception.ignored", "error", "an error that no caller saw", "message object error exception"
