"""Facts from the tables into the books of the engine, as they stood at a place in the sequence."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.calendar import month_name
from core.exchange import Exchange
from core.money import to_minor
from core.programmes import FactChange, Rate
from core.tables import batches, table
from grants.ledger.codes import Ids
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


_AT_ONCE = 500
_OF: sa.BindParameter[int] = sa.bindparam("of")
_RATE, _FUND, _GROUP, _PROJECT, _COMMUNITY = (
    table(model).c
    for model in (Rate, funds.Fund, registry.HouseholdGroup, projects.Project, registry.Community)
)
_RATES = sa.select(_RATE.currency, _RATE.month, _RATE.units_per_usd, _RATE.is_used).where(
    _RATE.programme_id == _OF
)
_FUNDS = sa.select(
    *(_FUND.id, _FUND.code, _FUND.currency, _FUND.budget_minor, _FUND.opens_on, _FUND.closes_on),
    *(_FUND.yearly_envelope_minor, sa.func.coalesce(_FUND.year_starts_month, 1)),
).where(_FUND.programme_id == _OF)
_GROUPS = sa.select(
    *(_GROUP.code, _GROUP.registered_on, _GROUP.members),
    *(sa.type_coerce(_GROUP.leader_sex, sa.String), _GROUP.certificate_until),
).where(_GROUP.programme_id == _OF)
_PROJECTS = sa.select(
    *(_PROJECT.id, _PROJECT.code, _PROJECT.sector, _PROJECT.currency, _PROJECT.budget_minor),
    *(_PROJECT.approved_on, _PROJECT.approved_seq, _PROJECT.settled_seq),
    _COMMUNITY.code.label("community"),
    sa.type_coerce(_COMMUNITY.marginality, sa.String).label("marginality"),
).where(_PROJECT.programme_id == _OF, _PROJECT.community_id == _COMMUNITY.id)
# Built once: a live booking makes some of each every time, and building one takes longer than running it.


@dataclass(frozen=True)
class Part:
    """The part of a programme that some events touch, by code."""

    projects: Collection[str]
    groups: Collection[str]


class Opened(NamedTuple):
    """Books, the ids of what is in them, and the rates (currency, month) that some decision has used already."""

    books: Books
    ids: Ids
    frozen: set[tuple[str, str]]


def load_books(
    session: Session,
    programme_id: int,
    seq: int,
    part: Part | None = None,
    *,
    changed_since: bool = True,
) -> Opened:
    """The facts of a programme (or of a part) as they stood after the event `seq`; no balances yet.

    Missing rates are collected in the exchange, for the caller to look at when all events are through.
    `changed_since` is False where no fact changed after `seq`: the tables then hold what held there.
    """
    rates, frozen = _rates(session, programme_id)
    books, ids = Books(Exchange(rates, collect_missing=True)), Ids()
    _load_funds(session, programme_id, books, ids)
    _load_groups(session, programme_id, books, part)
    _load_projects(session, programme_id, books, ids, part, seq)
    rules = dict(load_rules(session, programme_id, books.funds))
    ids.rules = {(rule.code, rule.version): id for rule, id in rules.items()}
    books.add_rules(rules)
    if changed_since:
        _undo_changes_after(session, programme_id, books, seq)
    return Opened(books, ids, frozen)


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


def _rates(
    session: Session, programme_id: int
) -> tuple[dict[tuple[str, str], Decimal], set[tuple[str, str]]]:
    rows = session.execute(_RATES, {"of": programme_id}).all()
    rates = {(currency, month): Decimal(units) for currency, month, units, _ in rows}
    return rates, {(currency, month) for currency, month, _, is_used in rows if is_used}


def _load_funds(session: Session, programme_id: int, books: Books, ids: Ids) -> None:
    for id, *fund in session.execute(_FUNDS, {"of": programme_id}):
        books.funds[fund[0]] = Fund(*fund)
        ids.funds[fund[0]] = id


def _load_groups(session: Session, programme_id: int, books: Books, part: Part | None) -> None:
    for row in _rows(session, _GROUPS, programme_id, registry.HouseholdGroup, part.groups if part else None):
        books.groups[row.code] = Group(*row)


def _load_projects(
    session: Session, programme_id: int, books: Books, ids: Ids, part: Part | None, seq: int
) -> None:
    for row in _rows(session, _PROJECTS, programme_id, projects.Project, part.projects if part else None):
        stands_in = books.communities.setdefault(row.community, Community(row.community, row.marginality))
        project = Project(row.code, stands_in, row.sector, row.currency, row.budget_minor)
        if row.approved_seq is not None and row.approved_seq <= seq:
            project.approved_month = month_name(row.approved_on)
        project.is_settled = row.settled_seq is not None and row.settled_seq <= seq
        books.projects[row.code] = project
        ids.projects[row.code] = row.id


def _rows(
    session: Session,
    query: sa.Select[Any],
    programme_id: int,
    model: type[SQLModel],
    codes: Collection[str] | None,
) -> Iterator[Any]:
    """All rows, or those with these codes."""
    of = {"of": programme_id}
    if codes is None:
        yield from session.execute(query, of)
        return
    for batch in batches(sorted(codes), _AT_ONCE):
        yield from session.execute(_of_codes(query, model), of | {"codes": batch})


@cache
def _of_codes(query: sa.Select[Any], model: type[SQLModel]) -> sa.Select[Any]:
    return query.where(table(model).c.code.in_(sa.bindparam("codes", expanding=True)))


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
