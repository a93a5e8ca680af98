"""A report with its certification: which of its signatures were given over the figures that it has."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from core.calendar import quarter_of
from grants.models.quarters import Part
from grants.telling.signatures import signatures_of
from reports.report import QuarterlyReport
from reports.signing.certification import certification_rows
from reports.signing.digest import figures_digest


def certified(
    session: Session, report: QuarterlyReport, remarks: Mapping[Part, str] | None = None
) -> QuarterlyReport:
    """The programme's own report of a quarter; of other spans nobody signs anything."""
    if report.span != quarter_of(report.span.starts_on):
        return report
    signatures = signatures_of(session, report.programme.id, str(report.span))
    figures = figures_digest(report) if signatures else ""
    return replace(report, certification=certification_rows(signatures, figures, remarks))
