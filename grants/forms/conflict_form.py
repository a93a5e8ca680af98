"""The form by which what was sent with other content is set aside."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from core.web.forms import LONGEST_TEXT, Form


class DismissForm(Form):
    """Why what is there is kept."""

    reason = TextAreaField(
        _l("Why what is there is right"),
        [DataRequired(_l("Say why, in a few words.")), Length(max=LONGEST_TEXT)],
        description=_l(
            "For whoever looks at the books later, like: the amount was mistyped the second time."
        ),
    )
