"""Facts from the tables into the books of the engine, as they stood at a place in the sequence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.exchange import Exchange
from core.money import to_minor
from core.programmes import FactChange, Rate
from core.tables import in_clauses, table
from grants.ledger.terms_of_rules import load_rules
from grants.matching import engine
from grants.matching.books import Books
from grants.matching.terms import Community, Fund, Group, Project
from grants.models import funds
from household_groups.models import projects, registry

DECISION_FACTS = {
    "funds": frozenset({"budget", "yearly_envelope", "closes_on"}),
    "projects": frozenset({"budget"}),
    "groups": frozenset({"members", "leader_sex", "certificate_until"}),
    "communities": frozenset({"marginality"}),
}
"""The only facts that decisions read and that may change after a decision; docs/matching.md, 'Events'."""


@dataclass(frozen=True)
class Part:
    """The part of a programme that some events touch, by code."""

    projects: Collection[str]
    groups: Collection[str]


def load_books(session: Session, programme_id: int, seq: int, part: Part | None = None) -> Books:
    """The facts of a programme (or of a part) as they stood after the event `seq`; no balances yet.

    Missing rates are collected in the exchange, for the caller to look at when all events are through.
    """
    books = Books(Exchange(_rates(session, programme_id), collect_missing=True))
    _load_funds(session, programme_id, books)
    _load_groups(session, programme_id, books, part)
    _load_projects(session, programme_id, books, part, seq)
    books.add_rules(load_rules(session, programme_id, books.funds))
    _undo_changes_after(session, programme_id, books, seq)
    return books


def apply_change(books: Books, sheet: str, code: str, column: str, text: str | None) -> None:
    """Give a decision fact a new value, written as in the workbook; other columns are no concern of decisions."""
    if column not in DECISION_FACTS.get(sheet, ()):
        return
    if sheet == "funds":
        fund = books.funds[code]
        is_date = column == "closes_on"
        engine.change_fund(books, fund, column, _day(text) if is_date else _money(text, fund.currency))
    elif sheet == "projects" and code in books.projects:
        project = books.projects[code]
        engine.change_budget(project, _money(text, project.currency) or 0)
    elif sheet == "groups" and code in books.groups:
        value = {"members": _number, "certificate_until": _day}.get(column, _text)(text)
        engine.change_group(books.groups[code], column, value)
    elif sheet == "communities" and code in books.communities:
        engine.change_marginality(books, code, text)


def _rates(session: Session, programme_id: int) -> dict[tuple[str, str], Decimal]:
    t = table(Rate).c
    rows = session.execute(
        sa.select(t.currency, t.month, t.units_per_usd).where(t.programme_id == programme_id)
    )
    return {(currency, month): Decimal(units) for currency, month, units in rows}


def _load_funds(session: Session, programme_id: int, books: Books) -> None:
    t = table(funds.Fund).c
    query = sa.select(
        *(t.code, t.currency, t.budget_minor, t.opens_on, t.closes_on),
        *(t.yearly_envelope_minor, sa.func.coalesce(t.year_starts_month, 1)),
    )
    for row in session.execute(query.where(t.programme_id == programme_id)):
        books.funds[row.code] = Fund(*row)


def _load_groups(session: Session, programme_id: int, books: Books, part: Part | None) -> None:
    t = table(registry.HouseholdGroup).c
    query = sa.select(
        *(t.code, t.registered_on, t.members),
        *(sa.type_coerce(t.leader_sex, sa.String), t.certificate_until),
    ).where(t.programme_id == programme_id)
    for clause in in_clauses(t.code, part.groups) if part else (sa.true(),):
        for row in session.execute(query.where(clause)):
            books.groups[row.code] = Group(*row)


def _load_projects(session: Session, programme_id: int, books: Books, part: Part | None, seq: int) -> None:
    t, community = table(projects.Project).c, table(registry.Community).c
    query = sa.select(
        *(t.code, t.sector, t.currency, t.budget_minor, t.approved_on, t.approved_seq, t.settled_seq),
        *(community.code.label("community"), sa.type_coerce(community.marginality, sa.String)),
    ).where(t.programme_id == programme_id, t.community_id == community.id)
    for clause in in_clauses(t.code, part.projects) if part else (sa.true(),):
        for (
            code,
            sector,
            currency,
            budget,
            approved_on,
            approved,
            settled,
            place,
            marginality,
        ) in session.execute(query.where(clause)):
            stands_in = books.communities.setdefault(place, Community(place, marginality))
            project = Project(code, stands_in, sector, currency, budget)
            if approved is not None and approved <= seq:
                project.approved_month = month_name(approved_on)
            project.is_settled = settled is not None and settled <= seq
            books.projects[code] = project


def _undo_changes_after(session: Session, programme_id: int, books: Books, seq: int) -> None:
    """The tables hold what is true now; `old` of the earliest later change is what held at `seq`."""
    t = table(FactChange).c
    query = sa.select(t.sheet, t.code, t.column, t.old).where(
        t.programme_id == programme_id, t.seq > seq, t.sheet.in_(DECISION_FACTS)
    )
    for row in session.execute(query.order_by(t.seq.desc())):
        apply_change(books, *row)


def _money(text: str | None, currency: str) -> int | None:
    return None if text is None else to_minor(Decimal(text), currency)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _text(text: str | None) -> str | None:
    return text
