"""What waits for a fund: contributions below a rule's threshold, and those of projects not yet approved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.money import round_half_even
from core.tables import in_clauses, table, total
from grants.matching import accounts
from grants.matching.explain import explain_stored
from grants.matching.explained import Amount, Calculation, ExplainedStep
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal
from household_groups.models.projects import Project, ProjectStatus


@dataclass
class Waiting:
    """What waits under one rule for one project, in minor units of the fund's currency.

    `needed` is the threshold as it was when the latest of them came, and None where it is another rule of a
    joint scheme that has not reached its own.
    """

    rule: str
    project: Project
    value: int = 0
    needed: int | None = None
    contributions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """Verified contributions of one currency, for projects that are not approved."""

    currency: str
    contributions: int
    projects: int
    minor: int


def waiting_for(session: Session, fund: Fund) -> list[Waiting]:
    """By project and rule. What was wholly reversed, or whose project is settled, waits no more."""
    rows = session.execute(_still_waiting(fund)).all()
    taken_back = _reversed(session, {contribution.id for _, contribution, *_ in rows})
    found: dict[tuple[str, str], Waiting] = {}
    for entry, contribution, rule, project in rows:
        reversed_now = taken_back[contribution.id]
        if reversed_now == contribution.amount_minor:
            continue
        waiting = found.setdefault((project.code, rule), Waiting(rule, project))
        waiting.value += _left_of_value(entry, contribution, reversed_now)
        waiting.needed = _threshold(entry)
        waiting.contributions.append(contribution.reference)
    return [found[key] for key in sorted(found)]


def held(session: Session, programme_id: int) -> list[Held]:
    """By currency, what is left of the contributions that are decided on when their projects are approved."""
    given, project, back = (table(model).c for model in (Contribution, Project, Reversal))
    reversals = sa.select(total(back.amount_minor)).where(back.contribution_id == given.id).scalar_subquery()
    open_status = project.status.is_(None) | (project.status != ProjectStatus.CANCELLED)
    unapproved = sa.select(project.id).where(
        project.programme_id == programme_id, project.approved_seq.is_(None), open_status
    )
    left = (
        sa.select(given.currency, given.project_id, (given.amount_minor - reversals).label("minor"))
        .where(given.project_id.in_(unapproved), given.status == ContributionStatus.VERIFIED)
        .subquery()
    )
    query = (
        sa.select(
            left.c.currency,
            sa.func.count(),
            sa.func.count(left.c.project_id.distinct()),
            total(left.c.minor),
        )
        .where(left.c.minor > 0)
        .group_by(left.c.currency)
        .order_by(left.c.currency)
    )
    return [Held(*row) for row in session.execute(query)]


def _still_waiting(fund: Fund) -> sa.Select[MatchEntry, Contribution, str, Project]:
    """(entry, contribution, rule code, project) of what nothing was decided on since, in the order it came."""
    later = aliased(MatchEntry)
    decided = (
        sa.exists()
        .where(col(later.contribution_id) == col(MatchEntry.contribution_id))
        .where(col(later.rule_id) == col(MatchEntry.rule_id))
        .where(col(later.kind) == MatchEntryKind.GRANT, col(later.reason) != Reason.WAITING.value)
    )
    below = _below_thresholds(fund)
    return (
        sa.select(MatchEntry, Contribution, col(MatchingRule.code), Project)
        .where(col(MatchEntry.project_id) == below.c.project_id, col(MatchEntry.rule_id) == below.c.rule_id)
        .where(_is_waiting(MatchEntry), ~decided)
        .join(Contribution, col(Contribution.id) == col(MatchEntry.contribution_id))
        .join(MatchingRule, col(MatchingRule.id) == col(MatchEntry.rule_id))
        .join(Project, col(Project.id) == col(MatchEntry.project_id))
        .where(col(Project.settled_seq).is_(None))
        .order_by(col(MatchEntry.seq), col(MatchEntry.line))
    )


def _below_thresholds(fund: Fund) -> sa.Subquery:
    """Ids of projects and rules of the fund under which something waited once, and of which not all thresholds
    are reached, their own and those of the rules that go with them. Under all others nothing waits any more.
    """
    entry, project, balance = aliased(MatchEntry), aliased(Project), table(Balance).c
    rule, mate = aliased(MatchingRule), aliased(MatchingRule)
    once = (
        sa.select(col(entry.project_id), col(entry.rule_id))
        .where(col(entry.fund_id) == fund.id, _is_waiting(entry))
        .distinct()
        .subquery()
    )
    is_mate = (col(mate.id) == col(rule.id)) | (col(mate.joint) == col(rule.joint))
    reached = sa.exists().where(
        *(balance.programme_id == fund.programme_id, balance.account == accounts.REACHED),
        *(balance.subject == col(project.code), balance.owner == col(mate.code), balance.period == ""),
    )
    query = sa.select(once.c.project_id, once.c.rule_id).where(
        *(col(project.id) == once.c.project_id, col(rule.id) == once.c.rule_id),
        *(col(mate.programme_id) == fund.programme_id, is_mate, ~reached),
    )
    return query.distinct().subquery()


def _is_waiting(entry: Any) -> sa.ColumnElement[bool]:
    """In the words of the index that has these alone."""
    return col(entry.reason) == sa.literal_column("'waiting'")


def _left_of_value(entry: MatchEntry, contribution: Contribution, reversed_now: int) -> int:
    """What of the counted value still counts, after what was reversed since it was counted."""
    before = entry.reversed_minor
    fallen = round_half_even(
        entry.counted_minor * (reversed_now - before), contribution.amount_minor - before
    )
    return entry.counted_minor - fallen


def _reversed(session: Session, ids: Iterable[int]) -> defaultdict[int, int]:
    """By contribution id, how much of it was taken back to date."""
    t = table(Reversal).c
    query = sa.select(t.contribution_id, total(t.amount_minor)).group_by(t.contribution_id)
    return defaultdict(int, _pairs(session, query, t.contribution_id, ids))


def _pairs(
    session: Session, query: sa.Select[Any], column: sa.ColumnElement[int], ids: Iterable[int]
) -> Iterator[tuple[int, int]]:
    for clause in in_clauses(column, ids):
        yield from (tuple(row) for row in session.execute(query.where(clause)))


def _threshold(entry: MatchEntry) -> int | None:
    for step in explain_stored(entry.steps):
        match step:
            case ExplainedStep(Calculation.THRESHOLD, Amount(counted), Amount(needed)) if counted < needed:
                return needed
    return None
