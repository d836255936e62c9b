"""The command line: a thin shell over the worker. Results go to stdout, logs to stderr."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from worker.errors import ReaderGone, SeedwatchError, StorageTrouble, UsageError
from worker.settings import CONFIG_FILE, Settings, read_config

if TYPE_CHECKING:
    from collections.abc import Callable

_PATH = click.Path(path_type=Path)
_CENTURY = 36_500  # days; a longer time is none that a calendar holds


class _Seconds(click.FloatRange):
    """A number of seconds; neither nan nor inf is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Take what is a number in the range."""
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds", param, ctx)
        return seconds


def _setting(name: str, kind: click.ParamType[Any], text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option, environment variable and default of a setting."""
    return click.option(
        f"--{name.replace('_', '-')}",
        type=kind,
        default=getattr(Settings(), name),
        envvar=f"SEEDWATCH_{name.upper()}",
        show_envvar=True,
        show_default=True,
        help=text,
    )


_OPTIONS = {
    "seeds": _setting("seeds", _PATH, "The folder that files arrive in."),
    "db": _setting("db", _PATH, "The SQLite database."),
    "settle": _setting("settle", _Seconds(min=0), "Seconds a file must not have changed before it is read."),
    "compare_every": _setting("compare_every", _Seconds(min=1), "Seconds between two comparisons of the whole folder."),
    "deep_check_every": _setting(
        "deep_check_every",
        _Seconds(min=1, max=_CENTURY * 86_400),
        "Seconds until each file's bytes are read again and compared.",
    ),
    "max_bytes": _setting("max_bytes", click.IntRange(min=1), "The largest file that is read."),
    "lexicon": _setting("lexicon", _PATH, "A folder of your own words: agencies, outlets, notices, languages."),
    "journal_days": _setting(
        "journal_days", click.IntRange(min=1, max=_CENTURY), "Days that journal entries are kept."
    ),
}
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def _takes(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these settings as options."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return decorate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="seedwatch")
def seedwatch() -> None:
    """Watch a folder of news texts; keep one SQLite database of documents, stories and reuse, and a manifest."""


@seedwatch.command()
@_takes(*_OPTIONS)
def run(**options: Any) -> None:
    """Catch up with the folder, then watch it until stopped."""
    from worker.cli.run import run as command  # noqa: PLC0415 - a command imports what it needs, not what all need

    command(Settings(**options))


@seedwatch.command()
@_takes("seeds", "db", "settle", "max_bytes", "lexicon")
@_JSON
def scan(as_json: bool, **options: Any) -> None:
    """Take in what is in the folder, once."""
    from worker.cli.scan import scan as command  # noqa: PLC0415

    command(Settings(**options), as_json=as_json)


@seedwatch.command()
@_takes("seeds", "db", "lexicon")
def rebuild(**options: Any) -> None:
    """Derive documents, matches and stories anew from the stored texts, at once."""
    from worker.cli.rebuild import rebuild as command  # noqa: PLC0415

    command(Settings(**options))


@seedwatch.command()
@_takes("db")
@_JSON
def status(as_json: bool, **options: Any) -> None:
    """Say what there is, and whether a worker is alive."""
    from worker.cli.status import status as command  # noqa: PLC0415

    command(Settings(**options), as_json=as_json)


@seedwatch.command()
@_takes("db")
def health(**options: Any) -> None:
    """Say whether the worker is well; exit 1 if it is not."""
    from worker.cli.status import health as command  # noqa: PLC0415

    command(Settings(**options))


@seedwatch.command()
@click.argument("target", metavar="FILE", type=_PATH)
@_takes("db")
def backup(target: Path, **options: Any) -> None:
    """Copy the database into a new file, also while a worker writes."""
    from worker.cli.backup import backup as command  # noqa: PLC0415

    command(Settings(**options), target)


@seedwatch.command()
@click.argument("source", metavar="FILE", type=_PATH)
@_takes("db")
@click.option(
    "--seeds",
    type=_PATH,
    envvar="SEEDWATCH_SEEDS",
    show_envvar=True,
    help="Write the manifest only if the database is this folder's; else in the folder that it has served.",
)
def restore(source: Path, seeds: Path | None, **options: Any) -> None:
    """Put a backup in the database's place while no worker runs; what was there is kept."""
    from worker.cli.backup import restore as command  # noqa: PLC0415

    command(Settings(**options), source, seeds)


@seedwatch.command()
@_takes("seeds", "db")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the manifest is not true to the database.")
def index(check: bool, **options: Any) -> None:
    """Write the manifest, INDEX.md."""
    from worker.cli.index import index as command  # noqa: PLC0415

    command(Settings(**options), check=check)


@seedwatch.command()
@click.argument("what", metavar="PATH|ID")
@_takes("db")
def show(what: str, **options: Any) -> None:
    """Show one document with its story and its matches."""
    from worker.cli.show import show as command  # noqa: PLC0415

    command(Settings(**options), what)


@seedwatch.command()
@click.argument("one", metavar="PATH|ID")
@click.argument("other", metavar="PATH|ID")
@click.option("--blocks", is_flag=True, help="Tell of each block of both pages how it was read, and by which rule.")
@_takes("db", "lexicon")
def explain(one: str, other: str, blocks: bool, **options: Any) -> None:
    """Tell why two files are, or are not, one story."""
    from worker.cli.show import explain as command  # noqa: PLC0415

    command(Settings(**options), one, other, blocks=blocks)


@seedwatch.command()
@click.argument("words", nargs=-1, required=True)
@_takes("db")
def search(words: tuple[str, ...], **options: Any) -> None:
    """Find documents that hold all the words."""
    from worker.cli.show import search as command  # noqa: PLC0415

    command(Settings(**options), " ".join(words))


def main() -> None:
    """Run the command line and exit; whatever the user can mend is told in one line."""
    try:
        config = read_config(Path(CONFIG_FILE))
        # Click looks a default up by command and name: every command gets all of them.
        defaults = dict.fromkeys(seedwatch.commands, config)
        seedwatch.main(default_map=defaults, standalone_mode=False)
    except click.ClickException as error:
        _die(error.format_message(), UsageError.exit_code)
    except SeedwatchError as error:
        _die(str(error), error.exit_code)
    except ReaderGone:
        # What is left unwritten must not be tried again at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _die(str(error), StorageTrouble.exit_code)
    except click.Abort:
        sys.exit(130)


def _die(message: str, code: int) -> None:
    from worker.log.configure import last_word  # noqa: PLC0415

    last_word(message, code)
    sys.exit(code)
