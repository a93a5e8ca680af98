"""Whether the certificate of a group is valid, and whether it soon will not be."""

from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa

from core.tables import table
from household_groups.models.registry import HouseholdGroup

SOON = timedelta(days=60)


class CertificateState(StrEnum):
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"
    NONE = "none"


def certificate_state(group: HouseholdGroup, today: date) -> CertificateState:
    """It is valid until the end of its last day."""
    until = group.certificate_until
    if until is None:
        return CertificateState.NONE
    if until < today:
        return CertificateState.ENDED
    return CertificateState.ENDING if until <= today + SOON else CertificateState.VALID


def with_certificate(state: CertificateState, today: date) -> sa.ColumnElement[bool]:
    """The groups whose certificate is so; one that ends soon is still valid."""
    until = table(HouseholdGroup).c.certificate_until
    match state:
        case CertificateState.NONE:
            return until.is_(None)
        case CertificateState.ENDED:
            return until < today
        case CertificateState.ENDING:
            return sa.and_(until >= today, until <= today + SOON)
    return until >= today
