"""P11: each commit is asked whether it is on the disk before it is acknowledged. No power is cut here."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.sqlite import journal_mode
from tests.stress.armed import SETTINGS
from tests.stress.books import import_books
from tests.stress.databases import database
from tests.stress.load import Log, working
from tests.stress.people import Pair
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.waiting import waited_for
from tests.stress.workers import serving

ACKNOWLEDGED = 600
_PAIRS = 8
_WITHIN = 600.0


def run(scale: float, kind: Kind) -> Outcome:
    wanted, expected = scaled(ACKNOWLEDGED, scale), _expected(kind)
    with database(kind) as engine, tempfile.TemporaryDirectory(prefix="hashar-stress-") as folder:
        import_books(engine, 1_000_000)
        with serving(engine, {SETTINGS: folder}) as workers, watched() as watch:
            log = Log(workers.folder / "acknowledged")
            with working([Pair(engine, workers.address, number) for number in range(_PAIRS)], log):
                waited_for(lambda: log.count >= wanted, _WITHIN)
        noted = {file.name: file.read_text().splitlines() for file in Path(folder).iterdir()}
        commits = sum(map(len, noted.values()))
        wrong = [*_others(noted, expected), *log.refused]
        if log.count < wanted:
            wrong.append(f"only {log.count} of {wanted} writes were acknowledged")
        if len(noted) < workers.count:
            wrong.append(f"only {len(noted)} of {workers.count} workers committed")
    return Outcome(
        done=f"at each commit of {len(noted)} workers the connection was asked: {_words(kind)}",
        times=commits,
        wrong=wrong,
        seconds=watch.seconds,
    )


def _expected(kind: Kind) -> str:
    return f"2 {journal_mode()}" if kind is Kind.SQLITE else "on on on"


def _words(kind: Kind) -> str:
    if kind is Kind.SQLITE:
        mode = journal_mode()
        return (
            f"synchronous is FULL, the journal {mode} (WAL only where SQLite has the fix); no power was cut"
        )
    return "fsync, synchronous_commit and full_page_writes are on; no power was cut"


def _others(noted: dict[str, list[str]], expected: str) -> Iterator[str]:
    for process, lines in noted.items():
        yield from (f"process {process} committed with {line}" for line in lines if line != expected)
