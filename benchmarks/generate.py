"""A large invented programme as a workbook: python -m benchmarks.generate OUT.xlsx --contributions 100000"""

import argparse
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from benchmarks.large import funding, giving, paying, registry
from benchmarks.large.plan import FIRST_DAY, Plan, Row
from benchmarks.large.terms import USUAL, Terms

Sheets = dict[str, Iterable[Row]]
"""Rows by sheet, made when they are asked for. The first row of a sheet has all of its columns."""


def large_programme(
    contributions: int = 100_000, seed: int = 1, terms: Terms = USUAL, first_day: date = FIRST_DAY
) -> Sheets:
    """Every 200 contributions a project, every 50 a group, every 1,000 a community; the same for one seed."""
    plan = Plan(contributions, seed, first_day)
    projects = {str(row["code"]): row for row in registry.projects(plan, terms)}
    return {
        "programmes": registry.programmes(plan),
        "communities": registry.communities(plan),
        "groups": registry.groups(plan),
        "households": registry.households(plan),
        "projects": projects.values(),
        "funds": funding.funds(plan, terms),
        "receipts": funding.receipts(plan, terms),
        "rules": funding.rules(plan, terms),
        "rates": funding.rates(plan),
        "other_funding": funding.other_funding(plan),
        "contributions": giving.contributions(plan, terms),
        "disbursements": paying.disbursements(plan, projects),
        "expenditures": paying.expenditures(plan, projects),
    }


def write_large_workbook(
    path: Path,
    contributions: int = 100_000,
    seed: int = 1,
    terms: Terms = USUAL,
    first_day: date = FIRST_DAY,
) -> None:
    write_sheets(path, large_programme(contributions, seed, terms, first_day))


def write_sheets(path: Path, sheets: Mapping[str, Iterable[Row]]) -> None:
    """One row in memory at a time."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns: list[str] = []
        for row in rows:
            if not columns:
                columns = list(row)
                sheet.append(columns)
            sheet.append([row.get(column) for column in columns])
    book.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a large invented programme as a workbook.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--contributions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_large_workbook(asked.path, asked.contributions, asked.seed)
    print(asked.path)


if __name__ == "__main__":
    main()
