"""What funds answered: their rules, receipts and match entries, and what other partners agreed to give."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.jobs.progress import counted
from core.tables import alike, table
from grants.matching import accounts
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.matches import Balance, MatchEntry, Rematch
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from reports.queries.giving import AT_ONCE


class FundRecord(NamedTuple):
    id: int
    code: str
    name: str
    donor: str
    currency: str
    budget_minor: int


class RuleRecord(NamedTuple):
    """Of a rule version, what tells a reader of a report which terms it was."""

    id: int
    code: str
    version: int
    fund_id: int
    effective_from: date
    effective_to: date | None
    ratio: str | None
    tiers: str | None


class ReceiptRecord(NamedTuple):
    reference: str
    fund_id: int
    received_on: date
    amount_minor: int
    bank_reference: str | None
    counted_on: date


class EntryRecord(NamedTuple):
    """Amounts in the fund's currency; `received_on` of the contribution tells the month of conversion."""

    contribution_id: int
    contribution: str
    received_on: date
    group_id: int
    project_id: int
    rule_id: int
    fund_id: int
    desired_minor: int
    granted_minor: int
    released_minor: int
    reason: str
    booked_on: date
    counted_on: date
    seq: int
    verified_seq: int | None
    """Of the contribution."""


class OtherFundingRecord(NamedTuple):
    reference: str
    project_id: int
    partner: str
    agreed_on: date
    amount_minor: int
    currency: str
    received_on: date | None
    seq: int


def funds(session: Session, programme_id: int) -> Iterator[FundRecord]:
    t = table(Fund).c
    query = sa.select(t.id, t.code, t.name, t.donor, t.currency, t.budget_minor)
    return map(FundRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def rules(session: Session, programme_id: int) -> Iterator[RuleRecord]:
    t = table(MatchingRule).c
    query = sa.select(t.id, t.code, t.version, t.fund_id, t.effective_from, t.effective_to, t.ratio, t.tiers)
    return map(RuleRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def receipts(session: Session, programme_id: int, until: date) -> Iterator[ReceiptRecord]:
    t = table(Receipt).c
    query = sa.select(t.reference, t.fund_id, t.received_on, t.amount_minor, t.bank_reference, t.counted_on)
    query = query.where(t.programme_id == programme_id, t.counted_on <= until)
    return map(ReceiptRecord._make, session.execute(query))


def entries(session: Session, programme_id: int, until: date) -> Iterator[EntryRecord]:
    """In the order in which they were booked."""
    t, of = table(MatchEntry).c, table(Contribution).c
    query = sa.select(
        *(t.contribution_id, of.reference, of.received_on, of.group_id),
        *(t.project_id, t.rule_id, t.fund_id, t.desired_minor, t.granted_minor, t.released_minor),
        *(t.reason, t.booked_on, t.counted_on, t.seq, of.verified_seq),
    ).where(t.programme_id == programme_id, t.contribution_id == of.id, t.counted_on <= until)
    rows = session.execute(query.order_by(t.seq, t.line).execution_options(yield_per=AT_ONCE))
    return map(EntryRecord._make, counted(alike(rows)))


def deciding_events(session: Session, programme_id: int) -> dict[int, str]:
    """Approvals of projects and re-matches of funds, by their place in the sequence: there are few of either."""
    project, rematch = table(Project).c, table(Rematch).c
    approved = sa.select(project.approved_seq).where(
        project.programme_id == programme_id, project.approved_seq.is_not(None)
    )
    rematched = sa.select(rematch.seq).where(rematch.programme_id == programme_id)
    return {
        **dict.fromkeys(session.execute(approved).scalars(), "approved"),
        **dict.fromkeys(session.execute(rematched).scalars(), "rematched"),
    }


def unreleased(session: Session, programme_id: int) -> Iterator[tuple[int, int, int]]:
    """(fund id, project id, minor units): what settlements would have released, had it not been paid out."""
    t, fund, project = table(Balance).c, table(Fund).c, table(Project).c
    query = (
        sa.select(fund.id, project.id, t.minor)
        .where(t.programme_id == programme_id, t.account == accounts.UNRELEASED)
        .where(fund.programme_id == programme_id, fund.code == t.owner)
        .where(project.programme_id == programme_id, project.code == t.subject)
    )
    return ((fund_id, project_id, minor) for fund_id, project_id, minor in session.execute(query))


def other_funding(session: Session, programme_id: int, until: date) -> Iterator[OtherFundingRecord]:
    t = table(OtherFunding).c
    query = sa.select(
        *(t.reference, t.project_id, t.partner, t.agreed_on),
        *(t.amount_minor, t.currency, t.received_on, t.seq),
    ).where(t.programme_id == programme_id, t.agreed_on <= until)
    return map(OtherFundingRecord._make, session.execute(query))
