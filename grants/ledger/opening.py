"""Opening the books at a place in the sequence: facts, balances, and what of the past the next events need."""

from collections.abc import Collection, Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import batches, in_clauses, table
from grants.ledger import events as ev
from grants.ledger.applying import Payments, contribution_of
from grants.ledger.facts import Opened, load_books
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

_BALANCE = table(Balance).c
_BALANCES = sa.select(
    *(_BALANCE.account, _BALANCE.subject, _BALANCE.owner, _BALANCE.period, _BALANCE.minor)
).where(
    _BALANCE.programme_id == sa.bindparam("of"),
    _BALANCE.account.in_(accounts.ALL),
    _BALANCE.subject.in_(sa.bindparam("subjects", expanding=True)),
)


def open_books(
    session: Session,
    programme_id: int,
    seq: int,
    events: Collection[ev.Event],
    kinds: Collection[type[ev.Event]] | None = None,
) -> Opened:
    """The books after event `seq`, with all that `events` will read or move, and no more.

    `kinds` are those of all events after `seq` that are in the tables, where that is known.
    """
    touched = touched_by(events)
    past = past_contributions(session, programme_id, touched, seq)
    changed_since = kinds is None or ev.FactChanged in kinds
    opened = load_books(session, programme_id, seq, touched.part(past), changed_since=changed_since)
    books = opened.books
    for contribution in reopen(session, opened, past, seq):
        _put_in_line(books, contribution)
    books.accounts.take(load_balances(session, programme_id, _subjects(books, events)))
    return opened


def reopen(
    session: Session, opened: Opened, past: Iterable[ev.ContributionVerified], seq: int
) -> list[Contribution]:
    """Contributions of the past with the matches that their entries add up to, as they stood at `seq`."""
    books, ids = opened.books, opened.ids
    contributions = {row.id: _reopened(books, row) for row in past}
    if not contributions:
        return []
    _set_reversed(session, contributions, seq)
    rules = {ids.of_rule(rule)[0]: rule for rule in books.rules}
    fold_entries(session, books, contributions, rules)
    return list(contributions.values())


def load_balances(session: Session, programme_id: int, subjects: Iterable[str]) -> dict[accounts.Key, int]:
    """Every balance of these projects, households, groups and communities, and of all funds (subject '')."""
    return {
        (account, subject, owner, period): minor
        for batch in batches(sorted({"", *subjects}), 500)
        for account, subject, owner, period, minor in session.execute(
            _BALANCES, {"of": programme_id, "subjects": batch}
        )
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
