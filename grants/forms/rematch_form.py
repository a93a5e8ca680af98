"""The form by which a person confirms the list of a re-match."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError
from wtforms.validators import InputRequired

from core.web.forms import Form


class RematchForm(Form):
    """`seen` is the last event that the list took into account."""

    seen = HiddenField()
    looked = BooleanField(
        _l("I have looked at the list"), [InputRequired(_l("Tick this once you have looked at the list."))]
    )

    def validate_seen(self, field: HiddenField) -> None:
        text = str(field.data)
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise ValidationError(_l("Look at the list first."))

    @property
    def seen_seq(self) -> int:
        """Of a form that was validated."""
        return int(str(self.seen.data))
