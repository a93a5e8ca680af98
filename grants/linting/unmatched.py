"""What a rule would be asked for by contributions that are recorded, or held until their project is approved."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table, total
from grants.ledger import events as ev
from grants.ledger.applying import contribution_of
from grants.matching.books import Books
from grants.matching.scope import failed_condition, out_of_scope
from grants.matching.terms import Contribution, Project, Rule
from household_groups.models import contributions, projects, registry


def desired_of_unmatched(session: Session, programme_id: int, books: Books) -> Iterator[tuple[Rule, int]]:
    """By rule version and project; what is in another currency counts where there is a rate for its month."""
    sums: dict[tuple[Rule, Project], int] = defaultdict(int)
    for contribution in _unmatched(session, programme_id, books):
        for rule in books.rules:
            value = _value(books, rule, contribution)
            if value:
                sums[rule, contribution.project] += value
    for (rule, _), counted in sums.items():
        yield rule, rule.scale.desired(0, counted)


def _value(books: Books, rule: Rule, contribution: Contribution) -> int:
    """What of it the ratio would apply to, before all limits; 0 where the rule does not look at it."""
    if out_of_scope(rule, contribution) is not None:
        return 0
    if contribution.is_in_kind and rule.in_kind != "match":
        return 0
    books.exchange.missing.clear()
    if failed_condition(books, rule, contribution) is not None:
        return 0
    value = books.exchange.convert(
        contribution.amount, contribution.currency, rule.fund.currency, contribution.month
    )
    return 0 if books.exchange.missing else value


def _unmatched(session: Session, programme_id: int, books: Books) -> Iterator[Contribution]:
    """With what is left of them after reversals."""
    given, project, group = (
        table(model).c for model in (contributions.Contribution, projects.Project, registry.HouseholdGroup)
    )
    household = table(registry.Household)
    back = table(contributions.Reversal).c
    taken_back = sa.select(total(back.amount_minor)).where(back.contribution_id == given.id).scalar_subquery()
    left = given.amount_minor - taken_back
    is_recorded = given.status == contributions.ContributionStatus.RECORDED
    is_held = given.verified_seq.is_not(None) & project.approved_seq.is_(None)
    query = (
        sa.select(
            *(given.received_on, given.id, given.reference, project.code, group.code, household.c.code),
            *(given.received_on, given.recorded_on, left, given.currency),
            *(sa.type_coerce(given.kind, sa.String()), sa.type_coerce(given.source, sa.String())),
        )
        .select_from(
            table(contributions.Contribution).outerjoin(household, given.household_id == household.c.id)
        )
        .where(given.programme_id == programme_id, is_recorded | is_held)
        .where(given.project_id == project.id, given.group_id == group.id, left > 0)
    )
    for row in session.execute(query):
        yield contribution_of(books, ev.ContributionVerified(0, *row))
