"""A folder and its worker, to which things are done step by step; the worker may be a process of its own."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from db.connection import open_reader, open_writer
from db.errors import DatabaseError, SQLiteError
from tests.conftest import HandMovedTime
from tests.faults.books import Books, check_chains, check_whole, mark, marks, read_back
from tests.faults.mortal import MortalWorker
from tests.faults.pool import POOL
from tests.faults.running import Running, pause, until
from tests.faults.tree import Tree
from tests.process.seedwatch import Place
from tests.truth import MAX_BYTES, check
from worker.cli.index import index
from worker.clock import Clock
from worker.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.model import Reach

SETTLE = 1.0


class Life:
    """A folder, a worker of which each step is a step of the test, and the books of both."""

    def __init__(self, home: Path, reach: Reach, pages: int) -> None:
        """Begin with an empty folder and a worker that has just started."""
        self.tree = Tree(home / "seeds")
        self.books = Books(reach)
        self._time = HandMovedTime()
        clock = Clock(lambda: self._time.now, lambda: self._time.now, self._time.pass_by)
        told = Settings(seeds=home / "seeds", db=home / "seeds.db", settle=SETTLE, max_bytes=MAX_BYTES)
        self.worker = MortalWorker(told, clock, pages, self.books.observe)

    def do(self, name: str, *arguments: Any) -> None:  # noqa: ANN401 - as the step has them
        """Take a step."""
        if name == "wait":
            self._time.pass_by(*arguments)
        elif hasattr(self.worker, name):
            getattr(self.worker, name)(*arguments)
        else:
            do_to_files(self.tree, name, *arguments)
            self.books.note(self.tree.listed())
        if name == "catch_up":
            self.books.close_day(self.tree.listed())
            assert [] == self.worker.differences()


class ProcessLife:
    """A folder and a real worker that watches it; use it in a `with` block."""

    def __init__(self, home: Path) -> None:
        """Begin with an empty folder and a worker that is just starting."""
        self._place = Place(home)
        self._tree = Tree(self._place.seeds)
        self._worker = self._start()

    def __enter__(self) -> ProcessLife:
        """Hand over the life."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running."""
        self._worker.kill()

    def do(self, name: str, *arguments: Any) -> None:  # noqa: ANN401 - as the step has them
        """Take a step."""
        if name == "pause":
            pause(*arguments)
        elif hasattr(self, name):
            getattr(self, name)()
        else:
            do_to_files(self._tree, name, *arguments)

    def catch_up(self) -> None:
        """Wait until the worker knows all there is."""
        assert until(self._is_up_to_date), self._worker.log()

    def kill(self) -> None:
        """End the worker in the middle of whatever it is doing, and start it again."""
        self._worker.kill()
        self._worker = self._start()

    def restart(self) -> None:
        """Ask the worker to end, and start it again."""
        self._stop()
        self._worker = self._start()

    def check(self, order: int) -> None:
        """After another start the worker has all right; what it does not see then it would never see."""
        self.restart()
        self.catch_up()
        self._stop()
        index(Settings(seeds=self._place.seeds, db=self._place.db), check=True)
        with closing(open_writer(self._place.db)) as connection:
            truth = read_back(connection, self._tree.listed())
            check(connection, truth)
            check_chains(connection)
            check_whole(connection, self._tree.root, truth, self._place.home, order)

    def _start(self) -> Running:
        return Running(self._place, SEEDWATCH_MAX_BYTES=str(MAX_BYTES))

    def _stop(self) -> None:
        assert until(lambda: self._worker.has_said("worker.started")), self._worker.log()
        assert 0 == self._worker.stop(), self._worker.log()

    def _is_up_to_date(self) -> bool:
        try:
            with closing(open_reader(self._place.db)) as connection:
                known = {path: said for path, said in marks(connection).items() if said}
        except (DatabaseError, SQLiteError):
            return False
        return known == {path: mark(path, found) for path, found in self._tree.listed().items()}


def do_to_files(tree: Tree, name: str, *arguments: str) -> None:
    """Do something to the files; a content goes by its name in the pool."""
    getattr(tree, name)(*(POOL.get(each, each) for each in arguments))
