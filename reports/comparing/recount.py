"""The figures of a span, from rows that count on the days that they are given: those of the books, or others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from reports.comparing.records import Dated, Records
from reports.figures.achievements import Achievements, IndicatorRow, achievements, indicator_rows
from reports.figures.books import Books, ProjectLedger
from reports.figures.communities import CommunityRow, CommunityTotals, community_rows, community_totals
from reports.figures.contributions import book_contributions
from reports.figures.disbursements import book_disbursements, payments_then
from reports.figures.expenditures import book_expenditures, vouchers_then
from reports.figures.funding import book_other_funding, book_receipts, receipts_then
from reports.figures.funds import FundRow, fund_rows
from reports.figures.matches import book_entries
from reports.figures.projects import ProjectRow, project_rows
from reports.figures.reach import service_of
from reports.figures.reversals import book_reversals
from reports.figures.summary import MeasureRow, summary_rows
from reports.figures.totals import project_totals, shares_of
from reports.queries import granting

Taken = Callable[[Iterable[Dated[Any]], date], list[Any]]
"""Which rows count up to a day, and on which days: `counted` or `known` of records.py."""


@dataclass(frozen=True, slots=True)
class Recount:
    """`ledgers` are by project id, of the projects that a report of these books shows."""

    books: Books
    ledgers: dict[int, ProjectLedger]
    of_communities: list[CommunityTotals]
    summary: list[MeasureRow]
    communities: list[CommunityRow]
    projects: list[ProjectRow]
    funds: list[FundRow]
    indicators: list[IndicatorRow]


def recount(session: Session, books: Books, records: Records, taken: Taken) -> Recount:
    """Raises MissingRate."""
    _book(session, books, records, taken)
    found = _achievements(books, records, taken)
    shown = [project for project in books.registry.projects.values() if books.shows(project.id)]
    shown.sort(key=lambda project: project.code)
    ledgers = {project.id: books.projects.get(project.id, ProjectLedger()) for project in shown}
    totals = {id: project_totals(books, ledger, shares_of(ledger)) for id, ledger in ledgers.items()}
    of_communities = community_totals(books, totals, found)
    communities = community_rows(of_communities, found, totals.keys())
    return Recount(
        *(books, ledgers, of_communities, summary_rows(of_communities, communities), communities),
        *(project_rows(books, totals, found.works), fund_rows(books), indicator_rows(books, found)),
    )


def _book(session: Session, books: Books, records: Records, taken: Taken) -> None:
    until = books.span.ends_on
    taken_back = book_reversals(books, taken(records.reversals, until))
    answers = book_entries(books, taken(records.entries, until), {})
    for fund_id, project_id, minor in granting.unreleased(session, books.registry.programme.id):
        books.funds[fund_id].unreleased_of[project_id] = minor
    book_contributions(books, taken(records.contributions, until), taken_back, answers)
    book_disbursements(books, payments_then(books, taken(records.payments, until)))
    book_expenditures(books, vouchers_then(books, taken(records.vouchers, until)))
    book_receipts(books, receipts_then(books, taken(records.receipts, until)))
    book_other_funding(books, [row for row in records.other_funding if row.agreed_on <= until])


def _achievements(books: Books, records: Records, taken: Taken) -> Achievements:
    until = books.span.ends_on
    return achievements(
        *(books, records.indicators, taken(records.measurements, until), taken(records.progress, until)),
        service_of(books, taken(records.checks, until), taken(records.reached, until)),
    )
