"""What is asked before a report is made."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from core.calendar import Span, parse_span


class ReportForm(FlaskForm):
    """Which quarter or months, and whether for one fund alone. It is asked by GET, so it carries no token."""

    class Meta:
        csrf = False

    span = StringField(
        _l("Quarter or months"),
        description=_l("A quarter like 2020-Q2, or months like 2020-04..2020-09."),
        validators=[InputRequired(_l("Say which quarter, like 2020-Q2."))],
    )
    fund = SelectField(_l("For"), choices=[])

    def validate_span(self, field: StringField) -> None:
        try:
            parse_span(field.data.strip())
        except ValueError:
            raise ValidationError(
                _l("This is neither a quarter like 2020-Q2 nor months like 2020-04..2020-09.")
            ) from None

    @property
    def chosen_span(self) -> Span:
        """Of a form that was validated."""
        return parse_span(self.span.data.strip())
