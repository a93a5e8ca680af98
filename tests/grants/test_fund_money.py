"""The figures of funds on pages are those of the report, on the examples."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import Programme
from grants.models.funds import Fund
from grants.showing.fund.by_project import matched_projects_and_communities
from grants.showing.fund.money import FundMoney, money_of
from grants.showing.fund.projects import projects_of, rows_of
from grants.showing.waiting import held, waiting_for
from reports.figures.funds import FundRow
from reports.figures.projects import ProjectRow
from reports.quarterly import latest_quarter, quarterly_report
from tests.grants.programme import (
    booked,
    contribution,
    fund,
    payment,
    programme,
    project,
    rate,
    receipt,
    reversal,
    rule,
    unapproved,
)
from tests.web import import_example

EXAMPLES = ["khatlon_water", "corners", "colima_joint", "dar_2023"]


def funds_of(books: Session) -> list[Fund]:
    return list(books.exec(select(Fund).order_by(col(Fund.code))))


def of_report(row: FundRow) -> dict[str, int]:
    return {
        "budget": row.budget_minor,
        "received": row.received_total_minor,
        "matched": row.matched_total_minor,
        "released": row.released_total_minor,
        "disbursed": row.disbursed_total_minor,
        "cash": row.cash_balance_minor,
        "uncommitted": row.uncommitted_minor,
        "unpaid": row.committed_not_disbursed_minor,
    }


def of_page(money: FundMoney) -> dict[str, int]:
    return {
        "budget": money.fund.budget_minor,
        "received": money.received,
        "matched": money.matched,
        "released": money.released,
        "disbursed": money.disbursed,
        "cash": money.cash,
        "uncommitted": money.uncommitted,
        "unpaid": money.unpaid,
    }


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_funds_figures_are_those_of_the_report_of_the_latest_quarter(engine: Engine, example: str) -> None:
    import_example(engine, example)
    with session(engine) as books:
        of = books.exec(select(Programme)).one()
        span = latest_quarter(books, of)
        assert span is not None
        report = quarterly_report(books, of.code, span)
        found = money_of(books, funds_of(books))
    assert [of_page(money) for money in found] == [of_report(row) for row in report.funds]
    assert any(money.matched for money in found)


@pytest.mark.parametrize("example", ["khatlon_water", "corners", "colima_joint"])
def test_what_others_gave_to_a_project_is_the_total_of_the_funds_own_report(
    engine: Engine, example: str
) -> None:
    import_example(engine, example)
    with session(engine) as books:
        of = books.exec(select(Programme)).one()
        span = latest_quarter(books, of)
        assert span is not None
        for each in funds_of(books):
            report = quarterly_report(books, of.code, span, each.code)
            in_report = {row.code: row for row in report.projects}
            found = rows_of(books, each, books.execute(projects_of(each)).scalars().all())
            assert {row.project.code for row in found} == in_report.keys()
            for row in found:
                check_project(row.others, row.contributed, row.gap, in_report[row.project.code], of.currency)


def check_project(others: int, contributed: int, gap: int | None, row: ProjectRow, currency: str) -> None:
    """Of a project whose own currency is the one of the report; those that are not are converted there."""
    if row.code == "YEN":
        return
    assert others == row.other_funding_minor
    assert contributed == row.contributed_total_minor + row.in_kind_total_minor
    assert gap in (None, row.funding_gap_minor)


def test_money_that_moved_is_received_paid_and_in_cash(engine: Engine, tmp_path: Path) -> None:
    booked(
        engine,
        tmp_path,
        programme(
            contributions=[contribution(amount=100)],
            receipts=[receipt(amount=80), receipt("RC-2", 20)],
            disbursements=[payment(amount=30), payment("D-2", -5, refund_of="D-1")],
        ),
    )
    with session(engine) as books:
        [found] = money_of(books, funds_of(books))
    assert (found.received, found.matched, found.disbursed) == (100_00, 100_00, 25_00)
    assert (found.cash, found.unpaid) == (75_00, 75_00)


def test_where_all_was_given_back_no_project_is_matched(engine: Engine, tmp_path: Path) -> None:
    booked(
        engine,
        tmp_path,
        programme(
            projects=[project(), project("W-2"), project("W-3")],
            contributions=[
                contribution("C-1"),
                contribution("C-2", project="W-2"),
                contribution("C-3", project="W-3"),
            ],
            reversals=[reversal(100, "C-1")],
        ),
    )
    with session(engine) as books:
        [found] = funds_of(books)
        assert matched_projects_and_communities(books, found, date(2026, 12, 31)) == (2, 1)


def test_what_waits_for_a_threshold_is_what_counts_of_it_now(engine: Engine, tmp_path: Path) -> None:
    """Reversed in part, it counts for less; wholly reversed, or decided, it waits no more."""
    booked(
        engine,
        tmp_path,
        programme(
            projects=[project(), project("W-2")],
            rules=[rule(counted_min=300)],
            contributions=[
                contribution("C-1", 100),
                contribution("C-2", 80),
                contribution("C-3", 40),
                contribution("C-4", 200, project="W-2"),
                contribution("C-5", 200, project="W-2", verified_on="2026-03-06"),
            ],
            reversals=[reversal(25, "C-1"), reversal(40, "C-3")],
        ),
    )
    with session(engine) as books:
        [of] = funds_of(books)
        [found] = waiting_for(books, of)
    assert (found.project.code, found.rule, found.value, found.needed) == ("W-1", "R", 155_00, 300_00)
    assert found.contributions == ["C-1", "C-2"]


def test_what_waits_in_a_scheme_for_another_rules_threshold_has_none_of_its_own(
    engine: Engine, tmp_path: Path
) -> None:
    booked(
        engine,
        tmp_path,
        programme(
            funds=[fund(), fund("G")],
            rules=[rule(joint="TWO"), rule("S", fund="G", joint="TWO", counted_min=300)],
            contributions=[contribution("C-1", 100)],
        ),
    )
    with session(engine) as books:
        [first], [second] = (waiting_for(books, of) for of in funds_of(books))
    assert (first.needed, second.needed) == (None, 300_00)


def test_what_is_held_until_approval_is_told_by_currency(engine: Engine, tmp_path: Path) -> None:
    booked(
        engine,
        tmp_path,
        programme(
            projects=[project(), unapproved("W-2"), unapproved("W-3")],
            contributions=[
                contribution("C-1", 100),
                contribution("C-2", 70, project="W-2"),
                contribution("C-3", 30, project="W-3"),
                contribution("C-4", 50, project="W-3", currency="USD"),
            ],
            reversals=[reversal(10, "C-2")],
            rates=[rate("TJS", "2026-03", 10)],
        ),
    )
    with session(engine) as books:
        found = held(books, 1)
    assert [(each.currency, each.contributions, each.projects, each.minor) for each in found] == [
        ("TJS", 2, 2, 90_00),
        ("USD", 1, 1, 50_00),
    ]
