"""What is asked of whoever proposes to set right what is stored, or declines it."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from core.web.forms import Form, stripped
from grants.forms.sheet_form import Required


class RepairForm(Form):
    """`seen` is the digest of what the page showed."""

    reason = TextAreaField(
        _l("Why is it to be set right?"),
        [Required()],
        description=_l("What happened, as far as you know. It is kept in the audit with every old value."),
        filters=[stripped],
    )
    seen = HiddenField()
