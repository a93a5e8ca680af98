"""The form of one row: its columns, and of a change its day, its reason and the state of the row that was seen."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import DateInput

from core.web.i18n import day
from grants.entering.said import said
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.workbook.dates import read_date
from grants.workbook.problems import Problem
from grants.workbook.texts import Unreadable

BOOK = "book"
"""The step in which what was looked at is booked."""


def new_row_form(sheet: str, columns: Iterable[str], offered: Mapping[str, Choices]) -> type[SheetForm]:
    return sheet_form(sheet, columns, offered, step=HiddenField())


def change_form(
    sheet: str, columns: Iterable[str], offered: Mapping[str, Choices], is_dated: bool
) -> type[SheetForm]:
    """`is_dated`: a change of one of these columns is booked with its day."""
    others: dict[str, Field] = {}
    if is_dated:
        others["changed_on"] = StringField(
            _l("Holds from"),
            [Required()],
            widget=DateInput(),
            description=_l("The day from which this is so."),
        )
    others["reason"] = TextAreaField(
        _l("Reason"), [Required()], description=_l("Why it changes, for whoever asks later.")
    )
    if is_dated:
        others["document"] = StringField(
            _l("Document"),
            [Length(max=200)],
            description=_l("Minutes, letter or decision on which it stands."),
        )
    return sheet_form(sheet, columns, offered, **others, seen=HiddenField(), step=HiddenField())


def day_in(field: Field) -> date | None:
    """The day that was typed; None where it is missing or cannot be read, which the field then says."""
    text = (field.data or "").strip()
    if not text:
        _refuse(field, _("The day is missing."))
        return None
    try:
        return read_date(text)
    except Unreadable as fault:
        _refuse(field, said(Problem(fault.kind, None, None, {"column": "", **fault.details})))
        return None


def refuse_ahead(field: Field, on: date, today: date) -> None:
    if on > today:
        _refuse(field, _("This day is still to come. Today is %(day)s.", day=day(today)))


def refuse_before(field: Field, on: date, first: date, because: str) -> None:
    """`because` is a sentence that names the day."""
    if on < first:
        _refuse(field, because)


def require(field: Field, sentence: Any) -> None:
    if not (field.data or "").strip():
        _refuse(field, str(sentence))


def _refuse(field: Field, sentence: str) -> None:
    field.errors = [*field.errors, sentence]
