"""All checks of a workbook, in the order in which its sheets build on each other."""

from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import earliest_open_day
from core.programmes import Programme
from core.tables import table
from grants.importing import (
    agreement_checks,
    asking_checks,
    bank_checks,
    contribution_checks,
    document_checks,
    fund_checks,
    grievance_checks,
    indicator_checks,
    meeting_checks,
    milestone_checks,
    narrative_checks,
    payment_checks,
    reached_checks,
    registry_checks,
    review_checks,
    rule_checks,
    service_check_checks,
    signature_checks,
    step_checks,
    variance_checks,
)
from grants.importing.changes import Change, check_changes
from grants.importing.comparing import compare
from grants.importing.converting import convert_sheet
from grants.importing.correction_checks import check_vouchers
from grants.importing.history import (
    ClosingRow,
    RematchRow,
    check_closings,
    check_rematches,
    closed_quarters,
)
from grants.importing.known import KnownRows
from grants.importing.naming import fetch_named
from grants.importing.problems import RowProblem
from grants.importing.rate_checks import check_rates_of_rows
from grants.importing.references import check_references
from grants.importing.reversals import ReversalRow, check_reversals
from grants.importing.unique_references import check_unique_references
from grants.importing.upload import Row, Upload
from grants.submissions.registering import check_client_ids
from grants.workbook.mapping import MAPPED
from grants.workbook.problems import Problem

_CHECKS = {
    "programmes": registry_checks.check_programmes,
    "communities": registry_checks.check_communities,
    "groups": registry_checks.check_groups,
    "households": registry_checks.check_households,
    "projects": registry_checks.check_projects,
    "budget_lines": registry_checks.check_budget_lines,
    "progress": registry_checks.check_progress,
    "funds": fund_checks.check_funds,
    "receipts": fund_checks.check_receipts,
    "rules": rule_checks.check_rules,
    "agreements": agreement_checks.check_agreements,
    "rates": fund_checks.check_rates,
    "other_funding": fund_checks.check_other_funding,
    "contributions": contribution_checks.check_contributions,
    "milestones": milestone_checks.check_milestones,
    "certifications": asking_checks.check_certifications,
    "tranches": asking_checks.check_tranches,
    "steps": step_checks.check_steps,
    "documents": document_checks.check_documents,
    "disbursements": payment_checks.check_disbursements,
    "expenditures": payment_checks.check_expenditures,
    "bank_lines": bank_checks.check_bank_lines,
    "variances": variance_checks.check_variances,
    "indicators": indicator_checks.check_indicators,
    "reached": reached_checks.check_reached,
    "service_checks": service_check_checks.check_service_checks,
    "reviews": review_checks.check_reviews,
    "clawbacks": review_checks.check_clawbacks,
    "meetings": meeting_checks.check_meetings,
    "choices": meeting_checks.check_choices,
    "grievances": grievance_checks.check_grievances,
    "grievance_steps": grievance_checks.check_grievance_steps,
    "narrative": narrative_checks.check_narrative,
    "signatures": signature_checks.check_signatures,
}

_DATED_MONEY = (
    ("receipts", "received_on"),
    ("disbursements", "paid_on"),
    ("expenditures", "spent_on"),
)
_DATED_WORKS = (
    ("progress", "on"),
    ("measurements", "measured_on"),
    ("reached", "measured_on"),
    ("service_checks", "checked_on"),
)


_ID = sa.select(table(Programme).c.id).where(table(Programme).c.code == sa.bindparam("code"))


@dataclass
class Checked:
    """What a file tells beside its rows; `closed` are the quarters that were closed before it."""

    closed: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    reversals: list[ReversalRow] = field(default_factory=list)
    rematches: list[RematchRow] = field(default_factory=list)
    closings: list[ClosingRow] = field(default_factory=list)


