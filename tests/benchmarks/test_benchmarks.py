"""That the benchmarks measure what they say: their data is valid, and both sides do the same work."""

from pathlib import Path

import sqlalchemy as sa
from openpyxl import load_workbook

from benchmarks.engine import decide_by_engine, decide_by_hand, given
from benchmarks.generate import PLAIN, USUAL, Sheets, Terms, large_programme, write_large_workbook
from benchmarks.ledgers import write_journal
from benchmarks.posting import post_bare, post_ours
from benchmarks.writing import Line, lines, write_as_reports_do
from core.database import session
from grants.importing.importing import import_workbook
from grants.verifying.verify import verify


def test_the_large_programme_is_the_same_for_one_seed_and_differs_for_another() -> None:
    assert _rows(large_programme(60)) == _rows(large_programme(60))
    assert _rows(large_programme(60)) != _rows(large_programme(60, seed=2))


def test_one_more_contribution_is_posted_as_an_import_books_it(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    database = _imported(sqlite_engine, tmp_path / "large.xlsx", 300, USUAL)

    assert len(post_ours(database)) == 22

    with session(sqlite_engine) as reading:
        (found,) = verify(reading)
    assert found.journal_entries
    assert found.differences == []
    assert len(post_bare(tmp_path / "bare.db")) == 22


def test_the_journal_for_other_ledgers_balances(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    database = _imported(sqlite_engine, tmp_path / "plain.xlsx", 100, PLAIN)

    assert write_journal(database, tmp_path / "plain.ledger") == 5 * 100

    for transaction in (tmp_path / "plain.ledger").read_text().strip().split("\n\n"):
        amounts = [float(line.split()[1]) for line in transaction.splitlines()[1:]]
        assert round(sum(amounts), 2) == 0


def test_the_engine_and_the_loop_grant_the_same() -> None:
    contributions = given()[:3_000]
    assert decide_by_engine(contributions)[1] == decide_by_hand(contributions)[1]


def test_the_sheet_that_is_measured_has_its_rows(tmp_path: Path) -> None:
    write_as_reports_do(tmp_path / "ours.xlsx", 3)
    header, *rows = load_workbook(tmp_path / "ours.xlsx")["contributions"].iter_rows(values_only=True)
    assert len(header) == len(Line.__slots__)
    assert [row[0] for row in rows] == [line.reference for line in lines(3)]


def _rows(sheets: Sheets) -> dict[str, list[object]]:
    return {name: list(rows) for name, rows in sheets.items()}


def _imported(engine: sa.Engine, workbook: Path, contributions: int, terms: Terms) -> Path:
    write_large_workbook(workbook, contributions, terms=terms)
    assert import_workbook(engine, workbook, by="test").problems == []
    return Path(str(engine.url.database))
