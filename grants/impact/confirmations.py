"""Who confirmed a measurement about which they were asked, and why it is so: from the audit."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from core.audit import AuditEntry
from grants.impact.indicators import SHEET, IndicatorNow, key_of

CONFIRMED = "confirmed"
"""The field of such an entry of the audit."""


def confirmations_of(
    session: Session, programme_id: int, indicators: Iterable[IndicatorNow]
) -> dict[str, AuditEntry]:
    """Of the latest measurements, by code of the indicator."""
    keys = {
        key_of(each.project.code, each.indicator.code, each.latest.measured_on): each.indicator.code
        for each in indicators
        if each.latest is not None
    }
    query = select(AuditEntry).where(
        *(AuditEntry.programme_id == programme_id, AuditEntry.sheet == SHEET, AuditEntry.field == CONFIRMED),
        col(AuditEntry.key).in_(keys),
    )
    return {keys[entry.key]: entry for entry in session.exec(query)}
