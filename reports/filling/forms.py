"""What is asked before a donor's form is filled."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from core.calendar import Span, parse_span
from core.web.forms import Form


class FillForm(Form):
    """The form itself, and from which report it is filled."""

    span = StringField(
        _l("Quarter or months"),
        description=_l("A quarter like 2020-Q2, or months like 2020-04..2020-09."),
        validators=[InputRequired(_l("Say which quarter, like 2020-Q2."))],
    )
    fund = SelectField(_l("For"), choices=[])
    file = FileField(
        _l("Form"),
        [FileRequired(_l("Choose the file first."))],
        description=_l(
            "An Excel workbook (.xlsx) of at most 5 MB, without macros. It is filled and not kept."
        ),
        render_kw={"accept": ".xlsx"},
    )

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
