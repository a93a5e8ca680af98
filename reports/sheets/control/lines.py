"""What a line of `control` is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.money import exponent
from reports.figures.control import Account
from reports.report import QuarterlyReport
from reports.sheets.cells import amount
from reports.sheets.columns import Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers are as written in a cell, '' for none; differences are looked for up to `decimals`.

    `formulas` are by the name of their column, see sheet.py.
    """

    account: str
    currency: str = ""
    opening: str = ""
    incoming: str = ""
    outgoing: str = ""
    closing: str = ""
    decimals: int = 0
    remark: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title; the accounts come first and need none."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Contents:
    """The report, and what of it each sheet shows; `numbers` are those of the rows of a sheet, by code."""

    report: QuarterlyReport
    rows: Mapping[str, list[Any]]
    numbers: Mapping[str, Mapping[str, int]]

    @property
    def is_whole(self) -> bool:
        return self.report.fund is None

    def last_row(self, sheet: Sheet) -> int:
        """The number of the last row of a sheet, its header being 1."""
        return len(self.rows[sheet.name]) + 1

    def row_of(self, sheet: Sheet, code: str) -> int:
        return self.numbers[sheet.name][code] + 1


def account_line(account: Account, remark: str, formulas: Mapping[str, str]) -> Line:
    decimals = exponent(account.currency)
    opening, incoming, outgoing, closing = (
        amount(minor, decimals)
        for minor in (account.opening_minor, account.in_minor, account.out_minor, account.closing_minor)
    )
    return Line(
        *(account.name, account.currency, opening, incoming, outgoing, closing, decimals),
        remark=remark,
        formulas=formulas,
    )
