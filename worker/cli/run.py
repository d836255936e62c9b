"""`seedwatch run`: the worker, until a signal ends it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from worker.cli.database import held
from worker.clock import SYSTEM_CLOCK
from worker.inbox.wake_queue import WakeQueue
from worker.log.configure import configure
from worker.pipeline.pool import collect_seldom
from worker.pipeline.rule_set import load_rule_set
from worker.service.supervisor import serve

if TYPE_CHECKING:
    from worker.settings import Settings


def run(settings: Settings) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP."""
    configure(quiet=False)
    wake_queue = WakeQueue()
    for number in _stop_signals():
        signal.signal(number, lambda *_: wake_queue.close())
    collect_seldom()
    load_rule_set(settings.lexicon)  # what is wrong in a file of the user's is told before anything is begun
    with held(settings, SYSTEM_CLOCK.now()) as claim:
        serve(settings, SYSTEM_CLOCK, wake_queue, claim)


def _stop_signals() -> list[signal.Signals]:
    """SIGHUP tells that the terminal has gone: who starts a worker by nohup wants it to go on."""
    stop = [signal.SIGTERM, signal.SIGINT]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # Windows has none
        stop.append(signal.SIGHUP)
    return stop
