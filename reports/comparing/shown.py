"""How values and differences of figures are written for people."""

from datetime import date
from decimal import Decimal

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from core.web.i18n import MINUS, NOTHING, day, minor
from grants.entering.labels import COMMON, label_of
from household_groups.labels import PROJECT_STATUSES
from household_groups.models.service import Functional
from reports.comparing.causes import What
from reports.comparing.figure import Figure, FigureUnit, Value
from reports.comparing.labels import WHATS
from reports.comparing.lines import Line, Number

_WORDS = {each.value: words for each, words in PROJECT_STATUSES.items()}


def value_of(figure: Figure, value: Value) -> str:
    """'1,240.00', '3', '1.54'; a state as its word."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return str(_WORDS.get(value, value))
    if isinstance(value, date):
        return day(value)
    if figure.unit is FigureUnit.MONEY:
        return minor(int(value), figure.currency)
    return _number(value, "#,##0.00" if figure.unit is FigureUnit.QUOTIENT else "#,##0.##")


def difference_of(figure: Figure, number: Number | None) -> str:
    """With its sign; nothing where there is none to tell."""
    if not number:
        return ""
    said = value_of(figure, number)
    if not any(digit in said for digit in "123456789"):
        return ""  # less than what is shown
    return f"{'+' if number > 0 else ''}{said}"


def reference_of(line: Line) -> str:
    """What a line is about: its kind and its reference, 'Contribution FAK-021'."""
    if not (line.reference or line.note):
        said = ngettext(
            "%(what)s (%(num)s row, without its details)",
            "%(what)s (%(num)s rows, without their details)",
            line.rows,
            what=WHATS[line.what],
        )
        return str(said)
    return f"{WHATS[line.what]} {line.reference or line.note}".rstrip()


def remark_of(line: Line) -> str:
    """What is to be added: values before and after, reasons, what it takes the place of."""
    said = []
    if line.is_split:
        said.append(_("It falls otherwise on those who paid, by what they had brought."))
    if line.was is not None and line.is_ is not None:
        values = _("%(was)s, now %(is_)s", was=line.was or NOTHING, is_=line.is_ or NOTHING)
        said.append(f"{_name_of(line)}: {values}" if line.column else values)
    elif line.is_ is not None:
        said.append(_CHECKED[line.is_]() if line.what is What.CHECK and line.is_ in _CHECKED else line.is_)
    if line.rows > 1 and line.reference:
        said.append(_("%(rows)s rows", rows=line.rows))
    if line.note and line.what is What.CONTRIBUTION:
        said.append(_("in the place of %(reference)s", reference=line.note))
    elif line.note and line.reference:
        said.append(line.note)
    return " · ".join(said)


_CHECKED = {
    Functional.YES.value: lambda: str(_("works")),
    Functional.PARTLY.value: lambda: str(_("works in part")),
    Functional.NO.value: lambda: str(_("does not work")),
}


def _name_of(line: Line) -> str:
    """The label of the column that changed."""
    sheet, _dot, column = line.column.partition(".")
    return str(label_of(sheet, column)) if column in COMMON else column


def _number(value: int | Decimal, pattern: str) -> str:
    return str(format_decimal(value, format=pattern)).replace("-", MINUS)
