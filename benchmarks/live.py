"""Contributions verified live by many at once, on PostgreSQL: python -m benchmarks.live

Eight writers, each a process of its own, work in one programme for some seconds. Ours verify recorded
contributions as the site's page of verification does, with every check, the journal, the matches and balances.
Bare SQL does the least that any program could: a conditional update of the fund, two inserts, one commit.
Prints commits a second of all writers together, how often one had to begin again, and the share of the
slowest writer's commits in the fastest one's.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlmodel import Session, col, select

from benchmarks.generate import USUAL, write_large_workbook
from benchmarks.postgres import server
from core.database import make_engine, session, transaction
from core.migrations import upgrade
from core.programmes import Programme
from grants.importing.importing import Occasion, import_workbook
from grants.verification.seen import digest_of
from grants.verification.verifying import Shown, verify
from household_groups.models.contributions import Contribution, ContributionStatus

WRITERS = 8
SECONDS = 8.0
CONTRIBUTIONS = 10_000
WARM_UP = 1.0
_ENOUGH_RECORDED = replace(USUAL, verified=0.6)
_PATIENCE = 120
"""Seconds for the slowest writer to begin and to end."""
_BARE_TABLES = """
    CREATE TABLE fund (id int PRIMARY KEY, remaining bigint NOT NULL);
    CREATE TABLE contribution (id bigserial PRIMARY KEY, reference text UNIQUE, amount bigint);
    CREATE TABLE match (id bigserial PRIMARY KEY, contribution_id bigint, amount bigint);
    INSERT INTO fund VALUES (1, 1000000000000);
"""


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
            target=_write, args=(_written(url), side, part, seconds, warm_up, barrier, answers), daemon=True
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
    posting = _ours(address, part) if side == "ours" else _bare(address, part)
    next(posting)
    barrier.wait(_PATIENCE)
    started, commits, again = monotonic(), 0, 0
    while monotonic() < started + warm_up:
        next(posting)
    while monotonic() < started + warm_up + seconds:
        again += next(posting)
        commits += 1
    answers.put((commits, again))


def _ours(address: str, references: Sequence[str]) -> Iterator[int]:
    """Begins with nothing; then each step verifies one contribution, and says how often it began again."""
    engine = make_engine(address)
    with session(engine) as reading:
        shown = [_shown(reading, reference) for reference in references]
    yield 0
    for each in shown:
        yield _verify(engine, each)
    raise AssertionError("nothing is left to verify: the programme needs more contributions")


def _verify(engine: sa.Engine, shown: Shown) -> int:
    now, runs = datetime.now(UTC), count()
    typed = {"verified_on": now.date().isoformat(), "verification_method": "slip"}

    def work(books: Session) -> None:
        next(runs)
        verify(books, shown, typed, Occasion("verifier", now))

    transaction(engine, work)
    return next(runs) - 1


def _bare(address: str, writer: int) -> Iterator[int]:
    url = sa.make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, options="-c search_path=bare") as connection:
        yield 0
        for number in count():
            connection.execute(
                "UPDATE fund SET remaining = remaining - 100 WHERE id = 1 AND remaining >= 100"
            )
            [id] = connection.execute(
                "INSERT INTO contribution (reference, amount) VALUES (%s, 100) RETURNING id",
                [f"{writer}-{number}"],
            ).fetchone() or [0]
            connection.execute("INSERT INTO match (contribution_id, amount) VALUES (%s, 100)", [id])
            connection.commit()
            yield 0


def _shown(reading: Session, reference: str) -> Shown:
    contribution = reading.exec(select(Contribution).where(Contribution.reference == reference)).one()
    programme = reading.get_one(Programme, contribution.programme_id)
    return Shown(contribution.programme_id, programme.code, reference, digest_of(reading, contribution))


def prepare(url: sa.URL, contributions: int) -> list[str]:
    """The tables of both sides, and a programme. Returns the references of what waits for verification."""
    address = _written(url)
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
    with psycopg.connect(_written(url.set(drivername="postgresql"))) as connection:
        connection.execute("CREATE SCHEMA bare; SET search_path TO bare; " + _BARE_TABLES)
    return references


def _written(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def main() -> None:
    with server() as url:
        references = prepare(url, CONTRIBUTIONS)
        sides: dict[str, list[Any]] = {
            "bare": list(range(WRITERS)),
            "ours": [references[number::WRITERS] for number in range(WRITERS)],
        }
        print(json.dumps({side: asdict(post(url, side, work)) for side, work in sides.items()}))


if __name__ == "__main__":
    main()
