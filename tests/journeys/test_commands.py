"""The operator's way: import, a report for every quarter, verify; the reports add up to the matches."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.calendar import Span, quarter_of
from core.money import to_minor
from tests.web import EXAMPLES, opened

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.xlsx"))

Totals = dict[tuple[str, str, str], tuple[int, int]]
"""(contribution, rule, version) to (granted, released), in minor units."""


@pytest.mark.parametrize("name", NAMES)
def test_reports_of_every_quarter_add_up_to_the_matches(engine: Engine, tmp_path: Path, name: str) -> None:
    workbook = EXAMPLES / f"{name}.xlsx"
    with opened(engine) as app:
        run = app.test_cli_runner()
        assert run.invoke(args=["import-workbook", str(workbook)]).exit_code == 0
        totals: Totals = defaultdict(lambda: (0, 0))
        for quarter in _quarters(workbook):
            report = tmp_path / f"{quarter}.xlsx"
            said = run.invoke(args=["report", _programme(workbook), str(quarter), "--output", str(report)])
            assert said.exit_code == 0, said.output
            _add_matches(totals, report)
        assert totals == _expected(name)
        verified = run.invoke(args=["verify"])
        assert verified.exit_code == 0
        assert "0 differences" in verified.output


def _programme(workbook: Path) -> str:
    return str(load_workbook(workbook)["programmes"]["A2"].value)


def _quarters(workbook: Path) -> list[Span]:
    """Every quarter in which the workbook has any date."""
    cells = (cell for sheet in load_workbook(workbook) for row in sheet.iter_rows() for cell in row)
    days = {cell.value.date() for cell in cells if cell.is_date and cell.value is not None}
    programme = load_workbook(workbook)["programmes"]
    starts_on = next(
        cell.value.date() for cell in programme[2] if programme.cell(1, cell.column).value == "starts_on"
    )
    return sorted({quarter_of(day) for day in days if day >= starts_on})


def _add_matches(totals: Totals, report: Path) -> None:
    sheet = load_workbook(report, read_only=True)["matches"]
    header, *rows = sheet.iter_rows(values_only=True)
    for values in rows:
        row = dict(zip(header, values, strict=True))
        if row["contribution"] is None:
            continue
        key = str(row["contribution"]), str(row["rule"]), str(row["version"])
        granted, released = totals[key]
        currency = str(row["currency"])
        totals[key] = (
            granted + to_minor(Decimal(str(row["granted"])), currency),
            released + to_minor(Decimal(str(row["released"])), currency),
        )


def _expected(name: str) -> Totals:
    with (EXAMPLES / f"{name}.matches.csv").open(newline="") as file:
        return {
            (row["contribution"], row["rule"], row["version"]): (int(row["granted"]), int(row["released"]))
            for row in csv.DictReader(file)
        }
