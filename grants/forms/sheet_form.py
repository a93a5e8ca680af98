"""A form for a row of any sheet of the workbook: its fields are the sheet's columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, DateInput, ListWidget, MonthInput

from core.web.forms import Form, select_choices
from grants.entering.choices import choices_of
from grants.entering.labels import hint_of, label_of
from grants.entering.said import said
from grants.entering.typed import by_column
from grants.workbook.columns import Column, Kind
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS

Choices = Sequence[tuple[str, Any]]

_LONG = frozenset({"description", "reason", "override_reason", "words"})
_DIGITS = {Kind.INTEGER: "numeric", Kind.AMOUNT: "decimal", Kind.DECIMAL: "decimal"}


class Required:
    """Marks a field as one that has to be filled in; whoever takes the form checks that it is."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Nothing: see above."""


class SheetForm(Form):
    """A row of `sheet`. What its fields may hold is checked when the row is entered, by the import's own code."""

    sheet: str

    def typed(self) -> dict[str, str]:
        """The texts by column."""
        columns = self.columns()
        return {name: _text(field) for name, field in self._fields.items() if name in columns}

    @classmethod
    def columns(cls) -> frozenset[str]:
        return frozenset(column.name for column in SHEETS[cls.sheet].columns)

    def take(self, problems: Iterable[Problem]) -> None:
        """Show each problem beside its field, and those of no field above the form."""
        for column, found in by_column(problems, self.sheet).items():
            sentences = list(dict.fromkeys(said(problem) for problem in found))
            if column in self._fields:
                field = self._fields[column]
                field.errors = list(dict.fromkeys([*field.errors, *sentences]))
            else:
                self.form_errors += sentences


def sheet_form(
    sheet: str, columns: Iterable[str], offered: Mapping[str, Choices] | None = None, **others: Field
) -> type[SheetForm]:
    """The form of a sheet with these columns in their order, then `others`.

    `offered` are value and words of columns that name something else, such as a project: only these are taken.
    """
    declared = {column.name: column for column in SHEETS[sheet].columns}
    fields = {name: _field(sheet, declared[name], (offered or {}).get(name)) for name in columns}
    return type("SheetForm", (SheetForm,), {"sheet": sheet, **fields, **others})


def _field(sheet: str, column: Column, offered: Choices | None) -> Any:
    words: dict[str, Any] = {
        "label": label_of(sheet, column.name),
        "description": hint_of(sheet, column),
        "validators": [Required()] if column.required and not column.may_be_empty else [],
        "render_kw": {},
    }
    if offered is not None:
        return SelectField(choices=select_choices([("", _l("Choose")), *offered]), **words)
    match column.kind:
        case Kind.CHOICE:
            none = _l("Choose") if words["validators"] else _l("Not given")
            return SelectField(choices=select_choices([("", none), *choices_of(sheet, column)]), **words)
        case Kind.CHOICES:
            return SelectMultipleField(
                choices=select_choices(choices_of(sheet, column)),
                widget=ListWidget(),
                option_widget=CheckboxInput(),
                **words,
            )
        case Kind.YES_NO:
            answers = [("", _l("Not given")), ("yes", _l("Yes")), ("no", _l("No"))]
            return SelectField(choices=select_choices(answers), **words)
        case Kind.DATE:
            return StringField(widget=DateInput(), **words)
        case Kind.MONTH:
            return StringField(widget=MonthInput(), **words)
    if column.kind in _DIGITS:
        words["render_kw"]["inputmode"] = _DIGITS[column.kind]
    return TextAreaField(**words) if column.name in _LONG else StringField(**words)


def _text(field: Field) -> str:
    if isinstance(field, SelectMultipleField):
        return ";".join(field.data or ())
    return str(field.data or "")
