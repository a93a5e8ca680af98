"""Makes the report of a programme, or of one fund of it, from one state of the books."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from core.calendar import Span, quarter_of
from core.errors import Refusal
from core.exchange import MissingRate
from core.programmes import Programme
from grants.impact.handovers import handed_over_on
from reports.answering import answering_rows
from reports.equity.gathering import fairness_of
from reports.figures.achievements import Achievements, achievements, indicator_rows
from reports.figures.books import Books, ProjectLedger
from reports.figures.communities import community_rows, community_totals
from reports.figures.control import Control, fund_accounts, measure_accounts, project_accounts
from reports.figures.flags import flagged
from reports.figures.funds import fund_rows
from reports.figures.grievances import GrievanceRow, grievance_rows
from reports.figures.impact import impact_rows
from reports.figures.months import month_rows
from reports.figures.places import place_rows
from reports.figures.projects import project_rows
from reports.figures.reach import Service, service_of
from reports.figures.reached import reached_rows
from reports.figures.service import service_rows
from reports.figures.shares import source_rows
from reports.figures.streams import stream_rows
from reports.figures.summary import summary_rows
from reports.figures.totals import combined, project_totals, shares_of
from reports.narrating.told import narrative_rows
from reports.opening import BookedRows, book_rows, open_books
from reports.queries import grievances, journal, serving
from reports.queries import registry as query
from reports.queries.granting import RuleRecord
from reports.queries.journal import RateRecord
from reports.refusals import ReportReason
from reports.report import QuarterlyReport
from reports.signing.certified import certified


def quarterly_report(
    session: Session, programme_code: str, span: Span, fund: str | None = None
) -> QuarterlyReport:
    """The session is in one read transaction, so that all figures speak of one state of the books.

    Raises Refusal with a reason of `ReportReason`.
    """
    books = open_books(session, programme_code, span, fund)
    try:
        report = _report(session, books, book_rows(session, books), fund)
    except MissingRate as missing:
        raise Refusal(ReportReason.MISSING_RATE, currency=missing.currency, month=missing.month) from missing
    return report if fund else certified(session, report)


def latest_quarter(session: Session, programme: Programme) -> Span | None:
    """The latest quarter in which anything counts, or was received; None while there is nothing."""
    day = journal.latest_day(session, programme.id) if programme.id is not None else None
    return quarter_of(day) if day else None


def _report(session: Session, books: Books, rows: BookedRows, fund: str | None) -> QuarterlyReport:
    service = _service(session, books)
    found = _achievements(session, books, service)
    ledgers = _ledgers(books)
    shares = {id: shares_of(ledger) for id, ledger in ledgers.items()}
    totals = {id: project_totals(books, ledger, shares[id]) for id, ledger in ledgers.items()}
    of_communities = community_totals(books, totals, found)
    communities = community_rows(of_communities, found, totals.keys())
    projects = project_rows(books, totals, found.works)
    funds = fund_rows(books)
    impact = impact_rows(books, found)
    places = place_rows(of_communities, communities)
    fairness = fairness_of(session, books, places, ledgers)
    answering = answering_rows(session, books, rows, funds, ledgers.values())
    return QuarterlyReport(
        programme=books.registry.programme,
        span=books.span,
        fund=fund,
        summary=summary_rows(of_communities, communities),
        communities=communities,
        projects=projects,
        sources=source_rows(books, zip(projects, ledgers.values(), shares.values(), strict=True)),
        funds=funds,
        contributions=rows.contributions,
        pending=rows.pending,
        matches=rows.answers.rows,
        disbursements=rows.disbursements,
        expenditures=flagged(books, rows.expenditures, ledgers, shares),
        indicators=indicator_rows(books, found),
        receipts=rows.receipts,
        other_funding=rows.other_funding,
        milestones=answering.milestones,
        reviews=answering.reviews,
        variances=answering.variances,
        unreconciled=answering.unreconciled,
        months=month_rows(books, ledgers.values()),
        streams=stream_rows(books, ledgers),
        places=places,
        impact=impact,
        reached=reached_rows(books, of_communities, totals, found, impact),
        service=service_rows(
            books, service, handed_over_on(session, books.registry.programme.id, books.span.ends_on)
        ),
        control=Control(
            [
                *fund_accounts(books, funds),
                *project_accounts(books, zip(projects, ledgers.values(), strict=True)),
            ],
            measure_accounts(books, combined(totals.values())),
            *_stands_on(session, books, rows),
            answering.accounts,
        ),
        narrative=narrative_rows(session, books.registry.programme.id, str(books.span)),
        grievances=_grievances(session, books, ledgers),
        equity=fairness.rows,
        groups=fairness.groups,
    )


def _grievances(session: Session, books: Books, project_ids: Iterable[int]) -> list[GrievanceRow]:
    id, until = books.registry.programme.id, books.span.ends_on
    return grievance_rows(
        *(grievances.grievances(session, id, until), grievances.steps(session, id, until), books.span),
        None if books.scope.is_whole else project_ids,
    )


def _service(session: Session, books: Books) -> Service:
    id, until = books.registry.programme.id, books.span.ends_on
    return service_of(books, serving.checks(session, id, until), serving.reached(session, id, until))


def _achievements(session: Session, books: Books, service: Service) -> Achievements:
    id, until = books.registry.programme.id, books.span.ends_on
    return achievements(
        books,
        query.indicators(session, id),
        query.measurements(session, id, until),
        query.progress(session, id, until),
        service,
    )


def _ledgers(books: Books) -> dict[int, ProjectLedger]:
    """Of the projects that the report shows, by id, in the order of their rows."""
    shown = [project for project in books.registry.projects.values() if books.shows(project.id)]
    shown.sort(key=lambda project: project.code)
    return {project.id: books.projects.get(project.id, ProjectLedger()) for project in shown}


def _stands_on(
    session: Session, books: Books, rows: BookedRows
) -> tuple[list[RateRecord], list[RuleRecord], int, date | None]:
    """The rates looked up, the rule versions behind the rows, how far the books have come."""
    id = books.registry.programme.id
    rates = [
        rate for rate in journal.rates(session, id) if (rate.currency, rate.month) in books.exchange.used
    ]
    rules = [books.registry.rules[rule_id] for rule_id in rows.answers.rule_ids]
    return (
        sorted(rates, key=lambda rate: (rate.currency, rate.month)),
        sorted(rules, key=lambda rule: (rule.code, rule.version)),
        journal.journal_seq(session, id),
        journal.latest_day(session, id),
    )
