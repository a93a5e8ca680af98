"""Cells that a chart draws, and what stands in them, so that also a phone that computes nothing shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)

from core.money import exponent
from reports.sheets import cells
from reports.sheets.columns import Column, Kind, Sheet, currencies
from reports.sheets.rows import FIRST_ROW


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet that a chart draws, of which `first` is the number of the first one, from 0."""

    sheet: Sheet
    rows: list[Any]
    currency: str
    first: int = 0

    def labels(self, column: str) -> AxDataSource:
        said = [StrVal(idx, text) for idx, text in enumerate(self.plain(column))]
        cache = StrData(ptCount=len(said), pt=said)
        return AxDataSource(strRef=StrRef(self._cells(column), cache))

    def numbers(self, column: str) -> NumDataSource:
        """An empty cell has no point."""
        plain = self.plain(column)
        points = [NumVal(idx, v=text) for idx, text in enumerate(plain) if text]
        cache = NumData("General", len(plain), points)
        return NumDataSource(NumRef(self._cells(column), cache))

    def plain(self, name: str) -> Sequence[str]:
        """What the cells of a column say, '' for an empty one."""
        [column] = [each for each in self.sheet.columns if each.name == name]
        return list(_plain(column, self.rows, self.currency))[self.first :]

    def _cells(self, column: str) -> str:
        letter = self.sheet.letter(column)
        first, last = FIRST_ROW + self.first, FIRST_ROW + len(self.rows) - 1
        return f"{self.sheet.name}!${letter}${first}:${letter}${last}"


def _plain(column: Column, rows: list[Any], currency: str) -> Iterator[str]:
    values = column.values(rows)
    if column.kind is Kind.MONEY:
        of = currencies(column, rows, currency)
        yield from (cells.amount(minor, exponent(each)) for minor, each in zip(values, of, strict=True))
    elif column.kind is Kind.TEXT:
        yield from (cells.text(str(value)).says for value in values)
    else:
        yield from ("" if value is None else cells.decimal(value) for value in values)
