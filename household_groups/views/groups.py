"""Household groups: the list, the page of one with its households, and the key for the treasurer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.tables import batches
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import containing, page_of
from household_groups.certificates import CertificateState, certificate_state, with_certificate
from household_groups.forms.registry_filters import GroupFilter
from household_groups.labels import CERTIFICATES, SEXES, TONES
from household_groups.models.registry import Community, HouseholdGroup
from household_groups.queries.registry import Condition, group_rows, households_of, totals_of
from household_groups.queries.registry import communities as communities_within

groups = Blueprint("groups", __name__)

LINES_OF_A_PAGE = 25
"""Households on one printed page of the key."""


@groups.get("/programmes/<code:programme>/groups")
@allows(Action.SEE_REGISTRY)
def group_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        form = GroupFilter(request.args)
        named = [(code, f"{code} · {name}") for code, name in communities_within(reading, found.reach)]
        form.community.choices = select_choices([("", _("All")), *named])
        rows = group_rows(found.reach, *(_asked(form, found) if form.validate() else ()))
        return render_template(
            "household_groups/group_list.html",
            form=form,
            page=page_of(reading, rows),
            totals=totals_of(reading, rows, "household_count"),
            state_of=lambda group: certificate_state(group, _today(found)),
            certificates=CERTIFICATES,
            tones=TONES,
            sexes=SEXES,
        )


@groups.get("/programmes/<code:programme>/groups/<code:group>")
@allows(Action.SEE_REGISTRY)
def group_detail(programme: str, group: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        row = _row_or_404(reading, found, group)
        return render_template(
            "household_groups/group_detail.html",
            group=row.HouseholdGroup,
            community=row.Community,
            count=row.household_count,
            households=_households(reading, found, row),
            may_register=found.reach_of(Action.REGISTER).has_community(row.Community.code),
            state=certificate_state(row.HouseholdGroup, _today(found)),
            days_left=_days_left(row.HouseholdGroup, found),
            certificates=CERTIFICATES,
            tones=TONES,
            sexes=SEXES,
        )


@groups.get("/programmes/<code:programme>/groups/<code:group>/key")
@allows(Action.SEE_HOUSEHOLDS)
def household_key(programme: str, group: str) -> ResponseReturnValue:
    """The codes, with room for names that the treasurer writes by hand: names never enter the system."""
    with session(engine()) as reading:
        found = here(reading, programme)
        row = _row_or_404(reading, found, group)
        households = households_of(reading, row.HouseholdGroup.id)
        return render_template(
            "household_groups/household_key.html",
            group=row.HouseholdGroup,
            community=row.Community,
            sheets=list(batches(households, LINES_OF_A_PAGE)),
            count=len(households),
            today=_today(found),
        )


def _row_or_404(reading: Session, found: Here, code: str) -> sa.Row[Any]:
    row = reading.execute(group_rows(found.reach, col(HouseholdGroup.code) == code)).first()
    if row is None:
        abort(404)
    return row


def _households(reading: Session, found: Here, row: sa.Row[Any]) -> Sequence[Any] | None:
    """None for whoever may see groups and not their households."""
    if not found.reach_of(Action.SEE_HOUSEHOLDS).has_community(row.Community.code):
        return None
    return households_of(reading, row.HouseholdGroup.id)


def _today(found: Here) -> Any:
    return today_in(found.programme, datetime.now(UTC))


def _days_left(group: HouseholdGroup, found: Here) -> int | None:
    until = group.certificate_until
    return None if until is None else (until - _today(found)).days


def _asked(form: GroupFilter, found: Here) -> list[Condition]:
    conditions: list[Condition] = []
    if form.search.data:
        text = form.search.data
        conditions.append(
            containing(col(HouseholdGroup.name), text) | containing(col(HouseholdGroup.code), text)
        )
    if form.community.data:
        conditions.append(col(Community.code) == form.community.data)
    if form.leader.data:
        conditions.append(col(HouseholdGroup.leader_sex) == form.leader.data)
    if form.certificate.data:
        conditions.append(with_certificate(CertificateState(form.certificate.data), _today(found)))
    return conditions
