"""What a fund had matched and paid in each project by the end of a day, without a look at all of its matches."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table, total
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement
from household_groups.models.projects import Project

Minors = dict[str, int]
"""By the code of a project, in minor units of the fund's currency."""


def matched_now(session: Session, fund: Fund) -> Minors:
    """What stands matched, as the balances say."""
    t = table(Balance).c
    query = sa.select(t.subject, t.minor).where(
        *(t.programme_id == fund.programme_id, t.account == accounts.FUND_PROJECT),
        *(t.owner == fund.code, t.period == "", t.minor != 0),
    )
    return {row.subject: row.minor for row in session.execute(query)}


def matched_until(session: Session, fund: Fund, day: date) -> Minors:
    """What stands now, less what came after the day."""
    matched = matched_now(session, fund)
    t, project = table(MatchEntry).c, table(Project).c
    since = sa.select(project.code, total(t.granted_minor - t.released_minor)).where(
        t.fund_id == fund.id, t.counted_on > day, t.project_id == project.id
    )
    for code, minor in session.execute(since.group_by(project.code)):
        matched[code] = matched.get(code, 0) - minor
    return matched


def paid_until(session: Session, fund: Fund, day: date) -> Minors:
    """Net of refunds."""
    t, project = table(Disbursement).c, table(Project).c
    query = sa.select(project.code, total(t.amount_minor)).where(
        t.fund_id == fund.id, t.counted_on <= day, t.project_id == project.id
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(project.code))}


def matched_projects_and_communities(session: Session, fund: Fund, until: date) -> tuple[int, int]:
    """How many projects, in how many communities, have a match of the fund that was not wholly released."""
    codes = [code for code, minor in matched_until(session, fund, until).items() if minor > 0]
    t = table(Project).c
    communities = {
        community_id
        for clause in in_clauses(t.code, codes)
        for community_id in session.scalars(
            sa.select(t.community_id).where(t.programme_id == fund.programme_id, clause)
        )
    }
    return len(codes), len(communities)
