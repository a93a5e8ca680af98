"""What must hold of the books whatever was done to them; each check says what does not, in sentences."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import select

from core.database import session
from core.tables import table
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.verifying.verify import verify
from household_groups.models.contributions import Contribution, ContributionStatus


def differences(engine: Engine) -> Iterator[str]:
    """All that `flask verify` finds: journal, rows, balances and decisions, rebuilt from the events."""
    with session(engine) as reading:
        for result in verify(reading):
            yield from (f"verify: {each}" for each in result.differences)


def overcommitted(engine: Engine) -> Iterator[str]:
    """By SQL alone, no code of ours: the entries of each fund, summed, against its budget."""
    fund, entry = table(Fund).c, table(MatchEntry).c
    granted = sa.func.coalesce(sa.func.sum(entry.granted_minor - entry.released_minor), 0)
    query = (
        sa.select(fund.code, fund.budget_minor, granted)
        .join_from(table(Fund), table(MatchEntry), entry.fund_id == fund.id, isouter=True)
        .group_by(fund.code, fund.budget_minor)
    )
    with session(engine) as reading:
        for code, budget, committed in reading.execute(query):
            if not 0 <= committed <= budget:
                yield f"fund {code}: {committed} committed of {budget}"


def lost(engine: Engine, acknowledged: Collection[str], verified: Collection[str] = ()) -> Iterator[str]:
    """Of the client ids whose recording was acknowledged, and of those whose verification was."""
    stored = rows_by_client_id(engine)
    states = dict(stored)
    if len(states) < len(stored):
        yield f"{len(stored) - len(states)} contributions stand there twice"
    yield from (f"{each} was acknowledged and is not there" for each in acknowledged if each not in states)
    for each in verified:
        if states.get(each) is not ContributionStatus.VERIFIED:
            yield f"{each} was acknowledged as verified and is {states.get(each)}"


def rows_by_client_id(engine: Engine) -> list[tuple[str, ContributionStatus]]:
    """Of each contribution that a device or a form gave an id."""
    with session(engine) as reading:
        found = reading.exec(select(Contribution.client_id, Contribution.status))
        return [
            (client_id, ContributionStatus(status)) for client_id, status in found if client_id is not None
        ]


def strangers(engine: Engine, sent: Collection[str]) -> Iterator[str]:
    """Contributions that nobody sent."""
    stored = {client_id for client_id, _ in rows_by_client_id(engine)}
    known = set(sent)  # looked at afterwards: whoever works on has sent more since
    yield from (f"{each} was never sent" for each in stored - known)


def without_money(engine: Engine) -> tuple[int, int]:
    """How many contributions were granted nothing, and how many were decided on."""
    entry = table(MatchEntry).c
    with session(engine) as reading:
        [[refused, all_]] = reading.execute(
            sa.select(sa.func.count().filter(entry.granted_minor == 0), sa.func.count()).where(
                entry.kind == "grant"
            )
        )
    return refused, all_
