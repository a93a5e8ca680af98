"""What became of a contribution to date, in one word: what a device is told that sends it once more."""

from collections.abc import Iterable
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from core.tables import in_clauses, table, total
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal


class PresentState(StrEnum):
    """Its status, and of what is verified whether it was reversed since."""

    RECORDED = "recorded"
    RETURNED = "returned"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"
    PARTLY_REVERSED = "partly_reversed"
    REVERSED = "reversed"


WORDS: dict[PresentState, LazyString] = {
    PresentState.RECORDED: _l("Recorded"),
    PresentState.RETURNED: _l("Returned"),
    PresentState.VERIFIED: _l("Verified"),
    PresentState.WITHDRAWN: _l("Withdrawn"),
    PresentState.PARTLY_REVERSED: _l("Reversed in part"),
    PresentState.REVERSED: _l("Reversed"),
}
TONES: dict[PresentState, str] = {
    PresentState.RECORDED: "waiting",
    PresentState.RETURNED: "refused",
    PresentState.VERIFIED: "good",
    PresentState.WITHDRAWN: "quiet",
    PresentState.PARTLY_REVERSED: "refused",
    PresentState.REVERSED: "refused",
}
RECORDED_ALREADY: dict[PresentState, LazyString] = {
    PresentState.RECORDED: _l(
        "This was recorded already, as %(reference)s. It waits for somebody to verify it."
    ),
    PresentState.RETURNED: _l(
        "This was recorded already, as %(reference)s, and returned since to be mended."
    ),
    PresentState.VERIFIED: _l("This was recorded already, as %(reference)s, and is verified."),
    PresentState.WITHDRAWN: _l("This was recorded already, as %(reference)s, and withdrawn since."),
    PresentState.PARTLY_REVERSED: _l(
        "This was recorded already, as %(reference)s, and a part of it was reversed since."
    ),
    PresentState.REVERSED: _l(
        "This was recorded already, as %(reference)s, and the whole of it was reversed since."
    ),
}


def present_states(session: Session, programme_id: int, references: Iterable[str]) -> dict[str, PresentState]:
    """By reference."""
    contribution, reversal = table(Contribution).c, table(Reversal).c
    reversed_so_far = (
        sa.select(total(reversal.amount_minor))
        .where(reversal.contribution_id == contribution.id)
        .scalar_subquery()
    )
    columns = (contribution.reference, contribution.status, contribution.amount_minor, reversed_so_far)
    query = sa.select(*columns).where(contribution.programme_id == programme_id)
    return {
        reference: _state(status, minor, taken_back)
        for clause in in_clauses(contribution.reference, references)
        for reference, status, minor, taken_back in session.execute(query.where(clause))
    }


def already(state: PresentState, reference: str) -> str:
    """The sentence for whoever sent it again."""
    return str(RECORDED_ALREADY[state]) % {"reference": reference}


def _state(status: ContributionStatus, minor: int, taken_back: int) -> PresentState:
    if status is not ContributionStatus.VERIFIED or not taken_back:
        return PresentState(status.value)
    return PresentState.REVERSED if taken_back >= minor else PresentState.PARTLY_REVERSED
