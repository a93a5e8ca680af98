"""What is asked about a reversal: how much of a contribution is taken back, when and why."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.widgets import DateInput

from grants.entering.typed import Rows
from grants.forms.sheet_form import Required, SheetForm


class ReversalForm(SheetForm):
    """A row of the sheet `reversals` of the contribution that the page is about."""

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

    def rows(self, reference: str) -> Rows:
        typed: dict[str, Any] = self.typed()
        return {"reversals": [{"contribution": reference, **typed, "reason": typed["reason"].strip()}]}
