"""Which contributions the queue of verification shows: by project, group, kind and who recorded them."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from core.accounts.person import Reach
from core.web.forms import Form, select_choices
from grants.verification.queue import waiting
from household_groups.labels import KINDS
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup


class QueueFilter(Form):
    """Asked by GET, so it carries no token. Only what stands in the queue is offered."""

    class Meta:
        csrf = False

    project = SelectField(_l("Project"), default="")
    group = SelectField(_l("Group"), default="")
    kind = SelectField(
        _l("Kind"),
        default="",
        choices=select_choices([("", _l("All")), *((each.value, word) for each, word in KINDS.items())]),
    )
    recorded_by = SelectField(_l("Recorded by"), default="")

    def offer(self, session: Session, reach: Reach) -> None:
        self.project.choices = _offered(session, reach, Project.code, Project.name)
        self.group.choices = _offered(session, reach, HouseholdGroup.code, HouseholdGroup.name)
        self.recorded_by.choices = _offered(session, reach, Contribution.recorded_by)

    def conditions(self) -> Iterator[sa.ColumnElement[bool]]:
        """On what `waiting()` selects, of a form that was validated."""
        chosen: dict[Any, Any] = {
            Project.code: self.project.data,
            HouseholdGroup.code: self.group.data,
            Contribution.kind: self.kind.data,
            Contribution.recorded_by: self.recorded_by.data,
        }
        return (col(column) == value for column, value in chosen.items() if value)


def _offered(session: Session, reach: Reach, value: Any, name: Any = None) -> list[SelectChoice]:
    """The values that occur in the queue, with their names where they have one."""
    columns = [col(value)] if name is None else [col(value), col(name)]
    query = waiting(reach).order_by(None).with_only_columns(*columns, maintain_column_froms=True).distinct()
    found = session.execute(query.order_by(col(value))).all()
    named = ((row[0], " · ".join(row)) for row in found if row[0])
    return select_choices([("", _l("All")), *named])
