"""Which contributions a list shows: by what is searched for, project, group, kind, days, and who recorded them."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlmodel import col
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField
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


class ContributionFilter(Form):
    """Asked by GET, so it carries no token. Only what lies within the reach is found.

    Projects and groups are typed: a list of all of them would weigh more than the page on a slow line.
    """

    class Meta:
        csrf = False

    q = StringField(_l("Reference"), filters=[stripped])
    project = StringField(_l("Project, name or code"), filters=[stripped])
    group = StringField(_l("Group, name or code"), filters=[stripped])
    kind = SelectField(
        _l("Kind"),
        default="",
        choices=select_choices([("", _l("All")), *((kind.value, word) for kind, word in KINDS.items())]),
    )
    since = DateField(_l("Received from"), validators=[Optional()])
    until = DateField(_l("Received up to"), validators=[Optional()])
    mine = BooleanField(_l("Only those that I recorded"), false_values=("", "no"))
    state = HiddenField()

    def offer(self, here: Here) -> None:
        """Groups are for those who see the registry, one's own for those who record."""
        if not here.may(Action.SEE_REGISTRY):
            del self.group
        if not here.may(Action.RECORD_CONTRIBUTION):
            del self.mine

    @property
    def wanted(self) -> ContributionStatus | None:
        """The state that is asked for; None for all of them."""
        known = {status.value: status for status in ContributionStatus}
        return known.get(self.state.data or "")

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for but perhaps a state."""
        return not any(field.raw_data and any(field.raw_data) for field in self if field.name != "state")

    def conditions(self, here: Here) -> Iterator[sa.ColumnElement[bool]]:
        """On `Contribution`, of a form that was validated; the state is not among them."""
        yield contributions_within(here.reach)
        if self.q.data:
            yield _searched(here, self.q.data)
        if self.project.data:
            projects = _called(Project, projects_within(here.reach), self.project.data)
            yield col(Contribution.project_id).in_(projects)
        if "group" in self and self.group.data:
            groups = _called(HouseholdGroup, groups_within(here.reach), self.group.data)
            yield col(Contribution.group_id).in_(groups)
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


def _called(
    model: type[Project | HouseholdGroup], within: sa.ColumnElement[bool], text: str
) -> sa.Select[Any]:
    """The ids of what has this code; where nothing has, of what has the text in its code or name.

    What lies beyond the reach does not count, so that nobody learns that there is something of this code.
    """
    of_reach = sa.select(col(model.id)).where(within)
    exactly = of_reach.where(col(model.code) == text).correlate(None)
    nearly = containing(col(model.code), text) | containing(col(model.name), text)
    return of_reach.where((col(model.code) == text) | (~exactly.exists() & nearly))
