"""Filters of the list of projects, kept in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from core.web.forms import Form, select_choices
from household_groups.labels import PROJECT_STATUSES


class ProjectFilter(Form):
    class Meta:
        csrf = False

    search = StringField(_l("Name or code"))
    state = SelectField(
        _l("State"),
        choices=select_choices(
            [("", _l("All")), *((state.value, said) for state, said in PROJECT_STATUSES.items())]
        ),
        default="",
    )
    community = SelectField(_l("Community"), default="")
    sector = SelectField(_l("Sector"), default="")
