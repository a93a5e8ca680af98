"""The words for the choices of this package's tables, as people read them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from household_groups.certificates import CertificateState
from household_groups.models.contributions import (
    ContributionKind,
    ContributionSource,
    ContributionStatus,
    VerificationMethod,
)
from household_groups.models.duplicates import DuplicateVerdict
from household_groups.models.projects import ProjectStatus
from household_groups.models.registry import Marginality, Sex

KINDS: dict[StrEnum, LazyString] = {
    ContributionKind.BANK_TRANSFER: _l("Bank transfer"),
    ContributionKind.MONEY_TRANSFER: _l("Money transfer"),
    ContributionKind.MOBILE_MONEY: _l("Mobile money"),
    ContributionKind.CASH: _l("Cash"),
    ContributionKind.LABOUR: _l("Labour"),
    ContributionKind.MATERIALS: _l("Materials"),
    ContributionKind.SKILLS: _l("Skilled work"),
}
SOURCES: dict[StrEnum, LazyString] = {
    ContributionSource.REMITTANCE: _l("Remittance from abroad"),
    ContributionSource.LOCAL: _l("Local"),
    ContributionSource.RETURNEE: _l("Returned migrant"),
    ContributionSource.OTHER: _l("Other"),
}
STATUSES: dict[StrEnum, LazyString] = {
    ContributionStatus.RECORDED: _l("Recorded"),
    ContributionStatus.VERIFIED: _l("Verified"),
    ContributionStatus.RETURNED: _l("Returned"),
    ContributionStatus.WITHDRAWN: _l("Withdrawn"),
}
METHODS: dict[StrEnum, LazyString] = {
    VerificationMethod.BANK_STATEMENT: _l("Bank statement"),
    VerificationMethod.SLIP: _l("Slip"),
    VerificationMethod.CASH_COUNT: _l("Cash count"),
    VerificationMethod.SITE_VISIT: _l("Visit"),
}
VERDICTS: dict[StrEnum, LazyString] = {
    DuplicateVerdict.BOTH: _l("Both are real"),
    DuplicateVerdict.SAME: _l("The same money, entered twice"),
    DuplicateVerdict.CORRECTION: _l("The later one corrects the earlier"),
}
PROJECT_STATUSES: dict[StrEnum, LazyString] = {
    ProjectStatus.PROPOSED: _l("Proposed"),
    ProjectStatus.APPROVED: _l("Approved"),
    ProjectStatus.IN_PROGRESS: _l("In progress"),
    ProjectStatus.COMPLETED: _l("Completed"),
    ProjectStatus.HANDED_OVER: _l("Handed over"),
    ProjectStatus.MAINTAINED: _l("Maintained"),
    ProjectStatus.CANCELLED: _l("Cancelled"),
}
MARGINALITY: dict[StrEnum, LazyString] = {
    Marginality.LOW: _l("Low"),
    Marginality.MEDIUM: _l("Medium"),
    Marginality.HIGH: _l("High"),
    Marginality.VERY_HIGH: _l("Very high"),
}
CERTIFICATES: dict[StrEnum, LazyString] = {
    CertificateState.VALID: _l("Valid"),
    CertificateState.ENDING: _l("Ends within 60 days"),
    CertificateState.ENDED: _l("Has ended"),
    CertificateState.NONE: _l("None given"),
}
SEXES: dict[StrEnum, LazyString] = {Sex.FEMALE: _l("Woman"), Sex.MALE: _l("Man")}

TONES: dict[StrEnum, str] = {
    ContributionStatus.RECORDED: "waiting",
    ContributionStatus.VERIFIED: "good",
    ContributionStatus.RETURNED: "refused",
    ContributionStatus.WITHDRAWN: "quiet",
    CertificateState.VALID: "good",
    CertificateState.ENDING: "waiting",
    CertificateState.ENDED: "refused",
    CertificateState.NONE: "quiet",
    ProjectStatus.PROPOSED: "waiting",
    ProjectStatus.APPROVED: "good",
    ProjectStatus.IN_PROGRESS: "good",
    ProjectStatus.COMPLETED: "good",
    ProjectStatus.HANDED_OVER: "good",
    ProjectStatus.MAINTAINED: "good",
    ProjectStatus.CANCELLED: "refused",
}
"""The colour that goes with a state: waiting, good, refused or quiet."""
