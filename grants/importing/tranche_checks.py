"""What can only be said of tranches once all rows are written: that payments are of tranches two approved."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from core.money import to_major
from core.tables import in_clauses, table
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.funds import Fund
from grants.models.milestones import Certification, Milestone, Subject, Tranche
from grants.models.payments import Disbursement
from grants.paying.asked import Asked, tranches_of
from grants.paying.reached import milestones_of
from grants.paying.states import State, state_after
from household_groups.models.projects import Project

Pair = tuple[str, str]
"""Project and fund, by code."""


def check_tranches_paid(session: Session, upload: Upload, programme_id: int) -> None:
    """A tranche is paid once, by no more than it is; where there are milestones, nothing is paid without one."""
    payments = [row for row in upload.of("disbursements") if row.is_new or "tranche" in row.changed]
    named = {row.content["tranche"] for row in payments} - {None}
    stepped = {
        row.content["reference"] for row in upload.new("steps") if row.content["subject"] == Subject.TRANCHES
    }
    asked = _asked(session, programme_id, named | stepped)
    _check_once(session, upload, programme_id, asked)
    for row in payments:
        if row.content["tranche"] is not None and row.content["amount"] > 0:
            _check_payment(session, upload, row, asked[row.content["tranche"]])
    new = [row for row in payments if row.content["tranche"] is None and _needs_tranche(row)]
    if new:
        _check_without(session, upload, programme_id, new)


def _needs_tranche(row: Row) -> bool:
    return row.is_new and row.content["amount"] > 0 and not row.content["override_reason"]


def _asked(session: Session, programme_id: int, references: Iterable[str]) -> dict[str, Asked]:
    found = {}
    for clause in in_clauses(table(Tranche).c.reference, references):
        for asked in tranches_of(session, col(Tranche.programme_id) == programme_id, clause):
            found[asked.tranche.reference] = asked
    return found


def _check_once(session: Session, upload: Upload, programme_id: int, asked: dict[str, Asked]) -> None:
    """Whatever reason is given; and what is paid is not declined or withdrawn any more."""
    paid: dict[str, list[str]] = defaultdict(list)
    t = table(Disbursement).c
    for clause in in_clauses(t.tranche, asked):
        query = sa.select(t.tranche, t.reference).where(t.programme_id == programme_id, clause)
        for tranche, reference in session.execute(query.where(t.amount_minor > 0).order_by(t.id)):
            paid[tranche].append(reference)
    rows = upload.by_key.get("disbursements", {})
    for tranche, references in paid.items():
        for reference in references[1:] if len(references) > 1 else ():
            row = rows.get(reference) or rows.get(references[0])
            if row is not None:
                first = references[0]
                upload.refuse(row, "tranche", RowProblem.TRANCHE_PAID_TWICE, tranche=tranche, payment=first)
    for step in upload.new("steps"):
        reference = step.content["reference"]
        is_ended = step.content["decision"] in ("declined", "withdrawn")
        if is_ended and step.content["subject"] == Subject.TRANCHES and reference in paid:
            named = {"reference": reference, "payment": paid[reference][0]}
            upload.refuse(step, "decision", RowProblem.STEP_AFTER_PAYMENT, **named)


def _check_payment(session: Session, upload: Upload, row: Row, asked: Asked) -> None:
    tranche, on = asked.tranche.reference, row.content["paid_on"]
    if row.content["amount"] > asked.tranche.amount_minor:
        currency = asked.fund.currency
        said = f"{to_major(asked.tranche.amount_minor, currency)} {currency}"
        upload.refuse(row, "amount", RowProblem.TRANCHE_EXCEEDED, tranche=tranche, amount=said)
    if row.content["override_reason"]:
        return
    approved = state_after(Subject.TRANCHES, asked.steps) is State.APPROVED and asked.approved_on
    if not approved or approved > on:
        upload.refuse(row, "tranche", RowProblem.TRANCHE_NOT_APPROVED, tranche=tranche, date=on)
    elif not _is_reached(session, asked, on):
        upload.refuse(row, "tranche", RowProblem.TRANCHE_BEFORE_MILESTONE, tranche=tranche, date=on)


def _is_reached(session: Session, asked: Asked, on: date) -> bool:
    """Under no milestone there is nothing to wait for, unless a reason had to be given for that."""
    if asked.milestone is None:
        return asked.tranche.override_reason is None
    [reached] = milestones_of(session, col(Milestone.id) == asked.milestone.id)
    return reached.is_certified_by(on)


def _check_without(session: Session, upload: Upload, programme_id: int, rows: list[Row]) -> None:
    """A file that tells of milestones and of earlier payments tells history: those were made before them."""
    pairs = _pairs_with_milestones(session, programme_id, {str(row.content["project"]) for row in rows})
    known = {(each.content["project"], each.content["fund"]) for each in upload.known["milestones"].values()}
    since = _asked_since(session, programme_id) if pairs - known else {}
    for row in rows:
        pair = row.content["project"], row.content["fund"]
        if pair not in pairs:
            continue
        if pair not in known and row.content["paid_on"] <= since.get(pair, date.max):
            continue
        project, fund = pair
        upload.refuse(row, "override_reason", RowProblem.TRANCHE_NEEDED, project=project, fund=fund)


def _pairs_with_milestones(session: Session, programme_id: int, projects: Iterable[str]) -> set[Pair]:
    t, project, fund = table(Milestone).c, table(Project).c, table(Fund).c
    query = (
        sa.select(project.code, fund.code)
        .where(t.programme_id == programme_id, t.project_id == project.id, t.fund_id == fund.id)
        .distinct()
    )
    return {
        (row[0], row[1])
        for clause in in_clauses(project.code, projects)
        for row in session.execute(query.where(clause))
    }


def _asked_since(session: Session, programme_id: int) -> dict[Pair, date]:
    """The day on which anything was asked for first."""
    found: dict[Pair, date] = {}
    for model in (Certification, Tranche):
        t, project, fund = table(model).c, table(Project).c, table(Fund).c
        query = (
            sa.select(project.code, fund.code, sa.func.min(t.asked_on))
            .where(t.programme_id == programme_id, t.project_id == project.id, t.fund_id == fund.id)
            .group_by(project.code, fund.code)
        )
        for project_code, fund_code, on in session.execute(query):
            pair = project_code, fund_code
            found[pair] = min(on, found.get(pair, on))
    return found
