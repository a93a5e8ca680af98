"""The process of `flask work`: huey's consumer, which makes each job in a process of its own.

What a job took of memory is gone with its process. Between jobs, and beside them, the consumer says that it is
there and sees to what others left.
"""

import logging
import os
import signal
import time
from collections.abc import Callable

from huey import Huey
from huey.constants import WORKER_PROCESS
from huey.consumer import Consumer, ConsumerStopped

from core.outages import DatabaseAway

log = logging.getLogger(__name__)

_EVERY_SECONDS = 2.0
_BEFORE_INTERRUPTED = 1.0


class WorkConsumer(Consumer):  # type: ignore[misc]
    """`look_after` is called every two seconds, and leaves no connection open: workers are forked from here.

    Whatever tells it to stop, a job at hand is given back at once, to be made by the next worker.
    """

    def __init__(self, huey: Huey, look_after: Callable[[], None], parent: int | None = None) -> None:
        super().__init__(
            huey,
            worker_type=WORKER_PROCESS,
            max_tasks=1,
            health_check_interval=1,
            max_delay=1.0,
            periodic=False,
            scheduler_interval=60,
            shutdown_timeout=_BEFORE_INTERRUPTED,
        )
        self._look_after = look_after
        self._parent = parent
        self._next_look = 0.0
        self._signal_actions[signal.SIGHUP] = (False, False)

    def loop(self, health_check_ts: float | None = None) -> float | None:
        if time.monotonic() >= self._next_look:
            self._look()
            self._next_look = time.monotonic() + _EVERY_SECONDS
        if self._parent is not None and os.getppid() != self._parent:
            self.stop()
            raise ConsumerStopped
        checked: float | None = super().loop(health_check_ts)
        return checked

    def _look(self) -> None:
        try:
            self._look_after()
        except DatabaseAway as away:
            log.warning("Jobs could not be looked after: %s", away)
        except Exception:
            # The database is busy, for instance: there will be another time.
            log.warning("Jobs could not be looked after", exc_info=True)
