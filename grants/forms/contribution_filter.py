"""Which contributions a list shows: by what is searched for, project, group, kind, days, and who recorded them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from core.roles import Action
from core.web.access import Here
from core.web.forms import Form, select_choices, stripped
from core.web.lists import containing
from grants.visible import contributions_within, groups_within, projects_within
from household_groups.labels import KINDS
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup


def _every(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return select_choices([("", _l("All")), *pairs])


class ContributionFilter(Form):
    """Asked by GET, so it carries no token. Only what lies within the reach is offered, and found."""

    class Meta:
        csrf = False

    q = StringField(_l("Reference"), filters=[stripped])
    project = SelectField(_l("Project"), default="")
    group = SelectField(_l("Household group"), default="")
    kind = SelectField(
        _l("Kind"), default="", choices=_every((kind.value, word) for kind, word in KINDS.items())
    )
    since = DateField(_l("Received from"), validators=[Optional()])
    until = DateField(_l("Received up to"), validators=[Optional()])
    mine = BooleanField(_l("Only those that I recorded"), false_values=("", "no"))
    state = HiddenField()

    def offer(self, session: Session, here: Here) -> None:
        """Groups are for those who see the registry."""
        self.project.choices = _every(_named(session, Project, projects_within(here.reach)))
        groups = here.reach_of(Action.SEE_REGISTRY)
        if groups:
            self.group.choices = _every(_named(session, HouseholdGroup, groups_within(groups)))
        else:
            del self.group
        if not here.may(Action.RECORD_CONTRIBUTION):
            del self.mine

    @property
    def wanted(self) -> ContributionStatus | None:
        """The state that is asked for; None for all of them."""
        known = {status.value: status for status in ContributionStatus}
        return known.get(self.state.data or "")

    def conditions(self, here: Here) -> Iterator[sa.ColumnElement[bool]]:
        """On `Contribution`, of a form that was validated; the state is not among them."""
        yield contributions_within(here.reach)
        if self.q.data:
            yield _searched(here, self.q.data)
        if self.project.data:
            yield col(Contribution.project_id).in_(_id_of(Project, here, self.project.data))
        if "group" in self and self.group.data:
            yield col(Contribution.group_id).in_(_id_of(HouseholdGroup, here, self.group.data))
        if self.kind.data:
            yield col(Contribution.kind) == self.kind.data
        if self.since.data:
            yield col(Contribution.received_on) >= self.since.data
        if self.until.data:
            yield col(Contribution.received_on) <= self.until.data
        if "mine" in self and self.mine.data:
            yield col(Contribution.recorded_by) == here.person.name


def _searched(here: Here, text: str) -> sa.ColumnElement[bool]:
    """References of transfers and banks only where the person sees them, so that none can be guessed."""
    slips = containing(col(Contribution.transfer_reference), text) | containing(
        col(Contribution.bank_reference), text
    )
    seen = contributions_within(here.reach_of(Action.SEE_HOUSEHOLDS))
    return containing(col(Contribution.reference), text) | (seen & slips)


def _named(
    session: Session, model: type[Project | HouseholdGroup], within: sa.ColumnElement[bool]
) -> Sequence[tuple[str, str]]:
    query = sa.select(col(model.code), col(model.name)).where(within).order_by(col(model.code))
    return [(code, f"{code} · {name}") for code, name in session.execute(query)]


def _id_of(model: type[Project | HouseholdGroup], here: Here, code: str) -> sa.Select[Any]:
    return sa.select(col(model.id)).where(
        col(model.programme_id) == here.programme_id, col(model.code) == code
    )
