"""The figures of a report as what cells are filled with: the very ones that its workbook shows."""

from collections.abc import Collection, Iterator
from typing import Any

from flask_babel import format_decimal, format_percent

from core.money import exponent
from reports import labels
from reports.figures.summary import MeasureRow, Unit
from reports.filling.offered import (
    OF_FUND,
    OF_SUMMARY,
    PERIODS,
    SINGLE,
    TABLES,
    Filled,
    column_named,
    columns_of,
)
from reports.filling.placeholders import block_of
from reports.filling.values import Value, ValueKind, Values
from reports.report import QuarterlyReport
from reports.sheets import cells
from reports.sheets.columns import Column, Kind, Sheet, currencies
from reports.sheets.declared import FUNDS

_NOTHING = Value(ValueKind.EMPTY, "", "–")
_KIND_OF_UNIT = {Unit.MONEY: Kind.MONEY, Unit.COUNT: Kind.COUNT, Unit.QUOTIENT: Kind.QUOTIENT}
_DECIMALS = "#,##0.########"


def values_of(filled: Filled, asked: Collection[str]) -> Values:
    """Of the placeholders that a template names, and no others; words are in the language at hand."""
    single = {name: value for name, value in _singles(filled) if name in asked}
    wanted = {block_of(name) for name in asked}
    tables = {name: _rows(sheet, filled.report, asked) for name, sheet in TABLES.items() if name in wanted}
    return Values(single, tables)


def _singles(filled: Filled) -> Iterator[tuple[str, Value]]:
    report = filled.report
    currency = report.programme.currency
    for name, single in SINGLE.items():
        yield name, _value(single.kind, single.value(filled), currency)
    for row in report.summary:
        for period in PERIODS:
            yield f"{OF_SUMMARY}.{row.measure}.{period}", _measured(row, period, currency)
    if report.fund is not None:
        [of_fund] = _rows(FUNDS, report, {f"{FUNDS.name}.{column.name}" for column in columns_of(FUNDS)})
        yield from ((f"{OF_FUND}.{name.partition('.')[2]}", value) for name, value in of_fund.items())


def _measured(row: MeasureRow, period: str, currency: str) -> Value:
    return _value(_KIND_OF_UNIT[row.unit], getattr(row, period), currency)


def _rows(sheet: Sheet, report: QuarterlyReport, asked: Collection[str]) -> list[dict[str, Value]]:
    """Of a table without rows one that says nothing: the donor's form has a line for it."""
    rows = sheet.rows(report)
    prefix = f"{sheet.name}."
    wanted = [name for name in sorted(set(asked)) if name.startswith(prefix)]
    columns = [column_named(sheet, name.removeprefix(prefix)) for name in wanted]
    filled = [list(_column(column, rows, report)) for column in columns if column is not None]
    if not rows:
        return [dict.fromkeys(wanted, _NOTHING)]
    return [dict(zip(wanted, row, strict=True)) for row in zip(*filled, strict=True)]


def _column(column: Column, rows: list[Any], report: QuarterlyReport) -> Iterator[Value]:
    of_rows = currencies(column, rows, report.programme.currency)
    for value, currency in zip(column.values(rows), of_rows, strict=True):
        yield _value(column.kind, value, currency)


def _value(kind: Kind, value: Any, currency: str) -> Value:
    if value is None or value == "":
        return _NOTHING
    if kind is Kind.TEXT:
        return Value(ValueKind.TEXT, str(value), str(value))
    if kind is Kind.DATE:
        return Value(ValueKind.DATE, cells.serial(value), labels.day(value))
    if kind is Kind.MONEY:
        plain = cells.amount(value, exponent(currency))
        return Value(ValueKind.NUMBER, plain, labels.amount(value, currency))
    return Value(ValueKind.NUMBER, cells.decimal(value), _in_words(kind, value))


def _in_words(kind: Kind, value: Any) -> str:
    if kind is Kind.SHARE:
        return str(format_percent(value, "#,##0.##%"))
    return str(format_decimal(value, _DECIMALS))
