"""Random lives of a folder and a worker: at each moment the database says what a plain model says."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from db.connection import open_writer
from tests.faults.books import check_chains, check_whole
from tests.faults.pool import POOL, TEXTS
from tests.faults.step_lives import SETTLE, Life, ProcessLife
from tests.faults.tree import NOWHERE, OUTSIDE
from tests.truth import NARROW, WIDE, reaching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.db.model import Reach

Step = tuple[Any, ...]
Kinds = dict[str, tuple[st.SearchStrategy[Any], ...]]

PATHS = st.sampled_from(
    ["a.txt", "b.txt", "longer.txt", "c/a.txt", "c/d.md", "c/e/f.txt", "k/d.md", "scan.pdf", "c/.x.txt"]
)
FOLDERS = st.sampled_from(["c", "k", "c/e"])
CONTENTS = st.sampled_from([*POOL, *list(POOL)[:TEXTS]])
ON_FILES: Kinds = {
    "create": (PATHS, CONTENTS),
    "append": (PATHS, CONTENTS),
    "save": (PATHS, CONTENTS),
    "rewrite": (PATHS,),
    "rename": (PATHS, PATHS),
    "move_folder": (FOLDERS, FOLDERS),
    "delete": (PATHS,),
    "restore": (PATHS,),
    "touch": (PATHS,),
    "copy": (PATHS, PATHS),
    "link": (PATHS, PATHS),
    "point": (PATHS, st.one_of(PATHS, st.sampled_from([OUTSIDE, NOWHERE]))),
    "pipe": (PATHS,),
}
OF_PROCESS: Kinds = {
    "pause": (st.sampled_from([0.01, 0.1, 0.4]),),
    "catch_up": (),
    "kill": (),
    "restart": (),
}
HIDE: Kinds = {"hide": (PATHS,)}
OF_WORKER: Kinds = {
    "look": (),
    "hear": (st.one_of(PATHS, FOLDERS),),
    "hear_of_move": (PATHS,),
    "wait": (st.sampled_from([SETTLE / 2, SETTLE]),),
    "publish": (),
    "catch_up": (),
    "die": (st.integers(0, 300),),
    "restart": (),
}


def steps(*kinds: Kinds) -> st.SearchStrategy[list[Step]]:
    """Lists of what is done, a name and its arguments: files come, then anything happens, mostly that more come."""
    each = [st.tuples(st.just(name), *arguments) for kind in kinds for name, arguments in kind.items()]
    create, catch_up = st.tuples(st.just("create"), PATHS, CONTENTS), st.just(("catch_up",))
    anything = st.one_of(*each, *[create] * len(each), *[catch_up] * (len(each) // 8))
    parts = [*[st.lists(create, max_size=10)] * 2, *[st.lists(anything, max_size=10)] * 5]
    return st.tuples(*parts).map(lambda parts: list(chain(*parts)))


@contextmanager
def placed(template: Path, reach: Reach) -> Iterator[Path]:
    """A new folder, and an empty database, in memory where there is such a place."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own in it
    with (
        TemporaryDirectory(dir=memory) as home,
        reaching(reach, 5),
        capture_logs(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(os, "open", open_without_privileges)
        (Path(home) / "seeds").mkdir()
        for name in ("seeds.db", "afresh.db"):
            shutil.copyfile(template, Path(home) / name)
        yield Path(home)


_open = os.open


def open_without_privileges(path: Path, *arguments: int) -> int:
    """As `os.open` for a user who is not root, whom nothing is forbidden."""
    if Path(path).exists() and not Path(path).stat().st_mode & 0o400:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return _open(path, *arguments)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database; to make one takes longer than all that is done with it."""
    path = tmp_path_factory.mktemp("template") / "seeds.db"
    open_writer(path).close()
    return path


@pytest.mark.repeated(short=60, full=10_000)
def test_a_database_follows_a_model(template: Path, times: int, figure: Callable[[str], None]) -> None:
    """Whatever is done to files and to the worker, at any call: at each moment the database is as it must be."""
    counts = Counter[str]()

    @settings(max_examples=times, suppress_health_check=list(HealthCheck))
    @given(
        steps=steps(ON_FILES, HIDE, OF_WORKER),
        reach=st.sampled_from([WIDE, NARROW]),
        pages=st.sampled_from([2000, 2]),
        order=st.integers(0, 1000),
    )
    def live(steps: list[Step], reach: Reach, pages: int, order: int) -> None:
        with placed(template, reach) as home:
            life = Life(home, reach, pages)
            for step in [*steps, ("catch_up",)]:
                life.do(*step)
            life.books.check_journal(life.worker.connection)
            check_chains(life.worker.connection)
            check_whole(life.worker.connection, life.tree.root, life.books.truth, home, order)
            life.worker.stop()
        counts.update(["sequences"], steps=len(steps), kills=sum(name == "die" for name, *_ in steps))

    live()
    figure(f"{counts['sequences']:,} sequences of {counts['steps']:,} steps with {counts['kills']:,} kills")


@pytest.mark.repeated(short=3, full=100)
def test_a_process_follows_a_model(tmp_path: Path, times: int, figure: Callable[[str], None]) -> None:
    """A real worker, with real signals, on a folder in which anything happens: it ends up with what must be there."""
    counts = Counter[str]()

    # What depends on the moment can't be shrunk.
    @settings(max_examples=times, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(steps=steps(ON_FILES, OF_PROCESS), order=st.integers(0, 1000))
    def live(steps: list[Step], order: int) -> None:
        with TemporaryDirectory(dir=tmp_path) as home, ProcessLife(Path(home) / "place") as life:
            for step in steps:
                life.do(*step)
            life.check(order)
        counts.update(["sequences"], steps=len(steps), kills=sum(name == "kill" for name, *_ in steps))

    live()
    figure(f"{counts['sequences']:,} sequences of {counts['steps']:,} steps with {counts['kills']:,} kills")
