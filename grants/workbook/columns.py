"""The words in which sheets are declared: what a column is called, what stands in it, what HXL calls it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from grants.workbook.texts import MAX_TEXT


class Kind(StrEnum):
    """What a cell of a column holds, and with it the Python type it is read as."""

    CODE = "code"  # str
    TEXT = "text"  # str
    DATE = "date"  # datetime.date
    MONTH = "month"  # str, "2026-04"
    AMOUNT = "amount"  # Decimal in major units, sign and decimals unchecked
    DECIMAL = "decimal"  # Decimal
    INTEGER = "integer"  # int
    YES_NO = "yes_no"  # bool
    CODES = "codes"  # tuple[str, ...]
    CHOICE = "choice"  # str, one of the column's choices
    CHOICES = "choices"  # tuple[str, ...], each one of the column's choices
    TIERS = "tiers"  # tuple[tuple[Decimal, Decimal], ...]: from where, which ratio
    CURRENCY = "currency"  # str, three capitals
    COUNTRY = "country"  # str, two capitals
    SECTOR = "sector"  # str, five digits


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    hxl: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False
    """Of a required column: it has to be there, but an empty cell says something: that a fact is not given."""
    longest: int = MAX_TEXT
    """Of a text, in characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the workbook; `key` names the columns by which one row is known from another."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def required(name: str, kind: Kind, hxl: str = "", choices: Iterable[str] = ()) -> Column:
    return Column(name, kind, hxl, required=True, choices=tuple(choices))


def optional(name: str, kind: Kind, hxl: str = "", choices: Iterable[str] = ()) -> Column:
    return Column(name, kind, hxl, required=False, choices=tuple(choices))
