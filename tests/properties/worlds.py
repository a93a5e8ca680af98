"""Worlds to begin in: the registry of a random programme, where nothing has happened yet, and its database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.database import transaction
from core.money import exponent
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from tests.grants.ledger.test_live import opening
from tests.oracle.model import Row, Sheets
from tests.oracle.programmes import random_programme

PROGRAMME = "PROG"
FIRST_DAY = date(2020, 3, 2)
"""Every group is registered by then."""
ALL_FUNDS_OPEN = date(2020, 6, 1)
LAST_DAY = date(2021, 12, 20)
"""There are rates up to its month."""

_NO_ROWS_YET = ("contributions", "reversals", "changes", "other_funding", "disbursements")


def world(seed: int) -> Sheets:
    """Registry, funds, rules and rates; caps and budgets are of the size of a few contributions.

    Of three projects two are approved on the first day.
    """
    sheets = opening(random_programme(seed, contributions=20))
    for row in sheets["projects"][::3] + sheets["projects"][1::3]:
        row |= {"approved_on": FIRST_DAY, "status": "approved"}
    columns = dict.fromkeys(column for row in sheets["rules"] for column in row)
    sheets["rules"] = [dict.fromkeys(columns) | row for row in sheets["rules"]]
    return sheets | {name: [] for name in _NO_ROWS_YET}


def settle_in(engine: sa.Engine, sheets: Sheets) -> None:
    """Enter the registry into an empty database."""
    rows = {name: [typed(row) for row in of_sheet] for name, of_sheet in sheets.items() if of_sheet}
    occasion = Occasion("founder", datetime(2020, 1, 1, 12, tzinfo=UTC))
    transaction(engine, lambda session: enter(session, None, rows, occasion))


def typed(row: Row) -> dict[str, str]:
    """A row as somebody would type it into a form."""
    return {column: _text(cell) for column, cell in row.items()}


def amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-exponent(currency))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        whole, _, decimals = f"{cell:f}".partition(".")
        return f"{whole}.{decimals.ljust(4, '0')}" if decimals else whole  # 1.234 could be read in two ways
    return str(cell)
