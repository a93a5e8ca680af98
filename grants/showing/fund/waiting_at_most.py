"""What contributions that wait for a threshold would take of a fund, once it is reached."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import table
from grants.ledger.terms_of_rules import terms_of
from grants.matching import accounts, terms
from grants.models.funds import Fund
from grants.models.matches import Balance
from grants.models.rules import MatchingRule
from grants.showing.waiting import Waiting
from household_groups.models.projects import Project


def at_most_matched(session: Session, fund: Fund, waiting: Sequence[Waiting]) -> dict[str, int]:
    """By project code, what would be matched of what waits for a threshold, were there no cap.

    The ratio or tiers are those of the rule's latest version.
    """
    if not waiting:
        return {}
    query = select(MatchingRule).where(MatchingRule.fund_id == fund.id).order_by(col(MatchingRule.version))
    of = terms.Fund(fund.code, fund.currency, fund.budget_minor, fund.opens_on)
    scales = {rule.code: terms_of(rule, of).scale for rule in session.exec(query)}
    base = _bases(session, fund, [each.project for each in waiting])
    found: defaultdict[str, int] = defaultdict(int)
    for each in waiting:
        already = base.get((each.project.code, each.rule), 0)
        found[each.project.code] += scales[each.rule].desired(already, each.value)
    return dict(found)


def _bases(session: Session, fund: Fund, projects: Iterable[Project]) -> dict[tuple[str, str], int]:
    t = table(Balance).c
    query = sa.select(t.subject, t.owner, t.minor).where(
        *(t.programme_id == fund.programme_id, t.account == accounts.BASE),
        t.subject.in_({project.code for project in projects}),
    )
    return {(project, rule): minor for project, rule, minor in session.execute(query)}
