"""What the letter of a fund says: its figures, those of the seal where there is one, and what it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from core.journal.models import JournalHead
from core.programmes import Programme
from grants.models.funds import Fund
from grants.showing.fund.attention import Matter, most_urgent
from grants.showing.fund.by_project import matched_projects_and_communities
from grants.showing.fund.figures import Cash, Commitment, Glance, Moved
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.matters import matters_of
from grants.showing.fund.works import Works, works_of
from reports.closing.kept import ClosedQuarter, closed_quarter, figures_of
from reports.figures.funds import FundRow
from reports.figures.summary import Measure
from reports.queries.journal import latest_day
from reports.report import QuarterlyReport

_MOST_DRAWN = 4


@dataclass(frozen=True)
class Letter:
    """`is_sealed`: cash, commitments and `spent` are those of the sealed report, else of today's books.

    What was reviewed, what needs attention and what comes are always of today's books. `spent` is None where the
    rate of a voucher's month is missing. `position` is the last entry of the journal of which the figures speak,
    `books_day` the last day of anything in the books by then.
    """

    fund: Fund
    books: FundBooks
    glance: Glance
    spent: Moved | None
    projects: int
    communities: int
    matters: Sequence[Matter]
    works: Sequence[Works]
    closed: ClosedQuarter | None
    is_sealed: bool
    position: int
    position_today: int
    books_day: date | None


def letter_of(session: Session, programme: Programme, books: FundBooks, on: date) -> Letter:
    assert programme.id is not None
    fund, glance = books.fund, books.glance
    closed = closed_quarter(session, programme.id, str(books.span), fund.code)
    report = figures_of(session, closed.sealed) if closed and closed.sealed else None
    row = _row(report, fund)
    head = session.get(JournalHead, programme.id)
    position = head.position if head else 0
    works = works_of(session, fund, books.span.ends_on)
    projects, communities = matched_projects_and_communities(session, fund, books.span.ends_on)
    of_today = glance.spending.spent if glance.spending else None
    return Letter(
        fund=fund,
        books=books,
        glance=replace(glance, cash=cash_of(row), commitment=commitment_of(row)) if row else glance,
        spent=spent_of(report) if report and row else of_today,
        projects=projects,
        communities=communities,
        matters=most_urgent(matters_of(session, books, programme, on)),
        works=largest(works),
        closed=closed,
        is_sealed=row is not None,
        position=closed.sealed.position if row and closed and closed.sealed else position,
        position_today=position,
        books_day=report.control.latest_on if report and row else latest_day(session, programme.id),
    )


def cash_of(row: FundRow) -> Cash:
    """As the sheet `funds` of a report has it."""
    return Cash(
        Moved(row.received_total_minor - row.received_quarter_minor, row.received_quarter_minor),
        Moved(row.disbursed_total_minor - row.disbursed_quarter_minor, row.disbursed_quarter_minor),
    )


def commitment_of(row: FundRow) -> Commitment:
    before = row.matched_total_minor - row.matched_quarter_minor
    return Commitment(row.budget_minor, Moved(before, row.matched_quarter_minor), row.disbursed_total_minor)


def largest(works: Sequence[Works]) -> list[Works]:
    """The few projects with most of the fund's matches of which somebody said how far they are."""
    told = [each for each in works if each.built is not None and each.matched > 0]
    return sorted(told, key=lambda each: (-each.matched, each.project.code))[:_MOST_DRAWN]


def _row(report: QuarterlyReport | None, fund: Fund) -> FundRow | None:
    return next((row for row in report.funds if row.code == fund.code), None) if report else None


def spent_of(report: QuarterlyReport) -> Moved | None:
    """As the sheet `summary` has it."""
    row = next((row for row in report.summary if row.measure is Measure.SPENT), None)
    if row is None:
        return None
    total, during = int(row.cumulative or 0), int(row.quarter or 0)
    return Moved(total - during, during)
