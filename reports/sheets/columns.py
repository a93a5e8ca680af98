"""The words in which the sheets of a report are declared."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import repeat
from operator import attrgetter
from typing import Any

from reports.report import QuarterlyReport


class Kind(StrEnum):
    """What a cell holds, and with it how it is written and shown."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"  # minor units, written in major ones
    COUNT = "count"
    DECIMAL = "decimal"
    QUOTIENT = "quotient"
    SHARE = "share"  # a quotient, shown as a percentage
    PERCENT = "percent"  # a percentage, 0 to 100
    MEASURE = "measure"  # as the unit of its row says


NUMBERS = frozenset(Kind) - {Kind.TEXT, Kind.DATE}


class Place(StrEnum):
    """Columns of the contract come first, then what else is worth reading, then what formulas need."""

    CONTRACT = "contract"
    EXTRA = "extra"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Column:
    """`currency` is the attribute of a row that holds the currency of its amount; empty for the programme's.

    `words` say something about a row that the row itself does not hold. A key numbers the rows of the sheet
    `numbers`: `attribute` holds a code, and what is written is the number of its row.
    """

    name: str
    kind: Kind
    attribute: str
    currency: str = ""
    place: Place = Place.CONTRACT
    numbers: str = ""
    words: Callable[[Any], Any] | None = None

    def values(self, rows: list[Any]) -> Iterator[Any]:
        return map(self.words or attrgetter(self.attribute), rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is what a reader sees on paper; names of sheets and columns are never translated."""

    name: str
    title: Any
    rows: Callable[[QuarterlyReport], list[Any]]
    columns: tuple[Column, ...]

    def letter(self, column: str) -> str:
        """The letter of a column of the sheet: 'C'."""
        return letter([each.name for each in self.columns].index(column))

    @property
    def printed(self) -> int:
        """How many columns go on paper: all but the keys, which stand at the right end."""
        return sum(column.place is not Place.KEY for column in self.columns)


def letter(place: int) -> str:
    """'A' for 0, 'AA' for 26."""
    head, tail = divmod(place, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + tail)


def currencies(column: Column, rows: list[Any], currency: str) -> Iterator[str]:
    """The currency of each amount of a column; an amount that arrived in none arrived in the fund's."""
    if not column.currency:
        return repeat(currency, len(rows))
    own, of_row = map(attrgetter(column.currency), rows), map(attrgetter("currency"), rows)
    return (mine or theirs for mine, theirs in zip(own, of_row, strict=True))


def text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.TEXT, name) for name in names)


def words(name: str, about: Callable[[Any], Any]) -> tuple[Column, ...]:
    return (Column(name, Kind.TEXT, "", words=about),)


def day(name: str) -> tuple[Column, ...]:
    return (Column(name, Kind.DATE, name),)


def money(*names: str, currency: str = "") -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MONEY, f"{name}_minor", currency) for name in names)


def number(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind, name) for name in names)


def extra(*columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(replace(each, place=Place.EXTRA) for some in columns for each in some)


def key(name: str, attribute: str, numbers: str) -> tuple[Column, ...]:
    return (Column(name, Kind.COUNT, attribute, place=Place.KEY, numbers=numbers),)
