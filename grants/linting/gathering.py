"""The facts of a programme from its tables: rules, projects and groups as they stand, and what waits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.calendar import month_name
from core.journal.verify import head_of
from core.programmes import Rate
from grants.ledger.facts import load_books
from grants.linting.facts import Facts
from grants.linting.unmatched import desired_of_unmatched
from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.terms import Rule
from grants.models.funds import Fund
from grants.models.matches import Balance
from grants.models.rules import MatchingRule
from grants.showing.waiting import waiting_for


def facts_of(session: Session, programme_id: int, today: date) -> Facts:
    """As the books stand now, or in a rehearsal as they would."""
    _, seq, _ = head_of(session, programme_id)
    books = load_books(session, programme_id, seq, changed_since=False).books
    _take_for_approved(session, programme_id, books, today)
    currencies = {fund.currency for fund in books.funds.values()}
    return Facts(
        rules=books.rules,
        projects=list(books.projects.values()),
        groups=list(books.groups.values()),
        communities=list(books.communities.values()),
        budgets=dict(_budgets(books, currencies)),
        left=_left(session, programme_id, books),
        waiting=_waiting(session, programme_id, books),
        today=today,
    )


def rule_in(facts: Facts, version: MatchingRule) -> Rule:
    return next(rule for rule in facts.rules if (rule.code, rule.version) == (version.code, version.version))


def _take_for_approved(session: Session, programme_id: int, books: Books, today: date) -> None:
    """A project not yet approved is valued at the rates of the latest month that has any."""
    query = sa.select(sa.func.max(col(Rate.month))).where(col(Rate.programme_id) == programme_id)
    latest = session.execute(query).scalar() or month_name(today)
    for project in books.projects.values():
        project.approved_month = project.approved_month or latest


def _budgets(books: Books, currencies: set[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Those for which there is a rate."""
    for project in books.projects.values():
        for currency in currencies - {project.currency}:
            books.exchange.missing.clear()
            budget = books.budget_in(project, currency)
            if not books.exchange.missing:
                yield (project.code, currency), budget


def _left(session: Session, programme_id: int, books: Books) -> dict[str, int]:
    query = sa.select(col(Balance.owner), col(Balance.minor)).where(
        *(col(Balance.programme_id) == programme_id, col(Balance.account) == accounts.FUND),
        *(col(Balance.subject) == "", col(Balance.period) == ""),
    )
    granted = dict(row for row in session.execute(query))
    return {code: fund.budget - granted.get(code, 0) for code, fund in books.funds.items()}


def _waiting(session: Session, programme_id: int, books: Books) -> Mapping[tuple[str, int], int]:
    """Below thresholds, held until an approval, or not yet verified, at the ratio of the version in force last."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for code, project, counted in _below_thresholds(session, programme_id):
        rule = max((each for each in books.rules if each.code == code), key=lambda each: each.effective_from)
        already = _base(session, programme_id, code, project)
        sums[code, rule.version] += rule.scale.desired(already, counted)
    for rule, desired in desired_of_unmatched(session, programme_id, books):
        sums[rule.code, rule.version] += desired
    return sums


def _below_thresholds(session: Session, programme_id: int) -> Iterator[tuple[str, str, int]]:
    for fund in session.exec(select(Fund).where(Fund.programme_id == programme_id)).all():
        for waiting in waiting_for(session, fund):
            yield waiting.rule, waiting.project.code, waiting.value


def _base(session: Session, programme_id: int, rule: str, project: str) -> int:
    query = sa.select(col(Balance.minor)).where(
        *(col(Balance.programme_id) == programme_id, col(Balance.account) == accounts.BASE),
        *(col(Balance.subject) == project, col(Balance.owner) == rule),
    )
    return session.execute(query).scalar() or 0
