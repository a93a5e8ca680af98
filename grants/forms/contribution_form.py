"""The forms of one contribution: to record and mend it, and to withdraw it."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from core.web.forms import LONGEST_TEXT, Form, select_choices
from grants.forms.sheet_form import SheetForm, sheet_form
from grants.recording.entries import COLUMNS
from grants.recording.offered import Offered

LOOK, RECORD, CHANGE = "look", "record", "change"
"""The steps of the form: the summary before anything is booked, the booking, and back to the fields."""

_FILES = {"accept": "image/*,application/pdf"}


def entry_form(offered: Offered) -> type[SheetForm]:
    """The form of one contribution for a project."""
    return sheet_form(
        "contributions",
        COLUMNS,
        {"group": offered.groups},
        **chosen_from(offered),
        client_id=HiddenField(),
        files=MultipleFileField(
            _l("Photo or PDF"),
            description=_l(
                "Of the slip, the receipt, the work. The place where a photo was taken is removed."
            ),
            render_kw=_FILES,
        ),
        tickets=SelectMultipleField(
            _l("Added"), choices=[], validate_choice=False, widget=ListWidget(), option_widget=CheckboxInput()
        ),
        is_sure=BooleanField(_l("Yes, the amount is right")),
    )


def chosen_from(offered: Offered) -> dict[str, Field]:
    """The columns of which only what is known can be chosen."""
    households = select_choices([("", _l("Not named"))])
    for group, codes in offered.households.items():
        heading = group if len(offered.households) > 1 else None
        households += select_choices([(code, code) for code in codes], group=heading)
    return {
        "household": SelectField(_l("Household"), choices=households),
        "currency": SelectField(_l("Currency"), choices=select_choices(offered.currencies)),
        "sent_currency": SelectField(
            _l("Currency sent"), choices=select_choices([("", _l("Not given")), *offered.currencies])
        ),
    }


class WithdrawForm(Form):
    """Why a contribution is taken back."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Say why, in a few words.")), Length(max=LONGEST_TEXT)],
        description=_l("For whoever looks at the books later, like: entered twice."),
    )
