"""All checks of a workbook, in the order in which its sheets build on each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlmodel import Session, select

from core.calendar import earliest_open_day
from core.programmes import Programme
from grants.importing import (
    contribution_checks,
    fund_checks,
    payment_checks,
    registry_checks,
    rule_checks,
)
from grants.importing.changes import Change, check_changes
from grants.importing.comparing import compare
from grants.importing.converting import convert_sheet
from grants.importing.history import (
    ClosingRow,
    RematchRow,
    check_closings,
    check_rematches,
    closed_quarters,
)
from grants.importing.known import LARGE, Codes, load_known
from grants.importing.problems import RowProblem
from grants.importing.rate_checks import check_rates_of_rows
from grants.importing.references import check_references
from grants.importing.reversals import ReversalRow, check_reversals
from grants.importing.unique_references import check_unique_references
from grants.importing.upload import Known, Row, Upload
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
    "rates": fund_checks.check_rates,
    "other_funding": fund_checks.check_other_funding,
    "contributions": contribution_checks.check_contributions,
    "disbursements": payment_checks.check_disbursements,
    "expenditures": payment_checks.check_expenditures,
}

_DATED_MONEY = (
    ("receipts", "received_on"),
    ("disbursements", "paid_on"),
    ("expenditures", "spent_on"),
)

_NAMED_BY = {
    "households": (("contributions", "household"),),
    "contributions": (
        *(("contributions", "amends"), ("reversals", "contribution"), ("rematches", "contribution")),
    ),
    "disbursements": (("disbursements", "refund_of"),),
    "expenditures": (("expenditures", "corrects"),),
}
"""Columns of other sheets, and other columns of their own, by which a file names rows of the large sheets."""


@dataclass
class Checked:
    """What a file tells beside its rows."""

    changes: list[Change] = field(default_factory=list)
    reversals: list[ReversalRow] = field(default_factory=list)
    rematches: list[RematchRow] = field(default_factory=list)
    closings: list[ClosingRow] = field(default_factory=list)


def programme_of(session: Session, upload: Upload, named: str | None) -> str | None:
    """The code of the one programme that the workbook is about, or None with the problem noted."""
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
    elif not codes and session.exec(select(Programme.id).where(Programme.code == code)).first() is None:
        upload.problems.append(
            Problem(RowProblem.UNKNOWN_PROGRAMME, None, None, {"code": code, "column": ""})
        )
    else:
        return str(code)
    return None


def check(session: Session, upload: Upload) -> Checked:
    """Convert and check everything; problems are noted in the upload."""
    _load_known(session, upload)
    closed = closed_quarters(session, upload.programme_id)
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
    rule_checks.check_reaching_back(session, upload)
    told = check_changes(session, upload, closed)
    _check_told(upload, told)
    reversals, reversed_wholly = check_reversals(session, upload)
    check_unique_references(session, upload, reversed_wholly)
    check_rates_of_rows(upload)
    return Checked(told, reversals, check_rematches(session, upload), check_closings(session, upload))


def set_counting_days(upload: Upload, closed: set[str]) -> None:
    """Money that is dated in a quarter closed before this import counts in the next open one."""
    for name, column in _DATED_MONEY:
        for row in upload.new(name):
            counts_from = row.content["counted_on"] or row.content[column]
            row.content["counted_on"] = earliest_open_day(counts_from, closed)


def _load_known(session: Session, upload: Upload) -> None:
    if upload.programme_id is None:
        upload.known = {name: {} for name in MAPPED}
        return
    codes = Codes(session, upload.programme_id)
    for name in MAPPED:
        keys = _keys(upload, name) if name in LARGE else None
        upload.known[name] = load_known(session, upload.programme_id, name, codes, keys)
    for name in _NAMED_BY:
        keys = _named_by_known(upload, name)
        upload.known[name] |= load_known(session, upload.programme_id, name, codes, keys)


def _keys(upload: Upload, name: str) -> set[str]:
    keys: set[str] = set()
    for sheet_name, column in ((name, LARGE[name]), ("changes", "code"), *_NAMED_BY.get(name, ())):
        sheet = upload.sheets.get(sheet_name)
        if sheet is not None and column in sheet.columns:
            place = sheet.columns.index(column)
            keys |= {row[place] for row in sheet.rows}
    return keys - {None}


def _named_by_known(upload: Upload, name: str) -> set[str]:
    """What known rows name whose column the file leaves out: it is checked with the rest of the row."""
    naming = ((known, column) for sheet, column in _NAMED_BY[name] for known in _known_rows(upload, sheet))
    return {known.content[column] for known, column in naming} - upload.known[name].keys() - {None}


def _known_rows(upload: Upload, sheet: str) -> Iterable[Known]:
    return upload.known.get(sheet, {}).values()


def _check_programme_columns(upload: Upload) -> None:
    """Communities and funds name their programme: it has to be this one."""
    code = next(iter({**upload.known["programmes"], **upload.by_key.get("programmes", {})}), None)
    for name in ("communities", "funds"):
        for row in upload.of(name):
            said = row.extra.get("programme")
            if said is not None and code is not None and said != code:
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
