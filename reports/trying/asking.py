"""From what is asked to what is told; how large a programme may be for a page, and the command beyond that."""

from collections.abc import Collection, Sequence
from shlex import quote

import sqlalchemy as sa
from sqlmodel import Session

from core.errors import Refusal
from core.programmes import Programme
from core.tables import table
from grants.trying.alterations import Alteration, TrialReason, pairs_of
from grants.trying.altering import alter
from grants.trying.comparing import compare
from household_groups.models.contributions import Contribution
from reports.trying.told import Told, tell

MOST_ON_A_PAGE = 50_000
"""Verified contributions. A hundred thousand take some 12 seconds on a quiet machine; a page may take 20."""


def try_out(
    session: Session, programme: Programme, asked: Sequence[Alteration], funds: Collection[str] | None = None
) -> Told:
    """Raises NotAltered. `funds` narrows what may be altered and what is told."""
    assert programme.id is not None
    altered = alter(session, programme, asked, funds)
    return tell(session, programme.id, compare(session, programme.id, altered, funds))


def refuse_beyond_a_page(session: Session, programme: Programme, asked: Sequence[Alteration]) -> None:
    """Raises Refusal with the command to run instead."""
    t = table(Contribution).c
    query = sa.select(sa.func.count()).where(t.programme_id == programme.id, t.verified_seq.is_not(None))
    count = session.execute(query).scalar_one()
    if count > MOST_ON_A_PAGE:
        raise Refusal(
            TrialReason.TAKES_LONG,
            count=count,
            most=MOST_ON_A_PAGE,
            command=command_of(programme.code, asked),
        )


def command_of(programme: str, asked: Sequence[Alteration]) -> str:
    """What an operator types for the same trial."""
    said = [f"--set {quote(f'{name}={value}')}" for name, value in pairs_of(asked)]
    return " ".join(["flask what-if", quote(programme), *said, "--output what-if.xlsx"])
