"""The passbook of a group, for the village board: one sheet of paper a year."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from grants.showing.passbook import passbook_of
from grants.visible import groups_within
from household_groups.models.registry import HouseholdGroup

passbook = Blueprint("passbook", __name__)


@passbook.get("/programmes/<code:programme>/groups/<code:group>/passbook")
@allows(Action.SEE_REGISTRY)
def group_passbook(programme: str, group: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        of_reach = select(HouseholdGroup).where(groups_within(found.reach), col(HouseholdGroup.code) == group)
        row = reading.exec(of_reach).first()
        if row is None:
            abort(404)
        today = today_in(found.programme, datetime.now(UTC))
        return render_template("grants/group_passbook.html", book=passbook_of(reading, row), today=today)
