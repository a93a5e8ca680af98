"""What touches a workbook file runs in a confined process; what it died of is a problem of the file."""

import logging
from collections.abc import Callable, Collection, Generator, Iterator
from typing import Any

from core import confinement
from core.confinement import Cause, Died, Resources
from grants.workbook.container import Limits
from grants.workbook.problems import ProblemKind, refused

_PROBLEM_OF = {
    Cause.TOO_SLOW: ProblemKind.TOO_SLOW,
    Cause.TOO_MUCH_MEMORY: ProblemKind.TOO_MUCH_MEMORY,
    Cause.FAILED: ProblemKind.UNREADABLE,
}
_log = logging.getLogger(__name__)


def run_confined(
    task: Callable[[], Iterator[Any]], limits: Limits, yielding: Collection[type] = ()
) -> Generator[Any, None, None]:
    """What the task yields: plain values and the named classes, no others. Raises `RefusedFile`."""
    resources = Resources(limits.memory_bytes, limits.cpu_seconds, limits.wall_seconds)
    try:
        yield from confinement.run_confined(task, resources, yielding)
    except Died as death:
        if death.trace:
            _log.error("A workbook could not be read.\n%s", death.trace)
        raise refused(_PROBLEM_OF[death.cause]) from death
