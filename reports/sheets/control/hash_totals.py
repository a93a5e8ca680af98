"""What catches any cell that was altered: the sum of every column of numbers, rows counted, codes compared.

Auditors call such a sum a hash total: over amounts of several currencies, or over quotients, it means
nothing in itself, but it differs as soon as one of its cells does.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from core.money import exponent
from reports.figures.summary import Unit
from reports.sheets import declared as d
from reports.sheets import formulas as f
from reports.sheets.cells import amount, decimal
from reports.sheets.columns import NUMBERS, Column, Kind, Sheet, currencies
from reports.sheets.control.lines import Contents, Line
from reports.sheets.cover.sheet import COVER
from reports.sheets.looks import MOST_DECIMALS

_PRECISION = 6
"""Decimals to which sums of quotients are compared."""


def hash_total_lines(contents: Contents) -> Iterator[Line]:
    for sheet in (COVER, *d.SHEETS):
        for column in sheet.columns:
            if column.kind in NUMBERS:
                yield _total_line(contents, sheet, column)


def row_count_lines(contents: Contents) -> Iterator[Line]:
    for sheet in d.SHEETS:
        count = len(contents.rows[sheet.name])
        yield Line(f"rows {sheet.name}", closing=str(count), formulas={"closing_rows": f.filled(sheet)})


def code_lines(contents: Contents) -> Iterator[Line]:
    """Formulas add rows up by numbers of funds and projects: each number must stand beside its code."""
    numbered = {sheet.name: sheet for sheet in (d.PROJECTS, d.FUNDS)}
    for sheet in d.SHEETS:
        last = contents.last_row(sheet)
        for column in sheet.columns:
            if column.numbers and column.name != "no" and last > 1:
                of = numbered[column.numbers]
                agree = f.rows_that_agree(
                    sheet, column.attribute, column.name, last, of, contents.last_row(of)
                )
                account = f"codes {sheet.name}.{column.attribute}"
                yield Line(account, closing=str(last - 1), formulas={"closing_rows": agree})


def _total_line(contents: Contents, sheet: Sheet, column: Column) -> Line:
    total = _total(contents, column, contents.rows[sheet.name])
    decimals = MOST_DECIMALS if column.kind is Kind.MONEY else _PRECISION
    return Line(
        f"total {sheet.name}.{column.name}",
        closing=decimal(round(total, decimals).normalize() + 0),
        decimals=decimals,
        formulas={"closing_rows": f.total(sheet, column.name)},
    )


def _total(contents: Contents, column: Column, rows: list[Any]) -> Decimal:
    values: Iterable[Any] = column.values(rows)
    if column.numbers:
        return Decimal(sum(map(contents.numbers[column.numbers].__getitem__, values)))
    if column.kind is Kind.MONEY:
        of = currencies(column, rows, contents.report.programme.currency)
        return _total_of_amounts(zip(values, of, strict=True))
    if column.kind is Kind.MEASURE:
        currency = contents.report.programme.currency
        money = [(value, currency) for value, row in zip(values, rows, strict=True) if row.unit is Unit.MONEY]
        others = [
            value for value, row in zip(column.values(rows), rows, strict=True) if row.unit is not Unit.MONEY
        ]
        return _total_of_amounts(money) + _total_of_numbers(others)
    return _total_of_numbers(values)


def _total_of_numbers(values: Iterable[Any]) -> Decimal:
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))


def _total_of_amounts(values: Iterable[tuple[int | None, str]]) -> Decimal:
    minor: dict[int, int] = {}
    for value, currency in values:
        decimals = exponent(currency)
        minor[decimals] = minor.get(decimals, 0) + (value or 0)
    return sum((Decimal(amount(total, decimals)) for decimals, total in minor.items()), Decimal(0))
