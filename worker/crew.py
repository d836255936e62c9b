"""Who prepares files: this process, or for a large backlog a crew of processes while this one stores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import structlog

from worker.childoutput import told_output
from worker.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from contextlib import AbstractContextManager
    from multiprocessing.process import BaseProcess

    from worker.prepare import Content, Results

log = structlog.get_logger()

WORTH_A_CREW = 1000  # files; starting a process takes as long as preparing some hundreds
CHUNK = 50  # files handed over at a time
PATIENCE = 30.0  # seconds for a chunk; so long takes only a process that was stopped, or a machine that is choked


class Crew:
    """Prepares files; without a pool in this process, when the results are asked for."""

    def __init__(
        self,
        pool: ProcessPoolExecutor | None = None,
        starting: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Work with these processes, which are started within `starting`, or with none."""
        self._pool = pool
        self._starting = starting

    def prepare(self, contents: Sequence[Content]) -> Callable[[], Results]:
        """Begin to prepare; the results, in the order of the contents, come of calling what is returned."""
        if self._pool is None:
            return lambda: prepare(contents)
        chunks = [contents[start : start + CHUNK] for start in range(0, len(contents), CHUNK)]
        try:
            with self._starting():  # a pool starts its processes as work is submitted
                futures = [self._pool.submit(prepare, chunk) for chunk in chunks]
        except (BrokenProcessPool, OSError) as error:
            log.error("crew.lost", error=str(error))  # noqa: TRY400 - as below
            return lambda: prepare(contents)
        return lambda: [result for pair in zip(futures, chunks, strict=True) for result in _results(*pair)]


@contextmanager
def crew_for(files: int) -> Iterator[Crew]:
    """A crew that fits so many files; its processes end with the block."""
    if files < WORTH_A_CREW:
        yield Crew()
        return
    hands = max(1, (os.cpu_count() or 1) - 1)
    context = multiprocessing.get_context("spawn")
    with (
        told_output() as starting,
        ProcessPoolExecutor(hands, mp_context=context, initializer=_begin_hand) as pool,
    ):
        yield Crew(pool, starting)


def _results(future: Future[Results], chunk: Sequence[Content]) -> Results:
    """What a hand made of its chunk; if it has died, the work is done here."""
    try:
        return future.result(PATIENCE)
    except (BrokenProcessPool, TimeoutError) as error:
        log.error("crew.lost", error=str(error) or "no answer")  # noqa: TRY400 - the traceback would be our own waiting
        for hand in multiprocessing.active_children():
            hand.kill()  # one that hangs would keep the worker from ever leaving the block
        return prepare(chunk)


def _begin_hand() -> None:
    """Leave an interrupt to the worker, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = multiprocessing.parent_process()
    if worker is not None:
        threading.Thread(target=_end_with, args=[worker], daemon=True).start()


def _end_with(worker: BaseProcess) -> None:
    worker.join()
    os._exit(1)
