"""One contribution for each number of a device, and no more reversed of any than it is worth."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.results import Checked, Counted
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.submissions import Submission


def check_client_ids(
    session: Session, programme_id: int, code: str, checked: Checked
) -> Iterator[Difference]:
    """By counting: the key that decides races may be missing."""
    t, sent = table(Contribution).c, table(Submission).c
    ids = sa.select(t.client_id, sa.func.count()).where(
        t.programme_id == programme_id, t.client_id.is_not(None)
    )
    numbers = sa.select(sa.func.count()).where(sent.programme_id == programme_id)
    checked.counted[Counted.CLIENT_IDS] = session.execute(numbers).scalar_one()
    for client_id, count in session.execute(ids.group_by(t.client_id).having(sa.func.count() > 1)):
        yield Difference(DifferenceKind.CLIENT_ID_TWICE, code, client_id, str(count))
    twice = sa.select(sent.client_id, sa.func.count()).where(sent.programme_id == programme_id)
    for client_id, count in session.execute(twice.group_by(sent.client_id).having(sa.func.count() > 1)):
        yield Difference(DifferenceKind.CLIENT_ID_TWICE, code, client_id, str(count))
    is_there = sa.exists().where(t.programme_id == sent.programme_id, t.reference == sent.reference)
    lost = sa.select(sent.reference).where(sent.programme_id == programme_id, ~is_there)
    for reference in session.execute(lost).scalars():
        yield Difference(DifferenceKind.SUBMISSION_LOST, code, reference)


def check_reversals(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """Each is of a contribution verified before it; together they take back no more than it is worth."""
    reversal, t = table(Reversal).c, table(Contribution).c
    reversed_ = sa.func.sum(reversal.amount_minor).label("reversed")
    first = sa.func.min(reversal.seq).label("first")
    query = (
        sa.select(t.reference, t.currency, t.amount_minor, t.verified_seq, sa.func.count(), reversed_, first)
        .where(reversal.programme_id == programme_id, reversal.contribution_id == t.id)
        .group_by(t.id, t.reference, t.currency, t.amount_minor, t.verified_seq)
    )
    count = 0
    for reference, currency, amount, verified_seq, reversals, minor, earliest in session.execute(query):
        count += reversals
        checked.money[currency] = checked.money.get(currency, 0) + int(minor)
        if minor > amount or verified_seq is None or earliest < verified_seq:
            worth = 0 if verified_seq is None or earliest < verified_seq else amount
            yield Difference(DifferenceKind.REVERSED_BEYOND, code, reference, str(minor), str(worth))
    checked.counted[Counted.REVERSALS] = count
