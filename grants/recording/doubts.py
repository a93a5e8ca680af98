"""What makes one look twice at a contribution before it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import median_low

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.programmes import Programme
from grants.recording.facts import Facts
from grants.verification.duplicates import DAYS_APART, SHARE_APART
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.registry import HouseholdGroup

OUTLIER = 100
"""Times the group's median."""
_LATEST = 500


class DoubtKind(StrEnum):
    BEFORE_START = "before_start"
    OUTLIER = "outlier"
    DUPLICATE = "duplicate"


MUST_BE_ANSWERED = frozenset({DoubtKind.OUTLIER})


@dataclass(frozen=True)
class Doubt:
    """`of` is the contribution that this one looks like; `minor`, in its currency, what is usual."""

    kind: DoubtKind
    of: Contribution | None = None
    minor: int = 0

    @property
    def must_be_answered(self) -> bool:
        return self.kind in MUST_BE_ANSWERED


def doubts_about(
    session: Session, programme: Programme, facts: Facts, except_for: str | None = None
) -> list[Doubt]:
    """`except_for` is the reference of the contribution itself, where it is there already."""
    return [
        *_before_start(programme, facts),
        *_outlier(session, programme, facts, except_for),
        *(Doubt(DoubtKind.DUPLICATE, of) for of in likely_duplicates(session, programme, facts, except_for)),
    ]


def likely_duplicates(
    session: Session, programme: Programme, facts: Facts, except_for: str | None = None
) -> Sequence[Contribution]:
    """Of the same group, a like amount within days; or with the same reference. The latest first."""
    alike: list[sa.ColumnElement[bool]] = []
    if facts.received_on and facts.amount_minor and facts.currency:
        days, amount = timedelta(days=DAYS_APART), col(Contribution.amount_minor)
        alike.append(
            col(Contribution.received_on).between(facts.received_on - days, facts.received_on + days)
            & (col(Contribution.currency) == facts.currency)
            & (facts.amount_minor - amount <= facts.amount_minor // SHARE_APART)
            & (amount - facts.amount_minor <= amount // SHARE_APART)
        )
    if facts.references:
        named = (Contribution.transfer_reference, Contribution.receipt_no)
        alike += [col(column).in_(facts.references) for column in named]
    if not alike:
        return []
    query = _of_group(programme, facts.group, except_for).where(sa.or_(*alike))
    return session.exec(query.limit(5)).all()


def usual_amount(
    session: Session,
    programme: Programme,
    group: str | None,
    currency: str | None,
    except_for: str | None = None,
) -> int | None:
    """In minor units, of the group's latest contributions in this currency; None where there is none."""
    query = _of_group(programme, group, except_for).where(Contribution.currency == currency).limit(_LATEST)
    amounts = session.execute(query.with_only_columns(col(Contribution.amount_minor))).scalars().all()
    return median_low(amounts) if amounts else None


def _before_start(programme: Programme, facts: Facts) -> Iterator[Doubt]:
    if facts.received_on and facts.received_on < programme.starts_on:
        yield Doubt(DoubtKind.BEFORE_START)


def _outlier(session: Session, programme: Programme, facts: Facts, except_for: str | None) -> Iterator[Doubt]:
    if not facts.amount_minor:
        return
    usual = usual_amount(session, programme, facts.group, facts.currency, except_for)
    if usual is not None and facts.amount_minor >= OUTLIER * usual:
        yield Doubt(DoubtKind.OUTLIER, minor=usual)


def _of_group(programme: Programme, code: str | None, except_for: str | None) -> SelectOfScalar[Contribution]:
    group = select(HouseholdGroup.id).where(
        HouseholdGroup.programme_id == programme.id, HouseholdGroup.code == code
    )
    query = select(Contribution).where(
        col(Contribution.group_id).in_(group), Contribution.status != ContributionStatus.WITHDRAWN
    )
    if except_for is not None:
        query = query.where(Contribution.reference != except_for)
    return query.order_by(col(Contribution.received_on).desc(), col(Contribution.id).desc())
