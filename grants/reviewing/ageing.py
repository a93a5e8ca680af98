"""How old what is claimed is, in the steps that auditors ask for."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l

from grants.reviewing.claims import Claim

_UP_TO = (30, 90, 180)

AGES = {
    30: _l("up to 30 days"),
    90: _l("31 to 90 days"),
    180: _l("91 to 180 days"),
    0: _l("more than 180 days"),
}
"""By the last day of the step; 0 is the one without."""


def age_of(claim: Claim, today: date) -> int:
    days = (today - claim.opened_on).days
    return next((last for last in _UP_TO if days <= last), 0)


def aged(claims: Iterable[Claim], today: date) -> dict[int, int]:
    """Minor units that are open, by age."""
    found = dict.fromkeys(AGES, 0)
    for claim in claims:
        found[age_of(claim, today)] += claim.open_minor
    return found
