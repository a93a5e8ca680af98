"""That the benchmarks measure what they say: their data is valid, and both sides do the same work."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from openpyxl import load_workbook
from sqlmodel import Session

from benchmarks.engine import decide_by_engine, decide_by_hand, given
from benchmarks.entry_page import visits
from benchmarks.generate import Sheets, large_programme, write_large_workbook
from benchmarks.large.terms import PLAIN, USUAL, Terms
from benchmarks.ledgers import write_beancount, write_journal
from benchmarks.live import post, prepare
from benchmarks.multiplied import multiply
from benchmarks.pages import PAGES, first_bytes
from benchmarks.rows import Goal
from benchmarks.writing import Line, lines, write_as_reports_do
from core.database import session
from core.journal.models import JournalHead
from core.tables import table
from grants.importing.importing import import_workbook
from grants.matching import accounts
from grants.models.matches import Balance, MatchEntry
from grants.verifying.verify import verify
from household_groups.models.contributions import Contribution, ContributionTally


def test_the_large_programme_is_the_same_for_one_seed_and_differs_for_another() -> None:
    assert _rows(large_programme(60)) == _rows(large_programme(60))
    assert _rows(large_programme(60)) != _rows(large_programme(60, seed=2))


def test_the_large_programme_can_begin_on_any_day(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    workbook = tmp_path / "later.xlsx"
    write_large_workbook(workbook, 60, first_day=date(2025, 11, 1))
    assert import_workbook(sqlite_engine, workbook, by="test").problems == []


def test_the_journal_for_other_ledgers_balances(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    database = _imported(sqlite_engine, tmp_path / "plain.xlsx", 100, PLAIN)

    assert write_journal(database, tmp_path / "plain.ledger") == 5 * 100
    write_beancount(database, tmp_path / "plain.beancount")

    *transactions, accounts = (tmp_path / "plain.beancount").read_text().strip().split("\n\n")
    assert len(transactions) == 100
    opened = {line.split()[2] for line in accounts.splitlines()}
    for written in (transactions, (tmp_path / "plain.ledger").read_text().strip().split("\n\n")):
        for transaction in written:
            postings = [line.split() for line in transaction.splitlines()[1:]]
            assert round(sum(float(amount) for _, amount, _ in postings), 2) == 0
    assert {line.split()[0] for text in transactions for line in text.splitlines()[1:]} == opened


def test_the_engine_and_the_loop_grant_the_same() -> None:
    contributions = given()[:3_000]
    assert decide_by_engine(contributions)[1] == decide_by_hand(contributions)[1]


def test_the_sheet_that_is_measured_has_its_rows(tmp_path: Path) -> None:
    write_as_reports_do(tmp_path / "ours.xlsx", 3)
    header, *rows = load_workbook(tmp_path / "ours.xlsx")["contributions"].iter_rows(values_only=True)
    assert len(header) == len(Line.__slots__)
    assert [row[0] for row in rows] == [line.reference for line in lines(3)]


def test_a_multiplied_programme_has_so_many_times_everything(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    database = _imported(sqlite_engine, tmp_path / "small.xlsx", 200, USUAL)
    with session(sqlite_engine) as reading:
        once = _size(reading)

    multiply(database, 3)

    with session(sqlite_engine) as reading:
        assert _size(reading) == [3 * size for size in once]
        granted = sa.func.sum(table(MatchEntry).c.granted_minor - table(MatchEntry).c.released_minor)
        of_funds = table(Balance).c.account == accounts.FUND
        assert reading.execute(sa.select(granted)).scalar_one() == (
            reading.execute(sa.select(sa.func.sum(table(Balance).c.minor)).where(of_funds)).scalar_one()
        )


def test_each_page_that_is_measured_is_there(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    database = _imported(sqlite_engine, tmp_path / "small.xlsx", 200, USUAL)
    multiply(database, 2)

    assert first_bytes(database, requests=2).keys() == PAGES.keys()


def test_the_form_of_an_officer_is_loaded_once(
    sqlite_engine: sa.Engine, tmp_path: Path, chromium: str
) -> None:
    """The second time nothing but the page itself comes over the line."""
    assert shutil.which("chromium") == chromium
    database = _imported(sqlite_engine, tmp_path / "small.xlsx", 200, USUAL)

    # In a thread of its own: this one may have the browser of other tests, and Playwright allows one a thread.
    with ThreadPoolExecutor(1) as thread:
        first, second = thread.submit(visits, database).result()

    assert (first["requests"], second["requests"]) == (5, 1)
    assert second["bytes"] < first["bytes"] < 60_000


def test_those_who_post_live_leave_books_that_are_right(postgresql_engine: sa.Engine) -> None:
    references = prepare(postgresql_engine.url, 400)

    ours = post(postgresql_engine.url, "ours", [references[0::2], references[1::2]], seconds=0.1, warm_up=0)
    bare = post(postgresql_engine.url, "bare", [1], seconds=0.1, warm_up=0)

    assert ours.per_second > 0
    assert bare.per_second > 0
    with session(postgresql_engine) as reading:
        (found,) = verify(reading)
    assert found.differences == []


def test_a_goal_says_whether_it_is_met() -> None:
    assert Goal(1.5).said_of(1.5) == "met: at most 1.5"
    assert Goal(0.5, is_least=True).said_of(0.4) == "NOT MET: at least 0.5"
    assert Goal(1, besides=("under 150 MB", False)).said_of(0.9) == "NOT MET: at most 1, under 150 MB"


def _size(reading: Session) -> list[int]:
    tally, head = table(ContributionTally).c, table(JournalHead).c
    queries = [
        sa.select(sa.func.count()).select_from(table(Contribution)),
        sa.select(sa.func.count()).select_from(table(MatchEntry)),
        sa.select(sa.func.sum(tally.contributions)),
        sa.select(sa.func.sum(tally.minor)),
        sa.select(sa.func.sum(table(Balance).c.minor)),
        sa.select(head.seq),
    ]
    return [reading.execute(query).scalar_one() for query in queries]


def _rows(sheets: Sheets) -> dict[str, list[object]]:
    return {name: list(rows) for name, rows in sheets.items()}


def _imported(engine: sa.Engine, workbook: Path, contributions: int, terms: Terms) -> Path:
    write_large_workbook(workbook, contributions, terms=terms)
    assert import_workbook(engine, workbook, by="test").problems == []
    return Path(str(engine.url.database))
