"""What the form of a contribution offers, and what it chooses beforehand so that little is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.programmes import Programme, Rate
from core.tables import table
from grants.models.funds import Fund
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import Household, HouseholdGroup

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """Value and words of each choice; `likely` are the texts that the empty form begins with."""

    groups: Choices
    households: Mapping[str, Sequence[str]]
    """Codes by the words for their group."""
    currencies: Choices
    likely: dict[str, str]


def offered_for(session: Session, programme: Programme, project: Project, by: str, today: date) -> Offered:
    """Of the groups of the project's community; the likely ones are those that this person used last."""
    groups = session.exec(
        select(HouseholdGroup)
        .where(HouseholdGroup.community_id == project.community_id)
        .order_by(col(HouseholdGroup.code))
    ).all()
    last = _last_of(session, project, by)
    likely = {
        "received_on": today.isoformat(),
        "currency": last.currency if last else project.currency,
        "kind": last.kind.value if last else "",
        "source": last.source.value if last and last.source else "",
        "group": groups[0].code if len(groups) == 1 else "",
    }
    return Offered(
        groups=[(group.code, f"{group.name} · {group.code}") for group in groups],
        households=_households(session, groups),
        currencies=[(code, code) for code in _currencies(session, programme, project)],
        likely=likely,
    )


def _last_of(session: Session, project: Project, by: str) -> Contribution | None:
    query = select(Contribution).where(Contribution.project_id == project.id, Contribution.recorded_by == by)
    return session.exec(query.order_by(col(Contribution.id).desc())).first()


def _households(session: Session, groups: Sequence[HouseholdGroup]) -> dict[str, list[str]]:
    t, group = table(Household).c, table(HouseholdGroup).c
    query = (
        sa.select(group.name, group.code, t.code)
        .where(t.group_id == group.id, t.group_id.in_([each.id for each in groups]))
        .order_by(group.code, t.code)
    )
    found: dict[str, list[str]] = {}
    for name, of, code in session.execute(query):
        found.setdefault(f"{name} · {of}", []).append(code)
    return found


def _currencies(session: Session, programme: Programme, project: Project) -> list[str]:
    """Those of the project and the programme first, then all others that are known here."""
    fund, rate, given = table(Fund).c, table(Rate).c, table(Contribution).c
    queries = (
        sa.select(fund.currency).where(fund.programme_id == programme.id),
        sa.select(rate.currency).where(rate.programme_id == programme.id),
        sa.select(given.currency).where(given.project_id == project.id),
    )
    known = set(session.execute(sa.union(*queries)).scalars())
    return list(dict.fromkeys([project.currency, programme.currency, *sorted(known | {"USD"})]))
