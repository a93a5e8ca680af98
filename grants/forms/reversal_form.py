"""What is asked about a reversal: how much of a contribution is taken back, when and why."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.widgets import DateInput

from grants.correcting.amounts import typed_amount
from grants.correcting.taken_back import TakenBack
from grants.entering.typed import Rows
from grants.forms.sheet_form import Required, SheetForm


class ReversalForm(SheetForm):
    """A row of the sheet `reversals` of the contribution that the page is about.

    `seen` is how much of it had been taken back when the form was shown, in minor units.
    """

    sheet = "reversals"

    amount = StringField(
        _l("How much is taken back?"),
        description=_l("In the contribution's currency. Empty takes back all that is left of it."),
        render_kw={"inputmode": "decimal"},
    )
    reversed_on = StringField(_l("Taken back on"), [Required()], widget=DateInput())
    reason = TextAreaField(
        _l("Why?"), [Required()], description=_l("It is kept with the contribution and shown in reports.")
    )
    remark = StringField(_l("Remark for the second person"))
    seen = HiddenField()

    def rows(self, back: TakenBack) -> Rows:
        """All that is left is written out, so that what is booked later is what was looked at."""
        typed: dict[str, Any] = self.typed()
        reference, currency = back.contribution.reference, back.contribution.currency
        amount = typed["amount"].strip() or typed_amount(back.left_minor, currency)
        reason = typed["reason"].strip()
        return {"reversals": [{"contribution": reference, **typed, "amount": amount, "reason": reason}]}
