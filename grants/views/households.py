"""Several households of a group registered in one go, with the codes that come next."""

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered, enter_new
from grants.forms.households_form import MOST, HouseholdsForm
from grants.importing.importing import Imported, Occasion
from grants.visible import groups_within
from household_groups.models.registry import Household, HouseholdGroup
from household_groups.next_codes import next_codes

households = Blueprint("households", __name__)

_USUAL = 12


@households.route("/programmes/<code:programme>/groups/<code:group>/households/new", methods=["GET", "POST"])
@allows(Action.REGISTER)
def household_new_several(programme: str, group: str) -> ResponseReturnValue:
    """`?count=12` says how many lines are proposed."""
    with session(engine()) as reading:
        found = here(reading, programme)
        its = reading.exec(
            select(HouseholdGroup).where(groups_within(found.reach), HouseholdGroup.code == group)
        )
        row = its.first()
        if row is None:
            abort(404)
        proposed = _proposed(reading, found, row) if request.method != "POST" else []
    form = HouseholdsForm(data={"households": [{"code": code} for code in proposed]})
    if request.method != "POST":
        return _page(row, form)
    if not form.validate():
        return _page(row, form), form.status
    lines = form.typed(group)
    if not lines:
        form.form_errors.append(_("No line has a code. Give each household one, or go back."))
        return _page(row, form), form.status
    occasion = Occasion(person().name, datetime.now(UTC))

    def book(writing: Session) -> Imported:
        return enter_new(writing, programme, {"households": lines}, occasion)

    try:
        transaction(engine(), book)
    except NotEntered as refused:
        form.take(refused.problems)
        return _page(row, form), form.status
    flash(
        ngettext("%(num)s household is registered.", "%(num)s households are registered.", len(lines)), "good"
    )
    return redirect(url_for("groups.group_detail", programme=programme, group=group), 303)


def _page(group: HouseholdGroup, form: HouseholdsForm) -> str:
    return render_template("grants/row_new_households.html", group=group, form=form)


def _proposed(reading: Session, found: Here, group: HouseholdGroup) -> list[str]:
    of_programme = sa.select(col(Household.code)).where(col(Household.programme_id) == found.programme_id)
    its = reading.scalars(of_programme.where(col(Household.group_id) == group.id)).all()
    taken = set(reading.scalars(of_programme))
    return next_codes(group.code, its, taken, _asked())


def _asked() -> int:
    text = request.args.get("count", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return min(MOST, asked) or _USUAL