def programme_of(session: Session, upload: Upload, named: str | None) -> str | None:
    """The code of the one programme that the workbook is about, or None with the problem noted.

    Where it is on the books, its id is noted too.
    """
    sheet = upload.sheets.get("programmes")
    codes = [row[sheet.columns.index("code")] for row in sheet.rows] if sheet else []
    codes = [code for code in codes if code is not None]
    if len(codes) > 1:
        assert sheet is not None
        upload.refuse_cell("programmes", sheet.numbers[1], "code", RowProblem.SEVERAL_PROGRAMMES)
        return None
    code = codes[0] if codes else named
    if code is None:
        upload.problems.append(Problem(RowProblem.NO_PROGRAMME, None, None, {"column": ""}))
    elif named is not None and named != code:
        upload.problems.append(
            Problem(RowProblem.OTHER_PROGRAMME, "programmes", None, {"named": named, "column": "code"})
        )
    else:
        upload.programme_id = session.execute(_ID, {"code": code}).scalar()
        if codes or upload.programme_id is not None:
            return str(code)
        upload.problems.append(
            Problem(RowProblem.UNKNOWN_PROGRAMME, None, None, {"code": code, "column": ""})
        )
    return None


def check(session: Session, upload: Upload) -> Checked:
    """Convert and check everything; problems are noted in the upload."""
    _load_known(session, upload)
    closed = set() if upload.programme_id is None else closed_quarters(session, upload.programme_id)
    for name in MAPPED:
        if name in upload.sheets:
            convert_sheet(upload, name)
    for name in upload.rows:
        check_references(upload, name)
        if name in _CHECKS:
            _CHECKS[name](upload)
    for name in upload.rows:
        compare(upload, name, closed)
    _check_programme_columns(upload)
    narrative_checks.refuse_sealed(upload, ("narrative", "signatures"), closed)
    rule_checks.check_reaching_back(session, upload)
    told = check_changes(session, upload, closed)
    _check_told(upload, told)
    reversals, reversed_wholly = check_reversals(session, upload)
    check_unique_references(session, upload, reversed_wholly)
    check_vouchers(session, upload)
    bank_checks.check_ticked_once(session, upload)
    check_client_ids(session, upload)
    check_rates_of_rows(upload)
    rematches = check_rematches(session, upload) if "rematches" in upload.sheets else []
    closings = check_closings(session, upload) if "closings" in upload.sheets else []
    return Checked(closed, told, reversals, rematches, closings)


def set_counting_days(upload: Upload, closed: set[str]) -> None:
    """What is dated in a quarter closed before this import counts in the next open one.

    Of works the day is kept only where it is not their own.
    """
    for name, column in _DATED_MONEY:
        for row in upload.new(name):
            counts_from = row.content["counted_on"] or row.content[column]
            row.content["counted_on"] = earliest_open_day(counts_from, closed)
    for name, column in _DATED_WORKS:
        for row in upload.new(name):
            on = row.content[column]
            counted_on = earliest_open_day(row.content["counted_on"] or on, closed)
            row.content["counted_on"] = counted_on if counted_on != on else None


def _load_known(session: Session, upload: Upload) -> None:
    if upload.programme_id is None:
        upload.known = {name: {} for name in MAPPED}
        return
    known = {name: KnownRows(session, upload.programme_id, name) for name in MAPPED}
    fetch_named(upload, known)
    upload.known = known


def _check_programme_columns(upload: Upload) -> None:
    """Communities and funds name their programme: it has to be this one."""
    said = [row for name in ("communities", "funds") for row in upload.of(name) if row.extra.get("programme")]
    if said:
        code = next(iter({**upload.known["programmes"], **upload.by_key.get("programmes", {})}), None)
        for row in said:
            if code is not None and row.extra["programme"] != code:
                upload.refuse(row, "programme", RowProblem.OTHER_PROGRAMME, named=code)


def _check_told(upload: Upload, changes: list[Change]) -> None:
    """A change of a row that the file does not show has to leave it as that row's own sheet would have it."""
    for change in changes:
        name, code = change.sheet, change.code
        if code in upload.by_key.get(name, {}) or name not in _CHECKS:
            continue
        known = upload.known[name][code]
        row = Row(name, change.number, code, known.content | {change.column: change.value}, {})
        row.known_as = known.id
        aside = replace(
            upload,
            sheets={name: upload.sheets["changes"]},
            rows={name: [row]},
            by_key=upload.by_key | {name: {code: row}},
            problems=[],
        )
        _CHECKS[name](aside)
        for problem in aside.problems:
            kind = RowProblem(problem.kind)
            upload.refuse_cell("changes", change.number, "value", kind, **problem.details)
