"""For whoever verifies: contributions that others recorded, and those that look like the same money."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col

from core.accounts.names import name_key
from core.accounts.person import Reach
from core.roles import Action
from core.web.i18n import day
from grants.verification.duplicates import latest_looked_around, likely_pairs
from grants.visible import recorded_within
from household_groups.models.contributions import Contribution
from reports.waiting.task import Place, Task

_LOOKED_AROUND = 200

_since = sa.func.coalesce(col(Contribution.recorded_on), col(Contribution.received_on))


def tasks(session: Session, place: Place) -> Iterator[Task]:
    reach = place.reach(Action.VERIFY_CONTRIBUTION)
    if not reach:
        return
    yield from _recorded(session, place, reach)
    yield from _alike(session, place, reach)


def _recorded(session: Session, place: Place, reach: Reach) -> Iterator[Task]:
    by = col(Contribution.recorded_by)
    counted = sa.select(by, sa.func.count()).where(recorded_within(reach)).group_by(by)
    mine = name_key(place.person.name)
    others = {name: count for name, count in session.execute(counted) if name_key(name or "") != mine}
    total = sum(others.values())
    if not total:
        return
    names = [name for name in others if name is not None]
    is_others = sa.or_(by.in_(names), by.is_(None)) if None in others else by.in_(names)
    ids = sa.select(col(Contribution.id)).where(recorded_within(reach), is_others)
    oldest_id = ids.order_by(_since, col(Contribution.id)).limit(1).scalar_subquery()
    columns: tuple[Any, ...] = (col(Contribution.reference), by, _since)
    query = sa.select(*columns).where(col(Contribution.id) == oldest_id)
    reference, name, since = session.execute(query).one()
    said = {"reference": reference, "name": name, "day": day(since)}
    oldest = (
        _("The oldest is %(reference)s, recorded by %(name)s on %(day)s.", **said)
        if name
        else _("The oldest is %(reference)s, of %(day)s.", **said)
    )
    yield Task(
        str(
            ngettext(
                "%(num)s contribution waits for verification",
                "%(num)s contributions wait for verification",
                total,
            )
        ),
        str(oldest),
        place.url("verification.verification_list"),
        str(_("Verify")),
    )


def _alike(session: Session, place: Place, reach: Reach) -> Iterator[Task]:
    """Around the latest ones alone: the list, which has them all, takes its time in a large programme."""
    ids, are_all = latest_looked_around(session, reach, place.today, _LOOKED_AROUND)
    pairs = likely_pairs(reach, place.today, ids).order_by(None).subquery()
    count = session.execute(sa.select(sa.func.count()).select_from(pairs)).scalar_one()
    if count:
        what = ngettext("%(num)s pair may be the same money", "%(num)s pairs may be the same money", count)
        detail = _("Look at both, and say whether they are one.")
        if not are_all:
            detail = _("Among the latest contributions alone. Look at both, and say whether they are one.")
        yield Task(str(what), str(detail), place.url("duplicates.duplicate_list"), str(_("Compare")))
