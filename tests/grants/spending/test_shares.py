"""Attributed spending equals the vouchers, for every project and fund; and it is what the report tells."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.calendar import parse_span
from core.database import session
from grants.models.payments import Expenditure
from grants.spending.shares import VoucherShare, shares_of, shares_of_projects, spent_of_fund
from grants.spending.sources import fund_source
from household_groups.models.projects import Project
from reports.quarterly import quarterly_report
from tests.grants import programme as p
from tests.oracle.programmes import DECIMALS, random_programme


def with_vouchers(sheets: p.Sheets, seed: int) -> p.Sheets:
    """Vouchers of every project in several currencies, some of a fund, some corrected in part or wholly."""
    draw = random.Random(seed)
    rates = {str(row["currency"]) for row in sheets["rates"]} | {"USD"}
    rows: list[p.Row] = []
    for number in range(60):
        currency = draw.choice(sorted(rates))
        least = Decimal(1).scaleb(-DECIMALS[currency])
        amount = draw.randint(1, 10**6) * least
        row = p.voucher(
            f"V{number:03}",
            amount,
            project=draw.choice(sheets["projects"])["code"],
            spent_on=date(2019, 1, 1) + timedelta(days=draw.randrange(1_000)),
            currency=currency,
            fund=draw.choice([None, None, draw.choice(sheets["funds"])["code"]]),
        )
        rows.append(row)
        if draw.random() < 0.3:
            back = {"reference": f"V{number:03}-C", "corrects": row["reference"]}
            rows.append(row | back | {"amount": -draw.choice([least, amount])})
    return sheets | {"expenditures": rows}


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_the_shares_add_up_to_the_vouchers_and_to_the_report(
    sqlite_engine: Engine, tmp_path: Path, seed: int
) -> None:
    sheets = with_vouchers(random_programme(seed, contributions=20), seed)
    p.booked(sqlite_engine, tmp_path, sheets)
    with session(sqlite_engine) as books:
        projects = {int(each.id or 0): each.code for each in books.exec(select(Project))}
        found = shares_of_projects(books, 1, projects)
        assert all(sum(minor for _, minor in each.parts) == each.value for each in _all(found))
        assert sorted(each.reference for each in _all(found)) == sorted(
            books.exec(select(Expenditure.reference))
        )
        assert all(shares_of(books, 1, id) == found[id] for id in projects)
        assert _by_source(found, projects) == _told(books)
        _check_funds(books, sheets, found)


def _all(found: dict[int, list[VoucherShare]]) -> list[VoucherShare]:
    return [each for shares in found.values() for each in shares]


def _by_source(found: dict[int, list[VoucherShare]], projects: dict[int, str]) -> dict[tuple[str, str], int]:
    sums: Counter[tuple[str, str]] = Counter()
    for id, shares in found.items():
        for share in shares:
            for source, minor in share.parts:
                sums[projects[id], source.label] += minor
    return {key: minor for key, minor in sums.items() if minor}


def _told(books: Session) -> dict[tuple[str, str], int]:
    report = quarterly_report(books, "PROG", parse_span("2030-Q1"))
    rows = {(row.project, row.source): row.spent_share_minor for row in report.sources}
    return {key: minor for key, minor in rows.items() if minor}


def _check_funds(books: Session, sheets: p.Sheets, found: dict[int, list[VoucherShare]]) -> None:
    for fund in sheets["funds"]:
        source = fund_source(str(fund["code"]))
        own = {id: [each for each in shares if each.of(source)] for id, shares in found.items()}
        assert spent_of_fund(books, 1, source.name) == {id: shares for id, shares in own.items() if shares}
