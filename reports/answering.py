"""The rows that answer what donors ask: by what they pay, what they said, what lines cost, what banks show."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from grants.reviewing.claims import claims_of
from reports.figures.beside import bank_accounts, budget_lines_account, claims_account
from reports.figures.books import Books, ProjectLedger
from reports.figures.control import Account
from reports.figures.funds import FundRow
from reports.figures.milestones import Asked, MilestoneRow, milestone_rows
from reports.figures.reviews import Reviewed, ReviewRow, review_rows
from reports.figures.unreconciled import UnreconciledRow, bank_lines_then, unreconciled_rows
from reports.figures.variances import VarianceRow, variance_rows
from reports.opening import BookedRows
from reports.queries import banking, budgeting, milestones, reviewing


@dataclass(frozen=True, slots=True)
class AnsweringRows:
    """And the accounts by which `control` looks at them."""

    milestones: list[MilestoneRow]
    reviews: list[ReviewRow]
    variances: list[VarianceRow]
    unreconciled: list[UnreconciledRow]
    accounts: list[Account]


def answering_rows(
    session: Session,
    books: Books,
    rows: BookedRows,
    funds: Iterable[FundRow],
    ledgers: Iterable[ProjectLedger],
) -> AnsweringRows:
    """From books in which all rows are booked; `funds` and `ledgers` are those of the report."""
    id, until = books.registry.programme.id, books.span.ends_on
    reviewed = Reviewed(
        *(books, rows.vouchers, reviewing.words(session, id, until)), claims_of(session, id, until=until)
    )
    lines = bank_lines_then(books, banking.bank_lines(session, id, until))
    return AnsweringRows(
        milestone_rows(books, milestones.milestones(session, id), _asked(session, books), rows.payments),
        review_rows(books, reviewed),
        variance_rows(
            *(books, rows.vouchers, budgeting.budget_lines(session, id)),
            budgeting.explanations(session, id, until),
        ),
        unreconciled_rows(books, lines, rows.funded, rows.payments),
        [
            claims_account(books, reviewed.claims.values()),
            budget_lines_account(books, ledgers),
            *bank_accounts(books, funds, lines),
        ],
    )


def _asked(session: Session, books: Books) -> Asked:
    id, until = books.registry.programme.id, books.span.ends_on
    return Asked(
        milestones.certifications(session, id, until),
        milestones.tranches(session, id, until),
        milestones.steps(session, id, until),
    )
