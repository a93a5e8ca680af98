"""Of which quarter a page of a fund speaks."""

from collections.abc import Iterator
from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from core.calendar import Span, quarter_after, quarter_of
from core.web.forms import Form, select_choices


class FundQuarter(Form):
    """Asked by GET and kept in the address; what is no quarter of the books asks for the current one."""

    class Meta:
        csrf = False

    quarter = SelectField(_l("Quarter"))


def quarter_form(first: date, current: Span) -> tuple[FundQuarter, Span]:
    """With the quarters from the one of a day to the current one; and which of them is asked for."""
    spans = {str(span): span for span in quarters(first, current)}
    form = FundQuarter(request.args)
    form.quarter.choices = select_choices([(name, name) for name in reversed(spans)])
    asked = spans.get(form.quarter.data or "", current)
    form.quarter.data = str(asked)
    return form, asked


def quarters(first: date, last: Span) -> Iterator[Span]:
    span = min(quarter_of(first), last)
    while span <= last:
        yield span
        span = quarter_after(span)
