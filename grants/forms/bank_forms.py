"""What is asked about the account of a fund: which line is which payment, and how a bank's file is to be read."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from core.web.forms import Form, select_choices
from grants.banking.csv_files import Table
from grants.banking.statements import Columns, Days, likely, likely_days

_DAYS = (
    (Days.YEAR_FIRST.value, _l("year, month, day: 2026-04-30")),
    (Days.DAY_FIRST.value, _l("day, month, year: 30.04.2026")),
    (Days.MONTH_FIRST.value, _l("month, day, year: 04/30/2026")),
)


class TickForm(Form):
    """Each pair stands in the page as `line`, `sheet` and `ticks`, one after the other."""


class UntickForm(Form):
    reason = TextAreaField(
        _l("Why it is another payment"),
        [DataRequired(_l("Say in a few words why the tick is taken back.")), Length(max=500)],
    )


class StatementForm(Form):
    """Choosing the file."""

    file = FileField(
        _l("Statement of the bank"),
        description=_l(
            "A CSV file with the encoding UTF-8, of at most 200 kB, or an Excel workbook (.xlsx) with one sheet. "
            "Its first row names the columns; at most 1,000 lines follow."
        ),
        render_kw={"accept": ".csv,text/csv,.xlsx"},
    )


class CarriedField(Field):
    """A text that the page brings back as it got it: longer than what anybody types."""

    widget = HiddenInput()

    def _value(self) -> str:
        return str(self.data or "")


_OPTIONAL = ("paid_out", "party", "bank_reference", "currency")


class ColumnsForm(Form):
    """Which column is what.

    `text` is the file as CSV, carried on; `seen` are the answers whose lines were shown.
    """

    booked_on = SelectField(_l("Column of the day"))
    days = SelectField(_l("How a day is written"), choices=select_choices(_DAYS))
    amount = SelectField(
        _l("Column of the amount"),
        description=_l("What came; or, where one column has both, with a minus for what left."),
    )
    paid_out = SelectField(
        _l("Column of what left"), description=_l("Only where the bank has a column of its own for it.")
    )
    party = SelectField(_l("Column of the text"), description=_l("From whom, to whom or what for."))
    bank_reference = SelectField(_l("Column of the bank's reference"))
    currency = SelectField(
        _l("Column of the currency"),
        description=_l("Then no line is taken that is of another currency than the account."),
    )
    statement = StringField(
        _l("Statement"), [Length(max=200)], description=_l("How it is found again: number, span, file.")
    )
    text = CarriedField()
    seen = HiddenField()

    def offer(self, table: Table) -> None:
        named = [(name, name) for name in table.names]
        for field in (self.booked_on, self.amount):
            field.choices = select_choices(named)
        for name in _OPTIONAL:
            self[name].choices = select_choices([("", _l("None")), *named])

    def fill(self, table: Table) -> None:
        """With what the names of the columns make one think of."""
        found = likely(table)
        for name, column in vars(found).items():
            self[name].data = column
        self.days.data = likely_days(table, found.booked_on or table.names[0]).value

    def columns(self) -> Columns:
        names = ("booked_on", "amount", *_OPTIONAL)
        return Columns(**{name: str(self[name].data or "") for name in names})

    @property
    def answers(self) -> str:
        """What the lines depend on, so that those are booked that were looked at."""
        return "|".join([*vars(self.columns()).values(), str(self.days.data), str(self.statement.data or "")])
