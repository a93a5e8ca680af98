"""What is asked about an amendment: all that the contribution should have said, and why."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from grants.forms.contribution_form import chosen_from
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.recording.entries import COLUMNS
from grants.recording.offered import Offered


def amendment_form(offered: Offered, projects: Choices) -> type[SheetForm]:
    """With what is offered for a project, and the projects beside it.

    `seen` is how much of the contribution had been taken back when the form was shown.
    """
    return sheet_form(
        "contributions",
        ("project", *COLUMNS),
        {"group": offered.groups, "project": projects},
        **chosen_from(offered),
        client_id=HiddenField(),
        seen=HiddenField(),
        reason=TextAreaField(
            _l("What was wrong?"),
            [Required()],
            description=_l("It is kept as the reason for which the contribution is taken back."),
        ),
        remark=StringField(_l("Remark for the second person")),
    )
