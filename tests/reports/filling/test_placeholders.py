"""The list of placeholders is that of the report, and the page in docs/ is that list."""

from pathlib import Path

from sqlalchemy import Engine

from reports.filling.listing import UNITS, groups, page_of_placeholders
from reports.filling.offered import Filled, names
from reports.filling.valuing import values_of
from reports.report import QuarterlyReport
from tests.web import opened

PAGE = Path(__file__).parents[3] / "docs" / "placeholders.md"


def test_the_page_is_fresh(sqlite_engine: Engine) -> None:
    """Written by: flask placeholders > docs/placeholders.md"""
    with opened(sqlite_engine) as app, app.app_context():
        assert PAGE.read_text("utf-8") == page_of_placeholders()
        listed = [each.name for group in groups() for each in group.listed]
    assert sorted(listed) == sorted(names(of_one_fund=True))


def test_every_placeholder_has_a_value_and_each_figure_is_that_of_the_report(
    fund_report: QuarterlyReport,
) -> None:
    known = names(of_one_fund=True)
    values = values_of(Filled(fund_report, None), known)
    found = set(values.single)
    for table, rows in values.tables.items():
        assert all(name.startswith(f"{table}.") for row in rows for name in row)
        found.update(*rows)
    assert found == set(known)
    [fund] = fund_report.funds
    assert values.single["fund.cash_balance"].plain == f"{fund.cash_balance_minor / 100:.2f}"
    assert {row.measure: row.unit for row in fund_report.summary} == UNITS


def test_a_report_of_the_programme_has_no_fund() -> None:
    assert not any(name.startswith("fund.") for name in names(of_one_fund=False))
