"""The words for the choices of a column, as a form offers them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.documents.labels import DOCUMENT_KINDS
from grants.grievances import labels as of_grievances
from grants.impact.labels import FUNCTIONAL
from grants.living.labels import STEPS as STEPS_OF_PROJECTS
from grants.models.funds import PartnerType
from grants.models.payments import ExpenditureCategory
from grants.models.rules import CapPeriod, InKind
from grants.paying.labels import DECISIONS, GATES
from grants.workbook.columns import Column
from household_groups.labels import KINDS, MARGINALITY, METHODS, PROJECT_STATUSES, SEXES, SOURCES, STATUSES

PARTNER_TYPES: dict[StrEnum, LazyString] = {
    PartnerType.LOCAL_GOVERNMENT: _l("Local government"),
    PartnerType.NGO: _l("Non-governmental organisation"),
    PartnerType.PRIVATE: _l("Private"),
    PartnerType.OTHER_DONOR: _l("Other donor"),
}
CATEGORIES: dict[StrEnum, LazyString] = {
    ExpenditureCategory.WORKS: _l("Works"),
    ExpenditureCategory.MATERIALS: _l("Materials"),
    ExpenditureCategory.EQUIPMENT: _l("Equipment"),
    ExpenditureCategory.LABOUR: _l("Labour"),
    ExpenditureCategory.SUPERVISION: _l("Supervision"),
    ExpenditureCategory.ADMINISTRATION: _l("Administration"),
    ExpenditureCategory.OTHER: _l("Other"),
}
IN_KIND: dict[StrEnum, LazyString] = {
    InKind.NONE: _l("Do not count"),
    InKind.MATCH: _l("Are matched like money"),
    InKind.THRESHOLD: _l("Count for the threshold only"),
}
CAP_PERIODS: dict[StrEnum, LazyString] = {
    CapPeriod.TOTAL: _l("For the whole programme"),
    CapPeriod.YEAR: _l("For each calendar year"),
    CapPeriod.QUARTER: _l("For each quarter"),
}

_WORDS: dict[str, dict[StrEnum, LazyString]] = {
    "marginality": MARGINALITY,
    "leader_sex": SEXES,
    "head_sex": SEXES,
    "group_leader": SEXES,
    "kinds": KINDS,
    "sources": SOURCES,
    "source": SOURCES,
    "kind": KINDS,
    "verification_method": METHODS,
    "partner_type": PARTNER_TYPES,
    "category": CATEGORIES,
    "in_kind": IN_KIND,
    "cap_period": CAP_PERIODS,
    "gate": GATES,
    "decision": DECISIONS,
}
_OF_SHEETS: dict[tuple[str, str], dict[StrEnum, LazyString]] = {
    ("service_checks", "functional"): FUNCTIONAL,
    ("documents", "kind"): DOCUMENT_KINDS,
    ("project_steps", "step"): STEPS_OF_PROJECTS,
    ("grievances", "channel"): of_grievances.CHANNELS,
    ("grievances", "category"): of_grievances.CATEGORIES,
    ("grievances", "access"): of_grievances.ACCESS,
    ("grievance_steps", "step"): of_grievances.STEPS,
}
_STATUSES = {"projects": PROJECT_STATUSES, "contributions": STATUSES}


def choices_of(sheet: str, column: Column) -> list[tuple[str, LazyString]]:
    """Value and words of each choice of a column, in the order of the workbook."""
    if column.name == "status":
        words = _STATUSES[sheet]
    else:
        words = _OF_SHEETS.get((sheet, column.name)) or _WORDS[column.name]
    return [(member.value, word) for member, word in words.items() if member.value in column.choices]
