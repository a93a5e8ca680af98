"""What can only be said once everything is matched: payments within what was matched, re-matches as told."""

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_major
from core.tables import in_clauses, table
from grants.importing.history import RematchRow
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement
from grants.models.rules import MatchingRule
from grants.quarantine.holding import held, is_held
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

Pair = tuple[str, str]
"""Fund and project, by code."""


def check_within_matched(session: Session, upload: Upload, programme_id: int) -> None:
    """A payment beyond what stood matched on its day needs a reason; earlier payments and refunds count."""
    _check_quarantine(session, upload, programme_id)
    new = {row.key: row for row in upload.new("disbursements") if not row.content["override_reason"]}
    projects = {row.content["project"] for row in new.values() if row.content["amount"] > 0}
    if not projects:
        return
    matched = _matched(session, programme_id, projects)
    for pair, payments in _payments(session, programme_id, projects).items():
        paid = 0
        for paid_on, reference, minor in payments:
            paid += minor
            stood = sum(by for on, by in matched[pair] if on <= paid_on)
            if reference in new and minor > 0 and paid > stood:
                _refuse(upload, new[reference], pair, paid, stood)


def check_rematches(session: Session, upload: Upload, programme_id: int, told: list[RematchRow]) -> None:
    """A re-match grants what the contract says, no more and no less: the file must tell the same."""
    for rematch in told:
        booked = _granted_at(session, programme_id, rematch.seq)
        for pair, (granted, number) in rematch.granted.items():
            if booked.get(pair, 0) != granted:
                currency = (upload.look_up("funds", rematch.fund) or {})["currency"]
                upload.refuse_cell(
                    "rematches",
                    number,
                    "granted",
                    RowProblem.REMATCH_DIFFERS,
                    granted=f"{to_major(booked.get(pair, 0), currency)} {currency}",
                )
        for contribution, rule in sorted(booked.keys() - rematch.granted.keys()):
            upload.refuse_cell(
                "rematches",
                rematch.number,
                "contribution",
                RowProblem.REMATCH_MISSES,
                contribution=contribution,
                rule=rule,
            )


def _check_quarantine(session: Session, upload: Upload, programme_id: int) -> None:
    """Nothing is paid on what verification found over-matched, whatever reason is given; refunds are taken."""
    payments = [row for row in upload.new("disbursements") if row.content["amount"] > 0]
    rows = held(session, programme_id) if payments else []
    for row in payments:
        fund, project = row.content["fund"], row.content["project"]
        if is_held(rows, fund, project):
            upload.refuse(row, "amount", RowProblem.IN_QUARANTINE, fund=fund, project=project)


def _refuse(upload: Upload, row: Row, pair: Pair, paid: int, stood: int) -> None:
    currency = (upload.look_up("funds", pair[0]) or {})["currency"]
    upload.refuse(
        row,
        "amount",
        RowProblem.BEYOND_MATCHED,
        fund=pair[0],
        project=pair[1],
        date=row.content["paid_on"],
        matched=f"{to_major(stood, currency)} {currency}",
        paid=f"{to_major(paid, currency)} {currency}",
    )


def _matched(session: Session, programme_id: int, projects: set[str]) -> dict[Pair, list[tuple[date, int]]]:
    entry, fund, project = table(MatchEntry).c, table(Fund).c, table(Project).c
    net = sa.cast(sa.func.sum(entry.granted_minor - entry.released_minor), sa.BigInteger)
    query = (
        sa.select(fund.code, project.code, entry.booked_on, net)
        .where(entry.programme_id == programme_id)
        .where(entry.fund_id == fund.id, entry.project_id == project.id)
        .group_by(fund.code, project.code, entry.booked_on)
    )
    matched: dict[Pair, list[tuple[date, int]]] = defaultdict(list)
    for clause in in_clauses(project.code, projects):
        for fund_code, project_code, on, minor in session.execute(query.where(clause)):
            matched[fund_code, project_code].append((on, minor))
    return matched


def _payments(
    session: Session, programme_id: int, projects: set[str]
) -> dict[Pair, list[tuple[date, str, int]]]:
    t, fund, project = table(Disbursement).c, table(Fund).c, table(Project).c
    query = (
        sa.select(fund.code, project.code, t.paid_on, t.reference, t.amount_minor)
        .where(t.programme_id == programme_id)
        .where(t.fund_id == fund.id, t.project_id == project.id)
    )
    payments: dict[Pair, list[tuple[date, str, int]]] = defaultdict(list)
    for clause in in_clauses(project.code, projects):
        for fund_code, project_code, *payment in session.execute(query.where(clause)):
            payments[fund_code, project_code].append((payment[0], payment[1], payment[2]))
    return {pair: sorted(of_pair) for pair, of_pair in payments.items()}


def _granted_at(session: Session, programme_id: int, seq: int) -> dict[tuple[str, str], int]:
    entry, contribution, rule = table(MatchEntry).c, table(Contribution).c, table(MatchingRule).c
    query = sa.select(contribution.reference, rule.code, entry.granted_minor).where(
        entry.programme_id == programme_id,
        entry.seq == seq,
        entry.contribution_id == contribution.id,
        entry.rule_id == rule.id,
    )
    return {(reference, code): granted for reference, code, granted in session.execute(query)}
