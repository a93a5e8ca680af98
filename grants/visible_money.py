"""What of a programme's payments and vouchers lies within a person's reach, for every query of their pages."""

import sqlalchemy as sa
from sqlmodel import col

from core.accounts.person import Reach
from grants.models.funds import Fund, Receipt
from grants.models.payments import Disbursement, Expenditure
from grants.visible import funds_within, projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community

Condition = sa.ColumnElement[bool]


def receipts_within(reach: Reach) -> Condition:
    """On `Receipt`: of one's funds."""
    return col(Receipt.fund_id).in_(sa.select(col(Fund.id)).where(funds_within(reach)))


def disbursements_within(reach: Reach) -> Condition:
    """On `Disbursement`: of one's funds."""
    return col(Disbursement.fund_id).in_(sa.select(col(Fund.id)).where(funds_within(reach)))


def expenditures_within(reach: Reach) -> Condition:
    """On `Expenditure`: of projects of one's communities all; of those one's funds are in, what no other paid."""
    if reach.is_whole:
        return col(Expenditure.programme_id) == reach.programme_id
    communities = sa.select(col(Project.id)).where(
        col(Project.programme_id) == reach.programme_id,
        col(Project.community_id) == Community.id,
        reach.within_communities(col(Community.code)),
    )
    projects = sa.select(col(Project.id)).where(projects_within(reach))
    funds = sa.select(col(Fund.id)).where(funds_within(reach))
    paid_by_no_other = col(Expenditure.fund_id).is_(None) | col(Expenditure.fund_id).in_(funds)
    return col(Expenditure.project_id).in_(communities) | (
        col(Expenditure.project_id).in_(projects) & paid_by_no_other
    )
