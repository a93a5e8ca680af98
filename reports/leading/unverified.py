"""Contributions received up to the end of the quarter that nobody has verified yet."""

import sqlalchemy as sa
from flask_babel import gettext as _

from core.tables import table
from core.web.i18n import minor
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.leading.holders import Holder
from reports.leading.thing import SHOWN, Kind, Look, Thing

_WAITING = (ContributionStatus.RECORDED, ContributionStatus.RETURNED)


def unverified(look: Look) -> Kind:
    """Also those of earlier quarters: each of them is carried forward with a reason."""
    t, project, community = table(Contribution).c, table(Project).c, table(Community).c
    since = sa.func.coalesce(t.recorded_on, t.received_on)
    query = (
        sa.select(t.reference, t.amount_minor, t.currency, t.status, t.recorded_by, since.label("since"))
        .add_columns(project.name.label("project"), community.code, community.name.label("community"))
        .add_columns(sa.func.count().over().label("of_all"))
        .where(t.programme_id == look.programme_id, t.status.in_(_WAITING))
        .where(t.received_on <= look.span.ends_on)
        .where(t.project_id == project.id, project.community_id == community.id)
        .order_by(since, t.reference)
        .limit(SHOWN)
    )
    rows = look.session.execute(query).all()
    return Kind(
        str(_("Contributions that are not verified")),
        [_thing(look, row) for row in rows],
        rows[0].of_all if rows else 0,
        look.place.url(
            "contributions.contribution_list", state="recorded", until=look.span.ends_on.isoformat()
        ),
    )


def _thing(look: Look, row: sa.Row[tuple[object, ...]]) -> Thing:
    is_returned = row.status == ContributionStatus.RETURNED
    said = {
        "reference": row.reference,
        "amount": minor(row.amount_minor, row.currency),
        "currency": row.currency,
    }
    words = (
        _("%(reference)s, %(amount)s %(currency)s, was returned", **said)
        if is_returned
        else _("%(reference)s, %(amount)s %(currency)s", **said)
    )
    endpoint = "contributions.contribution_detail" if is_returned else "verification.verification_detail"
    return Thing(
        str(words),
        str(_("%(project)s, %(community)s", project=row.project, community=row.community)),
        _holder(look, row, is_returned),
        row.since,
        look.place.url(endpoint, reference=row.reference),
    )


def _holder(look: Look, row: sa.Row[tuple[object, ...]], is_returned: bool) -> Holder:
    """What was returned is mended by whoever recorded it, and verified by somebody else."""
    if is_returned:
        return look.holders.whoever(row.recorded_by, look.holders.officer(row.code))
    return look.holders.verifier(row.code, but=row.recorded_by)
