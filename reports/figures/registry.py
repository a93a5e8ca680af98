"""Who and what a report is about, by id, with their facts as they stood at its end."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from core.calendar import Span
from reports.facts import Facts
from reports.queries import granting, journal
from reports.queries import registry as query
from reports.queries.granting import FundRecord, RuleRecord
from reports.queries.registry import CommunityRecord, ProgrammeRecord, ProjectRecord

DONE = frozenset({"completed", "handed_over", "maintained", "cancelled"})


@dataclass(frozen=True, slots=True)
class Registry:
    """`opening_budgets` are those of the funds at the end of the day before the span."""

    programme: ProgrammeRecord
    communities: dict[int, CommunityRecord]
    groups: dict[int, str]
    projects: dict[int, ProjectRecord]
    funds: dict[int, FundRecord]
    opening_budgets: dict[int, int]
    rules: dict[int, RuleRecord]
    facts: Facts


def load_registry(session: Session, programme: ProgrammeRecord, span: Span) -> Registry:
    changes = journal.changes(session, programme.id)
    facts, opening = Facts(changes, span.ends_on), Facts(changes, span.starts_on - timedelta(days=1))
    funds = list(granting.funds(session, programme.id))
    return Registry(
        programme,
        {each.id: _community(each, facts) for each in query.communities(session, programme.id)},
        query.group_codes(session, programme.id),
        {each.id: _project(each, facts) for each in query.projects(session, programme.id)},
        {each.id: _fund(each, facts) for each in funds},
        {each.id: _budget(each, opening) for each in funds},
        {each.id: each for each in granting.rules(session, programme.id)},
        facts,
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


def _community(now: CommunityRecord, facts: Facts) -> CommunityRecord:
    def text(column: str, value: str | None) -> str | None:
        return facts.text("communities", now.code, column, value)

    return now._replace(
        name=facts.required_text("communities", now.code, "name", now.name),
        admin1=text("admin1", now.admin1),
        admin2=text("admin2", now.admin2),
        population=facts.number("communities", now.code, "population", now.population),
        households=facts.number("communities", now.code, "households", now.households),
    )


def _project(now: ProjectRecord, facts: Facts) -> ProjectRecord:
    return now._replace(
        name=facts.required_text("projects", now.code, "name", now.name),
        sector=facts.required_text("projects", now.code, "sector", now.sector),
        status=facts.text("projects", now.code, "status", now.status),
        budget_minor=facts.minor("projects", now.code, "budget", now.budget_minor, now.currency),
        ends_on=facts.day("projects", now.code, "ends_on", now.ends_on),
    )


def _fund(now: FundRecord, facts: Facts) -> FundRecord:
    return now._replace(
        name=facts.required_text("funds", now.code, "name", now.name),
        donor=facts.required_text("funds", now.code, "donor", now.donor),
        budget_minor=_budget(now, facts),
    )


def _budget(fund: FundRecord, facts: Facts) -> int:
    return facts.minor("funds", fund.code, "budget", fund.budget_minor, fund.currency)
