"""Who and what a report is about, by id, with their facts as they stood at its end."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from core.calendar import Span, earliest_open_day
from reports.facts import Facts
from reports.figures.past import community_then, fund_then, project_then
from reports.queries import granting, journal
from reports.queries import registry as query
from reports.queries.granting import FundRecord, RuleRecord
from reports.queries.journal import ChangeRecord, ClosingRecord
from reports.queries.registry import CommunityRecord, ProgrammeRecord, ProjectRecord

RECEIVED_ON = ("other_funding", "received_on")
DONE = frozenset({"completed", "handed_over", "maintained", "cancelled"})


@dataclass(frozen=True, slots=True)
class Registry:
    """`opening_budgets` are those of the funds at the end of the day before the span.

    `received_seqs` are the places in the sequence of the changes that told when other funding was received.
    """

    programme: ProgrammeRecord
    communities: dict[int, CommunityRecord]
    groups: dict[int, str]
    projects: dict[int, ProjectRecord]
    funds: dict[int, FundRecord]
    opening_budgets: dict[int, int]
    rules: dict[int, RuleRecord]
    facts: Facts
    closings: list[ClosingRecord]
    received_seqs: dict[str, int]

    def counted_on(self, day: date, seq: int) -> date:
        """The day in whose quarter a thing booked at `seq` counts: its own, unless that was closed."""
        return earliest_open_day(day, (each.quarter for each in self.closings if each.seq < seq))


def load_registry(
    session: Session, programme: ProgrammeRecord, span: Span, changes: list[ChangeRecord] | None = None
) -> Registry:
    """With `changes` that count on other days than those of the books, where they are given."""
    if changes is None:
        changes = journal.changes(session, programme.id)
    facts, opening = Facts(changes, span.ends_on), Facts(changes, span.starts_on - timedelta(days=1))
    funds = list(granting.funds(session, programme.id))
    return Registry(
        programme,
        {each.id: community_then(facts, each) for each in query.communities(session, programme.id)},
        query.group_codes(session, programme.id),
        {each.id: project_then(facts, each) for each in query.projects(session, programme.id)},
        {each.id: fund_then(facts, each) for each in funds},
        {each.id: fund_then(opening, each).budget_minor for each in funds},
        {each.id: each for each in granting.rules(session, programme.id)},
        facts,
        journal.closings(session, programme.id),
        {each.code: each.seq for each in changes if (each.sheet, each.column) == RECEIVED_ON},
    )


def is_approved(project: ProjectRecord, on: date) -> bool:
    return project.approved_on is not None and project.approved_on <= on


def is_settled(project: ProjectRecord, on: date) -> bool:
    return project.settled_on is not None and project.settled_on <= on


def days_late(project: ProjectRecord, on: date) -> int | None:
    """Days past its planned end, at least 0; None without such an end, and once completed or settled."""
    if project.ends_on is None or project.status in DONE or is_settled(project, on):
        return None
    return max(0, (on - project.ends_on).days)
