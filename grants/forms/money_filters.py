"""What narrows the lists of money: its fund, its project, the days between, a text."""

from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from flask import request
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from wtforms import SelectField, StringField, ValidationError
from wtforms.widgets import DateInput, SearchInput

from core.accounts.person import Reach
from core.web.forms import Form, select_choices
from core.web.lists import containing
from grants.models.funds import Fund
from grants.visible import funds_within
from grants.workbook.dates import read_date
from grants.workbook.texts import Unreadable
from household_groups.models.projects import Project


class Filter(Form):
    """A filter is asked by GET and kept in the address; a field that cannot be read narrows nothing."""

    class Meta:
        csrf = False

    text = StringField(_l("Search"), widget=SearchInput())

    def given(self, name: str) -> str:
        """What a field asks for; '' where it asks for nothing, or for what cannot be."""
        if self[name].errors:
            return ""
        return str(self[name].data or "").strip()


class FundFilter(Filter):
    """By the fund that gives or pays."""

    fund = SelectField(_l("Fund"))

    def of_fund(self) -> sa.ColumnElement[bool]:
        """A condition on `Fund`."""
        return col(Fund.code) == self.given("fund") if self.given("fund") else sa.true()


class DaysFilter(Filter):
    """By the days between which it lies."""

    since = StringField(_l("From"), widget=DateInput())
    until = StringField(_l("Until"), widget=DateInput())

    def validate_since(self, field: StringField) -> None:
        _check_day(field)

    def validate_until(self, field: StringField) -> None:
        _check_day(field)

    def between(self, column: sa.SQLColumnExpression[date]) -> sa.ColumnElement[bool]:
        """A condition on the day of a row."""
        since, until = self.given("since"), self.given("until")
        return sa.and_(
            column >= read_date(since) if since else sa.true(),
            column <= read_date(until) if until else sa.true(),
        )


class ProjectFilter(DaysFilter):
    """By the project that gets it, and the days."""

    project = StringField(_l("Project"))

    def of_project(self) -> sa.ColumnElement[bool]:
        """A condition on `Project`: a part of its code or name."""
        text = self.given("project")
        if not text:
            return sa.true()
        return containing(col(Project.code), text) | containing(col(Project.name), text)


class FundAndDaysFilter(FundFilter, DaysFilter):
    """By fund and days."""


class FundAndProjectFilter(FundFilter, ProjectFilter):
    """By all of them."""


F = TypeVar("F", bound=Filter)


def asked(filters: type[F], session: Session, reach: Reach) -> F:
    """The filter of the address at hand, with the funds that the person may choose from, validated."""
    form = filters(request.args)
    if isinstance(form, FundFilter):
        query = select(Fund).where(funds_within(reach)).order_by(col(Fund.code))
        funds = [(fund.code, f"{fund.code} · {fund.name}") for fund in session.exec(query)]
        form.fund.choices = select_choices([("", _l("All")), *funds])
        if not request.args.get("fund"):
            form.fund.data = ""
    form.validate()
    return form


def _check_day(field: StringField) -> None:
    try:
        if field.data and field.data.strip():
            read_date(field.data.strip())
    except Unreadable:
        raise ValidationError(_l("This is not a clear day. Write it like 2026-04-30.")) from None
