"""Several people who act at the same moment, and what each of them is told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from core.errors import Refusal


def race(jobs: Sequence[Callable[[], object]]) -> list[str]:
    """The reason of each refusal, '' where it was booked."""
    ready = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        ready.wait()
        try:
            job()
        except Refusal as refusal:
            return str(refusal.reason)
        return ""

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))
