"""What is wrong with something typed, in words that name fields as the form does."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.web.i18n import day, money
from grants.entering.labels import COMMON, SHEETS, label_of
from grants.entering.problems import EntryProblem
from grants.importing.labels import in_words
from grants.importing.problems import RowProblem
from grants.workbook.problems import Problem, ProblemKind

_IN_A_FORM: dict[StrEnum, LazyString] = {
    ProblemKind.VALUE_MISSING: _l("%(column)s is missing."),
    ProblemKind.DATE_NOT_ISO: _l("%(found)s is not a clear day. Write it like 2026-04-30."),
    ProblemKind.DATE_IMPOSSIBLE: _l("There is no day %(found)s. Write it like 2026-04-30."),
    ProblemKind.MONTH_UNREADABLE: _l("%(found)s is not a month. Write it like 2026-04."),
    ProblemKind.AMOUNT_AMBIGUOUS: _l(
        "%(found)s can be read in two ways. Write it with decimals, like 1234.00."
    ),
    ProblemKind.AMOUNT_UNREADABLE: _l(
        "%(found)s is not an amount. Write a number like 1234.50, without currency."
    ),
    EntryProblem.KEY_TAKEN: _l("%(key)s is taken already. Choose another one."),
    EntryProblem.NOTHING_CHANGED: _l("This is how it is already. Change it, or leave it."),
    EntryProblem.REVERSED_ALREADY: _l(
        "A reversal of %(code)s with this day and amount is booked already. If this is another one, give it "
        "another day."
    ),
    RowProblem.CODE_UNKNOWN: _l("There is no %(code)s here. Choose another one."),
    RowProblem.RATE_MISSING: _l(
        "There is no rate of %(currency)s for %(month)s. A programme manager adds it."
    ),
    RowProblem.MAY_NOT_CHANGE: _l(
        "%(column)s is booked as “%(was)s” and may not become “%(now)s”. A correction is a reversal and a new "
        "entry, new terms are a new version."
    ),
    RowProblem.BEYOND_MATCHED: _l(
        "On %(date)s fund %(fund)s had matched %(matched)s of project %(project)s; with this payment "
        "%(paid)s would be paid. Pay less, or say why more is paid."
    ),
    RowProblem.STATUS_AGAINST_STEPS: _l(
        "This project goes by its steps: its state changes with the next one, on the page of its life."
    ),
}
"""Where a form says it otherwise than a workbook."""

_NAMES_A_COLUMN = ("column", "needed", "because", "earlier", "of")

_FROM_THE_BOOKS = ("date", "matched", "paid", "left", "expected")
"""Days, and amounts with their currency, as the books have them."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONEY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")


def said(problem: Problem) -> str:
    """The sentence of the import, with the labels of fields in place of the names of columns."""
    details = dict(problem.details)
    for name in _NAMES_A_COLUMN:
        column = details.get(name)
        if column in COMMON:
            details[name] = str(label_of(problem.sheet or "", column))
    details |= {name: _as_read(details[name]) for name in _FROM_THE_BOOKS if name in details}
    if details.get("of_sheet") in SHEETS:
        details["of_sheet"] = str(SHEETS[details["of_sheet"]])
    sentence = _IN_A_FORM.get(problem.kind)
    if sentence is not None:
        return str(sentence) % details
    return in_words(Problem(problem.kind, problem.sheet, problem.cell, details))


def _as_read(text: str) -> str:
    """14 Mar 2020, 1,240.00 TJS: as the reader writes them."""
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    if amount := _MONEY.fullmatch(text):
        return f"{money(Decimal(amount[1]), amount[2])} {amount[2]}"
    return text
