"""What is booked of the spending although it is not as it should be, and therefore shown wherever it is read."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.spending.attributing import Part
from grants.spending.sources import UNFUNDED


class Flag(StrEnum):
    """Prefinancing is either of them."""

    BEFORE_APPROVAL = "before_approval"
    UNFUNDED = "unfunded"


FLAGS: dict[StrEnum, LazyString] = {
    Flag.BEFORE_APPROVAL: _l("before the approval"),
    Flag.UNFUNDED: _l("before anything was brought"),
}
"""As they are shown beside a voucher that is prefinanced."""


def flags_of(
    spent_on: date, approved_on: date | None, starts_on: date | None, parts: Iterable[Part] = ()
) -> list[Flag]:
    """Where a project has not been approved, the day on which its works begin counts as that of the approval."""
    found = []
    since = approved_on or starts_on
    if since is None or spent_on < since:
        found.append(Flag.BEFORE_APPROVAL)
    if any(source == UNFUNDED and minor for source, minor in parts):
        found.append(Flag.UNFUNDED)
    return found
