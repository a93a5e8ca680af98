"""What a fund shows at a glance is what the rows of an export add up to; each figure is the sum of its rows."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.calendar import Span, parse_span
from core.database import make_engine, session
from core.programmes import Programme
from core.tables import table
from grants.exporting.export import export_workbook
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.showing.fund.figures import Moved, Standing
from grants.showing.fund.glance import FundBooks, books_of, current_quarter
from grants.showing.fund.money import money_of
from grants.showing.fund.row import Figure
from grants.showing.fund.rows import figure_of, matches_in, row_of_match, rows_of
from tests.grants.plain_funds import Export, minor, moved, spent
from tests.web import import_example


@pytest.fixture(scope="module")
def books(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Both programmes of `make run`, read."""
    engine = make_engine(f"sqlite:///{copy(examples, tmp_path_factory.mktemp('funds'))}")
    with session(engine) as reading:
        yield reading
    engine.dispose()


def funds_of(books: Session, programme: str | None = None) -> list[Fund]:
    query = select(Fund).join(Programme, col(Programme.id) == col(Fund.programme_id)).order_by(col(Fund.code))
    return list(books.exec(query.where(Programme.code == programme) if programme else query))


def at_a_glance(books: Session, fund: Fund, quarter: str | None = None) -> FundBooks:
    [money] = money_of(books, [fund])
    return books_of(books, fund, parse_span(quarter) if quarter else current_quarter(books, money))


def matched(books: Session, fund: Fund, span: Span) -> Moved:
    """Entry by entry."""
    t = table(MatchEntry).c
    query = sa.select(t.counted_on, t.granted_minor, t.released_minor).where(t.fund_id == fund.id)
    rows = [(on, granted - released) for on, granted, released in books.execute(query)]
    return Moved(
        sum(minor_ for on, minor_ in rows if on < span.starts_on),
        sum(minor_ for on, minor_ in rows if on in span),
    )


def check(books: Session, export: Export, fund: Fund, quarter: str | None) -> None:
    found = at_a_glance(books, fund, quarter)
    span, glance = found.span, found.glance
    days = span.starts_on, span.ends_on
    assert glance.cash.received == Moved(*moved(export.of_fund("receipts", fund.code), *days))
    assert glance.cash.disbursed == Moved(*moved(export.of_fund("disbursements", fund.code), *days))
    assert glance.commitment.matched == matched(books, fund, span)
    [row] = [row for row in export.rows("funds") if row["code"] == fund.code]
    if not [row for row in export.rows("changes") if row["sheet"] == "funds"]:
        assert glance.commitment.budget == minor(row["budget"])
    assert glance.spending is not None
    by_word = spent(export, fund.code, *days)
    assert {standing: glance.spending.of(standing) for standing in Standing} == {
        standing: Moved(*by_word.get(standing.value, (0, 0))) for standing in Standing
    }


@pytest.mark.parametrize("quarter", [None, "2020-Q2"])
def test_figures_are_what_the_rows_of_an_export_add_up_to(
    books: Session, tmp_path: Path, quarter: str | None, exports: dict[str, Export]
) -> None:
    for fund in funds_of(books, "GT-VIV"):
        check(books, exports["GT-VIV"], fund, quarter)


@pytest.fixture(scope="module")
def exports(books: Session, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Export]:
    path = tmp_path_factory.mktemp("exports") / "GT-VIV.xlsx"
    export_workbook(books, "GT-VIV", path)
    return {"GT-VIV": Export(path)}


@pytest.mark.parametrize(("example", "code"), [("khatlon_water", "TJ-KHT"), ("corners", "CORNERS")])
def test_figures_of_the_contract_are_what_its_rows_add_up_to(
    sqlite_engine: sa.Engine, tmp_path: Path, example: str, code: str
) -> None:
    import_example(sqlite_engine, example)
    with session(sqlite_engine) as reading:
        [programme] = reading.exec(select(Programme)).all()
        export_workbook(reading, programme.code, tmp_path / "export.xlsx")
        export = Export(tmp_path / "export.xlsx")
        funds = funds_of(reading)
        for fund in funds:
            if fund.currency in ("TJS", "USD"):
                check(reading, export, fund, None)
        assert any(at_a_glance(reading, fund).glance.commitment.matched.total for fund in funds)


@pytest.mark.parametrize("quarter", [None, "2020-Q1"])
def test_each_figure_is_the_sum_of_its_rows(books: Session, quarter: str | None) -> None:
    seen: set[Figure] = set()
    for fund in funds_of(books, "GT-VIV" if quarter else None):
        found = at_a_glance(books, fund, quarter)
        for figure in Figure:
            if figure in (Figure.UNANSWERED, Figure.AHEAD, Figure.OVERDUE, Figure.UNRECONCILED, Figure.LATE):
                continue  # they are what their rows come to
            for is_to_date in (False, True):
                value = figure_of(found, figure, is_to_date)
                total = sum_of_rows(books, found, figure, is_to_date)
                if figure in (Figure.MATCHED_A_MONTH, Figure.DISBURSED_A_MONTH):
                    months = found.glance.pace.months
                    assert value is None if not months else abs((value or 0) * months - total) * 2 <= months
                else:
                    assert value == total, (fund.code, figure, is_to_date)
                seen |= {figure} if value else set()
    assert quarter or Figure.PLANNED in seen


def sum_of_rows(books: Session, found: FundBooks, figure: Figure, is_to_date: bool) -> int:
    if figure is Figure.MATCHED and not is_to_date:
        return sum(row_of_match(row).minor for row in books.execute(matches_in(found)))
    return sum(row.minor for row in rows_of(books, found, figure, is_to_date))


def test_what_falls_due_is_never_more_than_is_matched_and_neither_paid_nor_approved(books: Session) -> None:
    compared = 0
    for fund in funds_of(books):
        [money] = money_of(books, [fund])
        found = books_of(books, fund, current_quarter(books, money), with_vouchers=False)
        left = {row.project: row.minor for row in rows_of(books, found, Figure.UNPAID, True)}
        due: dict[str, int] = defaultdict(int)
        for each in found.next.due:
            due[each.reached.project.code] += each.minor
        for tranche in found.next.approved:
            left[tranche.project.code] -= tranche.tranche.amount_minor
        assert all(minor_ <= left[code] for code, minor_ in due.items())
        compared += len(due)
    assert compared


def test_what_stood_at_the_end_of_a_quarter_opens_the_next(books: Session) -> None:
    [fund] = [fund for fund in funds_of(books) if fund.code == "IOM"]
    first, second = (at_a_glance(books, fund, quarter).glance for quarter in ("2020-Q2", "2020-Q3"))
    assert first.cash.closing == second.cash.opening
    assert first.commitment.matched.total == second.commitment.matched.before
