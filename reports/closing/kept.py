"""Sealed reports as they are kept, and handed out byte for byte; copies are derived.

There are copies in other languages, and copies for who may not see people.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session

from core.errors import Refusal
from core.programmes import Closing
from core.sealed import PROGRAMME, SealedReport
from core.tables import table
from reports.closing.refusals import SealedReason
from reports.closing.rendering import report_from, workbook_of
from reports.people import without_people
from reports.report import QuarterlyReport
from reports.sheets.control.stated import digest_in

_ABOUT = ("quarter", "fund", "position", "head", "sha256", "sealed_at", "sealed_by")


@dataclass(frozen=True)
class Sealed:
    """Of a sealed file all but its bytes."""

    id: int
    quarter: str
    fund: str
    position: int
    head: str
    sha256: str
    sealed_at: datetime
    sealed_by: str


@dataclass(frozen=True)
class ClosedQuarter:
    """`sha256` is that of the programme's own report.

    `sealed` is None where the file is not here. With `has_files`, others of the quarter are: the fund is newer.
    Without, it was closed elsewhere, or nothing counted in it.
    """

    quarter: str
    closed_on: date
    closed_by: str | None
    sha256: str | None
    has_files: bool
    sealed: Sealed | None


@dataclass(frozen=True)
class SealedContent:
    """The bytes that were sealed, or those of a copy."""

    sealed: Sealed
    content: bytes
    is_copy: bool = False


def closed_quarter(
    session: Session, programme_id: int, quarter: str, fund: str | None
) -> ClosedQuarter | None:
    """None for one that is open, and for a span that is no quarter. `sealed` is the file of this fund."""
    return closed_quarters(session, programme_id, fund, quarter).get(quarter)


def closed_quarters(
    session: Session, programme_id: int, fund: str | None = None, quarter: str | None = None
) -> dict[str, ClosedQuarter]:
    """By quarter; of the programme's own report, or of a fund's copy."""
    closing, kept = table(Closing).c, table(SealedReport).c
    is_of = sa.and_(
        *(kept.programme_id == closing.programme_id, kept.quarter == closing.quarter),
        kept.fund == (fund or PROGRAMME),
    )
    any_of = table(SealedReport).alias()
    has_files = sa.exists().where(
        any_of.c.programme_id == closing.programme_id, any_of.c.quarter == closing.quarter
    )
    query = (
        sa.select(closing.quarter, closing.closed_on, closing.closed_by, closing.sha256)
        .add_columns(has_files.label("has_files"))
        .add_columns(kept.id.label("kept"), *(kept[name].label(f"kept_{name}") for name in _ABOUT))
        .select_from(sa.outerjoin(table(Closing), table(SealedReport), is_of))
        .where(closing.programme_id == programme_id)
    )
    if quarter is not None:
        query = query.where(closing.quarter == quarter)
    found = {}
    for row in session.execute(query).mappings():
        about = {name: row[f"kept_{name}"] for name in _ABOUT}
        sealed = None if row["kept"] is None else Sealed(row["kept"], **about)
        of_programme = (
            row["quarter"],
            row["closed_on"],
            row["closed_by"],
            row["sha256"],
            bool(row["has_files"]),
        )
        found[row["quarter"]] = ClosedQuarter(*of_programme, sealed)
    return found


def content_of(session: Session, sealed: Sealed) -> SealedContent:
    """The bytes of the file. Raises Refusal where they are not those that were sealed.

    The closing, which the journal books, knows the SHA-256 of the programme's own report.
    """
    t, closing = table(SealedReport).c, table(Closing).c
    query = sa.select(t.content, closing.sha256).where(
        *(t.id == sealed.id, closing.programme_id == t.programme_id, closing.quarter == t.quarter)
    )
    content, of_programme = session.execute(query).one()
    known = {sealed.sha256, of_programme if sealed.fund == PROGRAMME else sealed.sha256}
    if known != {sha256(content).hexdigest()}:
        raise Refusal(SealedReason.ALTERED, quarter=sealed.quarter, sha256=sealed.sha256)
    return SealedContent(sealed, content)


def figures_of(session: Session, sealed: Sealed) -> QuarterlyReport | None:
    """The report as it was sealed; None where its figures are not kept in a way that can be read."""
    t = table(SealedReport).c
    figures = session.execute(sa.select(t.figures).where(t.id == sealed.id)).scalar_one()
    return None if figures is None else report_from(figures)


def in_language(session: Session, sealed: Sealed, language: str) -> SealedContent:
    """The sealed file, or where it is in another language a copy of it. Raises Refusal.

    A copy is proved before it is handed out: the digest of its cells, translated words left out, is the one
    that stands in the sealed file.
    """
    original = content_of(session, sealed)
    report = figures_of(session, sealed)
    if report is None or report.seal is None:
        raise Refusal(SealedReason.NO_FIGURES, quarter=sealed.quarter)
    if language == report.seal.language:
        return original
    seal = replace(report.seal, copy_of=sealed.sha256)
    copied = workbook_of(replace(report, seal=seal), language)
    if digest_in(copied) != digest_in(original.content):
        raise Refusal(SealedReason.OTHER_FIGURES, quarter=sealed.quarter)
    return SealedContent(sealed, copied, is_copy=True)


def with_initials(session: Session, sealed: Sealed) -> SealedContent:
    """A copy of the sealed file in which persons who were paid stand by their initials. Raises Refusal."""
    content_of(session, sealed)
    report = figures_of(session, sealed)
    if report is None or report.seal is None:
        raise Refusal(SealedReason.NO_FIGURES, quarter=sealed.quarter)
    seal = replace(report.seal, copy_of=sealed.sha256, hides_people=True)
    copied = workbook_of(without_people(replace(report, seal=seal)))
    return SealedContent(sealed, copied, is_copy=True)
