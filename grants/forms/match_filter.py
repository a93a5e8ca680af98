"""Which matches a list shows: by fund, rule, project, group, reason, days of booking and reference."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Optional

from core.accounts.person import Reach
from core.web.forms import Form, select_choices, stripped
from core.web.lists import containing
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from grants.visible import funds_seen, matches_within
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

_NEVER_STORED = frozenset(
    {
        *(Reason.NOT_IN_FORCE, Reason.FUND_CLOSED, Reason.PROJECT),
        *(Reason.SECTOR, Reason.COMMUNITY, Reason.MARGINALITY),
    }
)
"""Where one of these conditions fails, the contribution is outside the rule's scope."""

_IS_GRANT = col(MatchEntry.kind) == MatchEntryKind.GRANT
_OUTCOMES = {
    "granted": col(MatchEntry.granted_minor) > 0,
    "nothing": _IS_GRANT & (col(MatchEntry.granted_minor) == 0),
    "released": col(MatchEntry.kind) == MatchEntryKind.RELEASE,
}


class MatchFilter(Form):
    """Asked by GET, so it carries no token. Only what lies within the reach is offered, and found."""

    class Meta:
        csrf = False

    fund = SelectField(_l("Fund"), default="")
    rule = SelectField(_l("Rule"), default="")
    outcome = SelectField(
        _l("Decision"),
        default="",
        choices=select_choices(
            [
                ("", _l("All")),
                ("granted", _l("Granted something")),
                ("nothing", _l("Granted nothing")),
                ("released", _l("Released")),
            ]
        ),
    )
    reason = SelectField(_l("Reason"), default="")
    project = StringField(_l("Project, name or code"), filters=[stripped])
    group = StringField(_l("Group, name or code"), filters=[stripped])
    reference = StringField(_l("Reference of the contribution"), filters=[stripped])
    since = DateField(_l("Booked from"), validators=[Optional()])
    until = DateField(_l("Booked up to"), validators=[Optional()])

    def offer(self, session: Session, reach: Reach) -> None:
        every = [("", _l("All"))]
        funds = session.exec(select(Fund).where(funds_seen(reach)).order_by(col(Fund.code))).all()
        rules = sa.select(col(MatchingRule.code)).where(_rules_in(reach)).distinct()
        codes = session.execute(rules.order_by(col(MatchingRule.code))).scalars()
        stored = [(reason.value, word) for reason, word in REASONS.items() if reason not in _NEVER_STORED]
        named = [(fund.code, f"{fund.code} · {fund.name}") for fund in funds]
        self.fund.choices = select_choices([*every, *named])
        self.rule.choices = select_choices([*every, *((code, code) for code in codes)])
        self.reason.choices = select_choices([*every, *stored])

    def conditions(self, reach: Reach) -> Iterator[sa.ColumnElement[bool]]:
        """On `MatchEntry`, of a form that was validated."""
        yield matches_within(reach)
        if self.fund.data:
            yield col(MatchEntry.fund_id).in_(_ids(Fund, reach, col(Fund.code) == self.fund.data))
        if self.rule.data:
            yield col(MatchEntry.rule_id).in_(
                _ids(MatchingRule, reach, col(MatchingRule.code) == self.rule.data)
            )
        if self.reason.data:
            yield col(MatchEntry.reason) == self.reason.data
        if self.outcome.data:
            yield _OUTCOMES[self.outcome.data]
        if self.project.data:
            named = _named(col(Project.code), col(Project.name), self.project.data)
            yield col(MatchEntry.project_id).in_(_ids(Project, reach, named))
        yield from self._of_contribution(reach)
        if self.since.data:
            yield col(MatchEntry.booked_on) >= self.since.data
        if self.until.data:
            yield col(MatchEntry.booked_on) <= self.until.data

    def _of_contribution(self, reach: Reach) -> Iterator[sa.ColumnElement[bool]]:
        if self.group.data:
            named = _named(col(HouseholdGroup.code), col(HouseholdGroup.name), self.group.data)
            of_group = col(Contribution.group_id).in_(_ids(HouseholdGroup, reach, named))
            yield col(MatchEntry.contribution_id).in_(_ids(Contribution, reach, of_group))
        if self.reference.data:
            found = containing(col(Contribution.reference), self.reference.data)
            yield col(MatchEntry.contribution_id).in_(_ids(Contribution, reach, found))


def _rules_in(reach: Reach) -> sa.ColumnElement[bool]:
    return col(MatchingRule.fund_id).in_(sa.select(col(Fund.id)).where(funds_seen(reach)))


def _ids(model: type[Any], reach: Reach, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The ids of rows of the programme; the list itself is narrowed by the reach."""
    return sa.select(col(model.id)).where(col(model.programme_id) == reach.programme_id, *where)


def _named(code: Any, name: Any, text: str) -> sa.ColumnElement[bool]:
    return containing(code, text) | containing(name, text)
