"""The sealed reports that speak of a project, by their digests."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import quarter_name
from core.programmes import Closing
from core.roles import Action
from core.sealed import PROGRAMME, SealedReport
from core.tables import table
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement, Expenditure
from household_groups.models.contributions import Contribution
from reports.dossier.asker import Asker
from reports.dossier.tables import Table

COLUMNS = ("quarter", "fund", "closed_on", "sha256", "position", "link")
"""The link comes last: not everybody gets it."""


def sealed_reports(session: Session, asker: Asker) -> Table:
    """Of the quarters since anything of the project counted; the programme's have no fund.

    A closing whose file is kept elsewhere says the digest of the programme's own report alone.
    """
    first = _first_counted(session, asker)
    reach = asker.reach_of(Action.SEE_REPORT)
    withheld = () if asker.sees_entries else ("link",)
    columns = [name for name in COLUMNS if name not in withheld]
    if first is None or not reach:
        return Table("sealed_reports", columns, [], withheld)
    closing, kept = table(Closing).c, table(SealedReport).c
    query = (
        sa.select(closing.quarter, kept.fund, closing.closed_on)
        .add_columns(sa.func.coalesce(kept.sha256, closing.sha256), kept.position, kept.head)
        .select_from(
            sa.outerjoin(
                table(Closing),
                table(SealedReport),
                (kept.programme_id == closing.programme_id) & (kept.quarter == closing.quarter),
            )
        )
        .where(closing.programme_id == reach.programme_id, closing.quarter >= quarter_name(first))
        .order_by(closing.quarter, kept.fund)
    )
    rows = [
        [quarter, fund, on.isoformat(), digest, None if at is None else str(at), link][: len(columns)]
        for quarter, fund, on, digest, at, link in session.execute(query)
        if digest and (reach.is_whole or (fund or PROGRAMME) in reach.funds)
    ]
    return Table("sealed_reports", columns, rows, withheld)


def _first_counted(session: Session, asker: Asker) -> date | None:
    days = []
    for model in (Contribution, MatchEntry, Disbursement, Expenditure):
        t = table(model).c
        query = sa.select(sa.func.min(t.counted_on)).where(t.project_id == asker.project.id)
        days.append(session.execute(query).scalar())
    return min((day for day in days if day), default=None)
