"""Contributions that look like the same money: pairs that somebody has to decide on.

A pair is looked for around what still waits for verification, and around what was verified in the last
`RECENT_DAYS`. Both databases find its other half by an index, so that old books cost nothing.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.days import days_after
from core.tables import table
from grants.visible import contributions_within, projects_within, recorded_within
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal
from household_groups.models.duplicates import DuplicateDecision
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project

RECENT_DAYS = 90
DAYS_APART = 3
SHARE_APART = 10
"""The amounts differ by at most a tenth of the larger one."""

_OTHER = table(Contribution).alias("other").c

Condition = sa.ColumnElement[bool]
Columns = Any
"""Of a table, an alias or a common table expression with the columns of a contribution."""


class Likeness(StrEnum):
    """Why two contributions look like the same money."""

    AMOUNT_AND_DAY = "amount_and_day"
    REFERENCE = "reference"
    EVIDENCE = "evidence"


def likely_pairs(reach: Reach, today: date, among: Collection[int] | None = None) -> sa.Select[Any]:
    """(first id, second id, then one 0 or 1 for each Likeness) of pairs within reach, the latest first.

    `among` are ids of which each pair has one at least: then only pairs around these are looked for.
    """
    one = _looked_around(reach, today, among)
    alike = (_alike(likeness, condition, one, reach) for likeness, condition in _conditions(one))
    found = sa.union_all(*alike).subquery()
    flags = [sa.func.max(found.c[likeness]).label(likeness) for likeness in Likeness]
    return (
        sa.select(found.c.first_id, found.c.second_id, *flags)
        .group_by(found.c.first_id, found.c.second_id)
        .order_by(found.c.second_id.desc(), found.c.first_id.desc())
    )


def latest_looked_around(session: Session, reach: Reach, today: date, most: int) -> tuple[list[int], bool]:
    """The ids of contributions around which pairs are looked for, and whether these are all.

    They are those that came last: at most so many of the ones that wait, and as many of the verified.
    """
    id, place = col(Contribution.id), col(Contribution.verified_seq)
    waiting = sa.select(id).where(recorded_within(reach)).order_by(col(Contribution.received_on).desc())
    verified = (
        sa.select(id, col(Contribution.verified_on))
        .where(contributions_within(reach), place.is_not(None))
        .order_by(place.desc())
        .limit(most)
    )
    since = today - timedelta(days=RECENT_DAYS)
    ids = list(session.execute(waiting.limit(most)).scalars())
    rows = session.execute(verified).all()
    recent = [id for id, verified_on in rows if verified_on >= since]
    return [*ids, *recent], max(len(ids), len(rows)) < most


def likenesses(flags: Any) -> list[Likeness]:
    """What a row of `likely_pairs()` says."""
    return [likeness for likeness in Likeness if flags[likeness.value]]


def _looked_around(reach: Reach, today: date, among: Collection[int] | None) -> Columns:
    """The contributions of which the other half of a pair is looked for, found once for all likenesses."""
    t = table(Contribution)
    since = today - timedelta(days=RECENT_DAYS)
    is_recent = sa.and_(t.c.status == ContributionStatus.VERIFIED, t.c.verified_on >= since)
    query = sa.select(t).where(t.c.programme_id == reach.programme_id, _counts(t.c, reach))
    if among is None:
        query = query.where(sa.or_(t.c.status == ContributionStatus.RECORDED, is_recent))
    else:
        query = query.where(t.c.id.in_(among))
    return query.cte("one").c


def _alike(likeness: Likeness, condition: Condition, one: Columns, reach: Reach) -> sa.Select[Any]:
    other = _OTHER
    first = sa.case((one.id < other.id, one.id), else_=other.id)
    second = sa.case((one.id < other.id, other.id), else_=one.id)
    decision = table(DuplicateDecision).c
    is_decided = sa.exists().where(decision.first_id == first, decision.second_id == second)
    flags = [sa.literal(int(each is likeness)).label(each) for each in Likeness]
    return (
        sa.select(first.label("first_id"), second.label("second_id"), *flags)
        .where(one.id != other.id, condition)
        .where(_counts(other, reach), _is_not_linked(one, other), _is_not_linked(other, one))
        .where(~is_decided)
    )


def _conditions(one: Columns) -> Iterator[tuple[Likeness, Condition]]:
    """A group is of one programme, whose index would be the longer way; references have to be told its name."""
    of_programme = _OTHER.programme_id == one.programme_id
    yield Likeness.AMOUNT_AND_DAY, _amount_and_day(one)
    yield from ((Likeness.REFERENCE, of_programme & condition) for condition in _references(one))
    yield Likeness.EVIDENCE, of_programme & _evidence(one)


def _amount_and_day(one: Columns) -> Condition:
    other = _OTHER
    return sa.and_(
        other.group_id == one.group_id,
        other.currency == one.currency,
        other.received_on.between(
            days_after(one.received_on, -DAYS_APART), days_after(one.received_on, DAYS_APART)
        ),
        one.amount_minor - other.amount_minor <= one.amount_minor // SHARE_APART,
        other.amount_minor - one.amount_minor <= other.amount_minor // SHARE_APART,
    )


def _references(one: Columns) -> Iterator[Condition]:
    """Also where one has as the bank's reference what the other has as the transfer's. Each by its own index."""
    other = _OTHER
    same_deposit = sa.and_(other.group_id == one.group_id, other.banked_on == one.banked_on)
    yield other.transfer_reference == one.transfer_reference
    yield other.transfer_reference == one.bank_reference
    yield other.bank_reference == one.transfer_reference
    yield sa.and_(other.bank_reference == one.bank_reference, sa.func.coalesce(~same_deposit, sa.true()))


def _evidence(one: Columns) -> Condition:
    other = _OTHER
    of_one, of_other = table(EvidenceFile).alias("of_one").c, table(EvidenceFile).alias("of_other").c
    return sa.and_(
        *(of_one.programme_id == one.programme_id, of_one.sheet == "contributions"),
        *(of_one.key == one.reference, of_other.programme_id == one.programme_id),
        *(of_other.sha256 == of_one.sha256, of_other.sheet == "contributions"),
        other.reference == of_other.key,
    )


def _counts(side: Columns, reach: Reach) -> Condition:
    """Within reach, not withdrawn, not wholly reversed."""
    reversal, project = table(Reversal).c, table(Project).c
    reversed_so_far = (
        sa.select(sa.func.coalesce(sa.func.sum(reversal.amount_minor), 0))
        .where(reversal.contribution_id == side.id)
        .scalar_subquery()
    )
    within = sa.select(project.id).where(projects_within(reach))
    return sa.and_(
        side.status != ContributionStatus.WITHDRAWN,
        reversed_so_far < side.amount_minor,
        sa.true() if reach.is_whole else side.project_id.in_(within),
    )


def _is_not_linked(side: Columns, to: Columns) -> Condition:
    return sa.or_(side.amends.is_(None), side.amends != to.reference)
