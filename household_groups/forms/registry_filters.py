"""Filters of the lists of the registry, kept in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from core.web.forms import Form, select_choices
from household_groups.labels import CERTIFICATES, SEXES


class _Filter(Form):
    class Meta:
        csrf = False


class CommunityFilter(_Filter):
    search = StringField(_l("Name or code"))
    region = SelectField(_l("Region"), default="")


class GroupFilter(_Filter):
    search = StringField(_l("Name or code"))
    community = SelectField(_l("Community"), default="")
    leader = SelectField(
        _l("Led by"),
        choices=select_choices([("", _l("Anybody")), *((sex.value, said) for sex, said in SEXES.items())]),
        default="",
    )
    certificate = SelectField(
        _l("Certificate"),
        choices=select_choices(
            [("", _l("Any")), *((state.value, said) for state, said in CERTIFICATES.items())]
        ),
        default="",
    )
