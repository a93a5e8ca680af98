"""What a verifier is asked: how they know that it is there, and since when; or why it is returned."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.widgets import DateInput

from core.web.forms import Form, select_choices, stripped
from core.web.i18n import day
from grants.entering.labels import label_of
from grants.forms.row_form import day_in, refuse_ahead, refuse_before, require
from grants.forms.sheet_form import Required, SheetForm
from household_groups.labels import METHODS
from household_groups.models.contributions import Contribution


class VerificationForm(SheetForm):
    """A contribution is there. `seen` is the digest of what the page showed of it."""

    sheet = "contributions"

    verification_method = RadioField(
        _l("How do you know that it is there?"),
        [Required()],
        choices=select_choices((method.value, word) for method, word in METHODS.items()),
        validate_choice=False,  # said by the import's own check
    )
    verified_on = StringField(label_of("contributions", "verified_on"), [Required()], widget=DateInput())
    seen = HiddenField()

    def check(self, contribution: Contribution, today: date) -> bool:
        """What holds beside what the import checks."""
        require(self.verification_method, _l("Choose one of them."))
        on = day_in(self.verified_on)
        if on is not None:
            refuse_ahead(self.verified_on, on, today)
            received_on = contribution.received_on
            because = _("It was received on %(day)s, and cannot be verified before.", day=day(received_on))
            refuse_before(self.verified_on, on, received_on, because)
        return not self.errors


class ReturnForm(Form):
    """It cannot be verified as it is. `seen` as above."""

    reason = TextAreaField(
        _l("What is wrong with it?"),
        [Required()],
        description=_l("Whoever recorded it reads this, mends it and sends it again."),
        filters=[stripped],
    )
    seen = HiddenField()
