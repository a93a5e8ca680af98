"""What is wrong with the lines of a bank's file, in words, with the place in the file."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from core.programmes import Programme
from core.web.i18n import day
from grants.banking.csv_files import Table
from grants.banking.statements import Columns, in_other_currency
from grants.entering.labels import label_of
from grants.entering.said import said
from grants.entering.typed import Typed, place_of
from grants.models.funds import Fund
from grants.workbook.dates import read_date
from grants.workbook.labels import describe
from grants.workbook.problems import Problem
from grants.workbook.texts import Unreadable

SHEET = "bank_lines"


@dataclass(frozen=True)
class Fault:
    """`row` is the line of the file; 0 where none is meant."""

    row: int
    label: str
    sentence: str


def faults_of(problems: Iterable[Problem], numbers: Sequence[int]) -> list[Fault]:
    """`numbers` are the lines of the file from which the rows were made."""
    found = []
    for problem in problems:
        _sheet, row, column = place_of(problem)
        label = str(label_of(SHEET, column)) if column else ""
        found.append(Fault(numbers[row - 1] if row else 0, label, said(problem)))
    return found


def currency_faults(table: Table, columns: Columns, fund: Fund) -> list[Fault]:
    """Amounts of another currency than the account has are none of its amounts."""
    return [
        Fault(
            number,
            columns.currency,
            _(
                "%(found)s is not the currency of the account, %(expected)s.",
                found=found,
                expected=fund.currency,
            ),
        )
        for number, found in in_other_currency(table, columns, fund.currency)
    ]


def day_faults(table: Table, rows: Sequence[Typed], programme: Programme, today: date) -> list[Fault]:
    """As of a line that is typed; what is no day at all is told of when the row is entered."""
    began = _("The programme began on %(day)s.", day=day(programme.starts_on))
    ahead = _("This day is still to come. Is it written in another order?")
    found = []
    for number, row in zip(table.numbers, rows, strict=True):
        with suppress(Unreadable):
            on = read_date(row["booked_on"])
            if on > today or on < programme.starts_on:
                label = str(label_of(SHEET, "booked_on"))
                found.append(Fault(number, label, ahead if on > today else began))
    return found


def about_workbook(problem: Problem) -> str:
    """What is wrong with a workbook as a whole, or with the first cell of it that cannot be taken."""
    if not problem.cell:
        return describe(problem)
    place = {"sheet": problem.sheet, "cell": problem.cell, "sentence": describe(problem)}
    return str(_("Sheet %(sheet)s, cell %(cell)s. %(sentence)s", **place))
