"""Who prepares files: this process, or for a large backlog a pool of processes while this one stores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import structlog

from worker.log.events import Event
from worker.pipeline.childoutput import told_output
from worker.pipeline.prepare import prepare
from worker.pipeline.rule_set import load_rule_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from contextlib import AbstractContextManager
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from worker.pipeline.prepare import Content, Results

log = structlog.get_logger()

WORTH_A_POOL = 1000  # files; starting a process takes as long as preparing some hundreds
NEW_CONTAINERS = 20_000  # objects that hold others, between two looks for garbage; Python's own number is 700
CHUNK = 50  # files handed over at a time
PATIENCE = 30.0  # seconds for a chunk; so long takes only a process that was stopped, or a machine that is choked


class Preparer:
    """Prepares files; without a pool in this process, when the results are asked for."""

    def __init__(
        self,
        lexicon: Path | None = None,
        pool: ProcessPoolExecutor | None = None,
        starting: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Go by the user's `lexicon`; work with the processes of a pool, started within `starting`, or with none."""
        self._lexicon = lexicon
        self._pool = pool
        self._starting = starting

    def prepare(self, contents: Sequence[Content]) -> Callable[[], Results]:
        """Begin to prepare; the results, in the order of the contents, come of calling what is returned."""
        if self._pool is None:
            return lambda: prepare_by(self._lexicon, contents)
        chunks = [contents[start : start + CHUNK] for start in range(0, len(contents), CHUNK)]
        try:
            with self._starting():  # a pool starts its processes as work is submitted
                futures = [self._pool.submit(prepare_by, self._lexicon, chunk) for chunk in chunks]
        except (BrokenProcessPool, OSError) as error:
            log.error(Event.POOL_LOST, error=str(error))  # noqa: TRY400 - as below
            return lambda: prepare_by(self._lexicon, contents)
        return lambda: [result for pair in zip(futures, chunks, strict=True) for result in self._results(*pair)]

    def _results(self, future: Future[Results], chunk: Sequence[Content]) -> Results:
        """What a process made of its chunk; if it has died, the work is done here."""
        try:
            return future.result(PATIENCE)
        except (BrokenProcessPool, TimeoutError) as error:
            log.error(Event.POOL_LOST, error=str(error) or "no answer")  # noqa: TRY400 - it would be our own waiting
            for process in multiprocessing.active_children():
                process.kill()  # one that hangs would keep the worker from ever leaving the block
            return prepare_by(self._lexicon, chunk)


def prepare_by(lexicon: Path | None, contents: Sequence[Content]) -> Results:
    """Prepare files by the rule set with the user's `lexicon`, which each process loads once."""
    return prepare(contents, load_rule_set(lexicon))


@contextmanager
def preparer_for(files: int, lexicon: Path | None = None) -> Iterator[Preparer]:
    """A preparer that fits so many files; its processes end with the block."""
    if files < WORTH_A_POOL:
        yield Preparer(lexicon)
        return
    processes = max(1, (os.cpu_count() or 1) - 1)
    context = multiprocessing.get_context("spawn")
    with (
        told_output() as starting,
        ProcessPoolExecutor(processes, mp_context=context, initializer=_begin_process) as pool,
    ):
        yield Preparer(lexicon, pool, starting)


def collect_seldom() -> None:
    """Have Python look for cycles of garbage seldom: we make few, and each look goes through all that is remembered."""
    gc.set_threshold(NEW_CONTAINERS)


def _begin_process() -> None:
    """Leave an interrupt to the worker, and end with it however it ends."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = multiprocessing.parent_process()
    if worker is not None:
        threading.Thread(target=_end_with, args=[worker], daemon=True).start()


def _end_with(worker: BaseProcess) -> None:
    worker.join()
    os._exit(1)
