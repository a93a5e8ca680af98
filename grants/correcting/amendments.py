"""Which contribution takes the place of which: the later one names the earlier one in `amends`."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.errors import Refusal
from grants.correcting.refusals import CorrectionReason
from grants.correcting.taken_back import refusal_of, taken_back
from household_groups.models.contributions import Contribution, ContributionStatus


def naming(session: Session, contribution: Contribution) -> Sequence[Contribution]:
    """The contributions that name this one, also those that were withdrawn."""
    query = select(Contribution).where(
        Contribution.programme_id == contribution.programme_id,
        Contribution.amends == contribution.reference,
    )
    return session.exec(query.order_by(col(Contribution.id))).all()


def amendments_of(session: Session, contribution: Contribution) -> list[Contribution]:
    """Those that take its place, or are to do so once they are verified."""
    return [each for each in naming(session, contribution) if each.status is not ContributionStatus.WITHDRAWN]


def amended_by(session: Session, contribution: Contribution) -> Contribution | None:
    """The contribution whose place this one takes."""
    if contribution.amends is None:
        return None
    query = select(Contribution).where(
        Contribution.programme_id == contribution.programme_id,
        Contribution.reference == contribution.amends,
    )
    return session.exec(query).first()


def check_amendable(session: Session, contribution: Contribution) -> None:
    """Raises Refusal.

    One that is wholly taken back is amended only where that was for an amendment which was withdrawn since: its
    correction has got lost with it. Else it is recorded anew.
    """
    named = {"reference": contribution.reference}
    if contribution.status is not ContributionStatus.VERIFIED:
        raise Refusal(CorrectionReason.UNVERIFIED, **named)
    found = naming(session, contribution)
    standing = [each for each in found if each.status is not ContributionStatus.WITHDRAWN]
    if standing:
        raise Refusal(CorrectionReason.AMENDED_ALREADY, by=standing[-1].reference, **named)
    back = taken_back(session, contribution)
    if back.is_whole and not found:
        raise refusal_of(session, back, CorrectionReason.NOTHING_LEFT)


def next_reference(session: Session, contribution: Contribution) -> str:
    """`FAK-014-A`, `FAK-014-A2`: the reference that it takes the place of, so that both are found together."""
    stem = _stem(contribution)
    like = select(Contribution.reference).where(
        Contribution.programme_id == contribution.programme_id,
        col(Contribution.reference).startswith(f"{stem}-A", autoescape=True),
    )
    taken = set(session.exec(like))
    number = 1
    while _numbered(stem, number) in taken:
        number += 1
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-A{number if number > 1 else ''}"


def _stem(contribution: Contribution) -> str:
    """An amendment of an amendment counts on, `FAK-014-A2`, rather than grow longer each time."""
    reference, amends = contribution.reference, contribution.amends
    if amends is not None:
        stem, mark, number = reference.rpartition("-A")
        if mark and (not number or number.isdecimal()) and amends.startswith(stem):
            return stem[:_LONGEST]
    return reference[:_LONGEST]


_LONGEST = 56
"""Characters of a stem, so that a number of amendments still fits a reference."""
