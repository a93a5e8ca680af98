"""Contributions recorded and verified live by many at once, on both databases: python -m benchmarks.live

Eight writers, each a process of its own, work in one programme for some seconds. Ours record contributions, or
verify recorded ones, as the site's pages do, with every check, the journal, the matches and balances. Bare SQL
does the least that any program could: a conditional update of the fund, two inserts, one commit.
Prints commits a second of all writers together, how often one had to begin again, and the share of the
slowest writer's commits in the fastest one's.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from benchmarks.deeds import SIDES, make_bare_tables, written
from benchmarks.generate import write_large_workbook
from benchmarks.large.terms import USUAL
from benchmarks.postgres import server
from core.database import make_engine, session
from core.migrations import upgrade
from grants.importing.importing import import_workbook
from household_groups.models.contributions import Contribution, ContributionStatus

WRITERS = 8
SECONDS = 8.0
CONTRIBUTIONS = 10_000
WARM_UP = 1.0
_ENOUGH_RECORDED = replace(USUAL, verified=0.6)
_PATIENCE = 120
"""Seconds for the slowest writer to begin and to end."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What all writers did together."""

    per_second: float
    again: int
    fairness: float


def post(
    url: sa.URL, side: str, work: Sequence[Any], seconds: float = SECONDS, warm_up: float = WARM_UP
) -> Posted:
    """Each writer takes its own part of `work`. What was done while warming up does not count."""
    context = get_context("spawn")
    barrier, answers = context.Barrier(len(work)), context.Queue()
    writers = [
        context.Process(
            target=_write, args=(written(url), side, part, seconds, warm_up, barrier, answers), daemon=True
        )
        for part in work
    ]
    for writer in writers:
        writer.start()
    found = [answers.get(timeout=_PATIENCE) for _ in writers]
    for writer in writers:
        writer.join()
    commits = [commits for commits, _ in found]
    return Posted(sum(commits) / seconds, sum(again for _, again in found), min(commits) / max(commits))


def _write(
    address: str, side: str, part: Any, seconds: float, warm_up: float, barrier: Barrier, answers: Any
) -> None:
    posting = SIDES[side](address, part)
    next(posting)
    barrier.wait(_PATIENCE)
    started, commits, again = monotonic(), 0, 0
    while monotonic() < started + warm_up:
        next(posting)
    while monotonic() < started + warm_up + seconds:
        again += next(posting)
        commits += 1
    answers.put((commits, again))


def prepare(url: sa.URL, contributions: int) -> list[str]:
    """The tables of both sides, and a programme. Returns the references of what waits for verification."""
    address = written(url)
    engine = make_engine(address)
    upgrade(engine)
    with TemporaryDirectory() as folder:
        workbook = Path(folder, "live.xlsx")
        write_large_workbook(workbook, contributions, terms=_ENOUGH_RECORDED)
        import_workbook(engine, workbook, by="benchmark")
    with session(engine) as reading:
        query = select(Contribution.reference).where(Contribution.status == ContributionStatus.RECORDED)
        references = list(reading.exec(query.order_by(col(Contribution.reference))))
    engine.dispose()
    make_bare_tables(url)
    return references


def measured(url: sa.URL) -> dict[str, dict[str, Any]]:
    references = prepare(url, CONTRIBUTIONS)
    parts = [references[number::WRITERS] for number in range(WRITERS)]
    sides: dict[str, Sequence[Any]] = {"bare": range(WRITERS), "ours": parts, "recording": parts}
    return {side: asdict(post(url, side, work)) for side, work in sides.items()}


def main() -> None:
    with TemporaryDirectory() as folder:
        on_sqlite = measured(sa.make_url(f"sqlite:///{folder}/live.sqlite"))
    with server() as url:
        print(json.dumps(measured(url) | {"sqlite": on_sqlite}))


if __name__ == "__main__":
    main()
