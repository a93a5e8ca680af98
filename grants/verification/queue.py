"""What waits for verification: recorded contributions within reach, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from grants.verification.duplicates import likely_pairs
from grants.verification.recorders import recorded_by
from grants.verification.seen import evidence_of
from grants.visible import recorded_within
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

Condition = sa.ColumnElement[bool]

_since = sa.func.coalesce(col(Contribution.recorded_on), col(Contribution.received_on))
"""The day from which one waits."""


@dataclass(frozen=True)
class Waiting:
    """A line of the queue, with what its verifier should know before they open it."""

    contribution: Contribution
    project: Project
    group: HouseholdGroup
    days: int
    files: int
    is_alike: bool
    """It looks like the same money as another one."""
    is_own: bool
    """The reader recorded or mended it, so somebody else verifies it."""


def waiting(reach: Reach, *conditions: Condition) -> sa.Select[Any]:
    """(contribution, project, group)."""
    rows: tuple[Any, ...] = Contribution, Project, HouseholdGroup
    return (
        sa.select(*rows)
        .join(Project, col(Project.id) == col(Contribution.project_id))
        .join(HouseholdGroup, col(HouseholdGroup.id) == col(Contribution.group_id))
        .where(recorded_within(reach), *conditions)
        .order_by(_since, col(Contribution.id))
    )


def lines(session: Session, reach: Reach, rows: Sequence[Any], reader: str, today: date) -> list[Waiting]:
    """Of rows of `waiting()`."""
    contributions = [contribution for contribution, _, _ in rows]
    if not contributions:
        return []
    own = recorded_by(session, contributions, reader)
    files = evidence_of(session, contributions)
    alike = _alike(session, reach, today, contributions)
    return [
        Waiting(
            contribution,
            project,
            group,
            days=(today - (contribution.recorded_on or contribution.received_on)).days,
            files=len(files[contribution.reference]),
            is_alike=contribution.id in alike,
            is_own=contribution.id in own,
        )
        for contribution, project, group in rows
    ]


def totals(session: Session, reach: Reach, *conditions: Condition) -> list[tuple[str, int]]:
    """(currency, minor units) of all that waits."""
    currency, minor = col(Contribution.currency), col(Contribution.amount_minor)
    amount = sa.cast(sa.func.sum(minor), sa.Numeric)
    query = (
        sa.select(currency, amount)
        .join(Project, col(Project.id) == col(Contribution.project_id))
        .join(HouseholdGroup, col(HouseholdGroup.id) == col(Contribution.group_id))
        .where(recorded_within(reach), *conditions)
        .group_by(currency)
        .order_by(currency)
    )
    return [(code, int(total)) for code, total in session.execute(query)]


def next_for(session: Session, reach: Reach, reader: str, after: Contribution) -> str | None:
    """The reference of the next one that the reader may verify, else of the oldest; None where none is left."""
    since = after.recorded_on or after.received_on
    is_later = sa.or_(_since > since, sa.and_(_since == since, col(Contribution.id) > after.id))
    for conditions in ((is_later,), ()):
        query = waiting(reach, *conditions).with_only_columns(Contribution)
        for most in _LOOKED_AT:
            rows = session.execute(query.limit(most)).scalars().all()
            own = recorded_by(session, rows, reader) if rows else set()
            if theirs := next((row for row in rows if row.id not in own), None):
                return str(theirs.reference)
            if len(rows) < most:
                break
    return None


_LOOKED_AT = (3, 50)
"""Most often the first is another's. Of a queue that begins with more of one's own, the list is shown instead."""


def _alike(session: Session, reach: Reach, today: date, contributions: Sequence[Contribution]) -> set[int]:
    ids = [contribution.id for contribution in contributions if contribution.id is not None]
    pairs = session.execute(likely_pairs(reach, today, ids)).mappings()
    return {pair[name] for pair in pairs for name in ("first_id", "second_id")}
