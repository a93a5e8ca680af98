"""The forms of a project's life: a step, and the people whom the works reach."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from core.programmes import Programme, today_in
from core.web.forms import Form, select_choices, stripped
from core.web.i18n import day
from grants.forms.money_filters import Filter
from grants.forms.row_form import day_in, refuse_ahead, refuse_before
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.living.labels import STEPS


class StepForm(Form):
    """`meeting` is asked of a proposal alone."""

    decided_on = StringField(_l("On which day"), [Required()], widget=DateInput())
    meeting = SelectField(_l("Meeting that chose it"), default="", choices=[])
    words = TextAreaField(_l("What is to be said of it"), filters=[stripped])


class DueFilter(Filter):
    """By the latest step, and the community."""

    state = SelectField(
        _l("State"),
        default="",
        choices=select_choices(
            [
                *(("", _l("All")), ("none", _l("No step entered"))),
                *((step.value, said) for step, said in STEPS.items()),
            ]
        ),
    )
    community = SelectField(_l("Community"), default="")


def reached_form(communities: Choices) -> type[SheetForm]:
    columns = ("community", "measured_on", "people", "female", "male", "households", "source")
    return sheet_form("reached", columns, {"community": communities})


def has_happened_in(field: Field, programme: Programme, at: datetime) -> bool:
    """Whether it is also a day of the programme: what was before is a baseline, and no result."""
    on, first = day_in(field), programme.starts_on
    if on is not None and not field.errors:
        refuse_before(field, on, first, _("The programme begins on %(day)s.", day=day(first)))
    return not field.errors and has_happened(field, programme, at)


def has_happened(field: Field, programme: Programme, at: datetime) -> bool:
    """Whether a day was typed that is not still to come; else the field says what is wrong."""
    on = day_in(field)
    if on is not None:
        refuse_ahead(field, on, today_in(programme, at))
    return not field.errors
