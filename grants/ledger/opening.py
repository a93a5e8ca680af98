"""Opening the books at a place in the sequence: facts, balances, and what of the past the next events need."""

from collections.abc import Collection, Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table
from grants.ledger import events as ev
from grants.ledger.applying import Payments, contribution_of
from grants.ledger.codes import Ids
from grants.ledger.facts import load_books
from grants.ledger.folding import fold_entries
from grants.ledger.past import past_contributions, touched_by
from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.terms import Contribution
from grants.models.funds import Fund
from grants.models.matches import Balance
from grants.models.payments import Disbursement
from household_groups.models.contributions import Reversal
from household_groups.models.projects import Project


def open_books(
    session: Session, programme_id: int, ids: Ids, seq: int, events: Collection[ev.Event]
) -> Books:
    """The books after event `seq`, with all that `events` will read or move, and no more."""
    touched = touched_by(events)
    past = past_contributions(session, programme_id, touched, seq)
    books = load_books(session, programme_id, seq, touched.part(past))
    for contribution in reopen(session, books, ids, past, seq):
        _put_in_line(books, contribution)
    books.accounts.take(load_balances(session, programme_id, _subjects(books, events)))
    return books


def reopen(
    session: Session, books: Books, ids: Ids, past: Iterable[ev.ContributionVerified], seq: int
) -> list[Contribution]:
    """Contributions of the past with the matches that their entries add up to, as they stood at `seq`."""
    contributions = {row.id: _reopened(books, row) for row in past}
    _set_reversed(session, contributions, seq)
    rules = {ids.of_rule(rule)[0]: rule for rule in books.rules}
    fold_entries(session, books, contributions, rules)
    return list(contributions.values())


def load_balances(session: Session, programme_id: int, subjects: Iterable[str]) -> dict[accounts.Key, int]:
    """Every balance of these projects, households, groups and communities, and of all funds (subject '')."""
    t = table(Balance).c
    query = sa.select(t.account, t.subject, t.owner, t.period, t.minor)
    query = query.where(t.programme_id == programme_id, t.account.in_(accounts.ALL))
    return {
        (account, subject, owner, period): minor
        for clause in in_clauses(t.subject, {"", *subjects})
        for account, subject, owner, period, minor in session.execute(query.where(clause))
    }


def load_payments(session: Session, programme_id: int) -> Payments:
    """What was disbursed, net of refunds, to the projects of a programme that are settled."""
    t, fund, project = table(Disbursement).c, table(Fund).c, table(Project).c
    query = sa.select(project.code, t.paid_on, fund.code, t.amount_minor).where(
        t.programme_id == programme_id,
        t.fund_id == fund.id,
        t.project_id == project.id,
        project.settled_seq.is_not(None),
    )
    payments: dict[str, list[tuple[date, str, int]]] = {}
    for code, paid_on, fund_code, minor in session.execute(query):
        payments.setdefault(code, []).append((paid_on, fund_code, minor))
    return payments


def _reopened(books: Books, row: ev.ContributionVerified) -> Contribution:
    contribution = contribution_of(books, row)
    contribution.value = books.exchange.convert(
        contribution.amount, contribution.currency, contribution.project.currency, contribution.month
    )
    books.add_contribution(contribution)
    return contribution


def _set_reversed(session: Session, contributions: dict[int, Contribution], seq: int) -> None:
    t = table(Reversal).c
    query = sa.select(t.contribution_id, t.amount_minor).where(t.seq <= seq)
    for clause in in_clauses(t.contribution_id, contributions):
        for id, minor in session.execute(query.where(clause)):
            contributions[id].reversed += minor


def _put_in_line(books: Books, contribution: Contribution) -> None:
    """Held until approval, waiting for a threshold, or neither."""
    if contribution.project.approved_month is None:
        contribution.project.held.append(contribution)
    if contribution.reversed < contribution.amount:
        for match in contribution.matches.values():
            if match.is_waiting:
                books.wait(contribution, match.rule.scheme)


def _subjects(books: Books, events: Iterable[ev.Event]) -> set[str]:
    households = {event.household for event in events if isinstance(event, ev.ContributionVerified)}
    households |= {contribution.household for contribution in books.contributions.values()}
    named = {household for household in households if household is not None}
    return {*books.projects, *books.groups, *books.communities, *named}
