"""The signatures that closing a quarter takes: prepared by asking for it, checked, approved by confirming it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from core.errors import Refusal
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.quarters import Part
from grants.telling.signatures import part_of, refuse_two_parts, signature_row, signatures_of
from reports.closing.check_list import CheckList
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks
from reports.languages import language_of
from reports.signing.certification import CertificationRow, SignatureState, counting
from reports.signing.statements import statement_of


@dataclass(frozen=True)
class Signing:
    """The signatures of a list for somebody who looks at it: which part they have signed themselves, if any.

    `prepares` and `approves` are what they would state by asking and by confirming.
    """

    rows: list[CertificationRow]
    is_prepared: bool
    is_checked: bool
    own: Part | None
    prepares: str
    approves: str
    language: str


def signing_of(session: Session, found: CheckList, name: str) -> Signing:
    """Of a list with a report."""
    assert found.programme.id is not None
    assert found.report is not None
    signatures = signatures_of(session, found.programme.id, found.quarter)
    parts, language = signed_parts(found), found.programme.language
    return Signing(
        found.report.certification,
        Part.PREPARED in parts,
        Part.CHECKED in parts,
        part_of(signatures, name),
        statement_of(found.report, Part.PREPARED, language),
        statement_of(found.report, Part.APPROVED, language),
        language_of(language),
    )


def signed_parts(found: CheckList) -> set[Part]:
    """Those that are signed over the figures of the list."""
    return counting(found.report.certification) if found.report else set()


def refuse_unchecked(found: CheckList, remarks: Remarks) -> None:
    """Raises Refusal where nobody signed that they checked it, and nobody says why."""
    if Part.CHECKED not in signed_parts(found) and not remarks.unchecked:
        raise Refusal(ClosingReason.UNCHECKED, quarter=found.quarter)


def refuse_unprepared(found: CheckList) -> None:
    """Raises Refusal."""
    if Part.PREPARED not in signed_parts(found):
        raise Refusal(ClosingReason.UNPREPARED, quarter=found.quarter)


def sign_prepared(session: Session, found: CheckList, *, by: str, at: datetime) -> None:
    """For whoever asks for the closing, where nobody has signed it so. The journal's head is locked.

    Raises Refusal where they have signed another part.
    """
    if Part.PREPARED not in signed_parts(found):
        row = _row(session, found, Part.PREPARED, by=by, at=at)
        enter_new(session, found.programme.code, {"signatures": [row]}, Occasion(by, at))


def approval(session: Session, found: CheckList, *, by: str, at: datetime) -> Typed:
    """The signature that is entered with the closing. Raises Refusal where they have signed another part."""
    return _row(session, found, Part.APPROVED, by=by, at=at)


def _row(session: Session, found: CheckList, part: Part, *, by: str, at: datetime) -> Typed:
    assert found.programme.id is not None
    assert found.report is not None
    signatures = signatures_of(session, found.programme.id, found.quarter)
    refuse_two_parts(signatures, by, part)
    statement = statement_of(found.report, part, found.programme.language)
    return signature_row(
        *(signatures, found.programme, found.quarter, part),
        statement=statement,
        figures=found.figures,
        by=by,
        at=at,
    )


def certification_of(found: CheckList, remarks: Remarks, approved: Typed | None) -> list[CertificationRow]:
    """As it is sealed; without an approval one person closed the quarter, by command."""
    assert found.report is not None
    rows = [_with_remark(row, remarks) for row in found.report.certification]
    if approved is None:
        return rows
    return [_signed(approved) if row.part == Part.APPROVED else row for row in rows]


def _with_remark(row: CertificationRow, remarks: Remarks) -> CertificationRow:
    if row.part != Part.CHECKED or row.counts or not remarks.unchecked:
        return row
    return replace(row, remark=remarks.unchecked)


def _signed(row: Typed) -> CertificationRow:
    return CertificationRow(
        part=row["part"],
        state=SignatureState.SIGNED.value,
        name=row["signed_by"],
        signed_on=date.fromisoformat(row["signed_on"]),
        statement=row["statement"],
        figures=row["figures"],
    )
