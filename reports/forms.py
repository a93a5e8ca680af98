"""What is asked before a report is made, and of the audit."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlmodel import col
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from core.audit import AuditEntry
from core.calendar import Span, parse_span
from core.web.forms import Form, select_choices, stripped
from core.web.lists import containing
from reports.auditing import WHAT, about, between


class ReportForm(Form):
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


class AuditFilter(Form):
    """What of the audit is shown. It is asked by GET, so it carries no token."""

    class Meta:
        csrf = False

    by = StringField(_l("Who"), filters=[stripped])
    sheet = SelectField(_l("What"), default="")
    key = StringField(_l("Code or reference"), filters=[stripped])
    text = StringField(_l("Words"), filters=[stripped])
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("Until"), validators=[Optional()])

    def offer(self, kinds: Iterable[str]) -> None:
        self.sheet.choices = select_choices(
            [("", _l("Everything")), *((kind, WHAT.get(kind, kind)) for kind in kinds)]
        )

    def conditions(self, zone: str) -> Iterator[sa.ColumnElement[bool]]:
        """On `AuditEntry`, of a form that was validated; days begin in that zone."""
        if self.by.data:
            yield containing(col(AuditEntry.by), self.by.data)
        if self.sheet.data:
            yield col(AuditEntry.sheet) == self.sheet.data
        if self.key.data:
            yield containing(col(AuditEntry.key), self.key.data)
        if self.text.data:
            yield about(self.text.data)
        yield from between(self.since.data, self.until.data, zone)
