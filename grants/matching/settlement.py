"""A project is settled: what was matched beyond its final cost goes back to the funds."""

from collections.abc import Mapping

from grants.matching import accounts
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.terms import Entry, Project, Reason


def settle(booking: Booking, project: Project, final_cost: int, disbursed: Mapping[str, int]) -> None:
    """Release grants in the exact reverse of the order in which they were booked, until nothing is in excess.

    `final_cost` is in the project's currency, `disbursed` what each fund (by code, in its currency) had paid
    to the project by that day: that is not released but due back as a refund. Raises MissingRate.
    """
    books = booking.books
    project.is_settled = True
    excess = project.budget - books.gap(project) - final_cost
    releasable = {
        fund.code: books.balance(accounts.fund_project(fund, project)) - disbursed.get(fund.code, 0)
        for fund in books.funds.values()
    }
    for grant in sorted(project.grants, key=lambda grant: (grant.seq, grant.line), reverse=True):
        if excess <= 0:
            break
        if not grant.left:
            continue
        minor, value = _beyond(books, grant, excess)
        excess -= value
        fund = grant.rule.fund.code
        unpaid = max(releasable[fund], 0)
        released = min(minor, unpaid)
        if released < minor:
            books.accounts[accounts.UNRELEASED, project.code, fund, ""].post(minor - released)
        if released:
            releasable[fund] -= released
            match = grant.contribution.matches[grant.rule.code]
            seen = (minor, unpaid)
            booking.release(grant.contribution, match, grant, released, Reason.SETTLED, seen)


def _beyond(books: Books, grant: Entry, excess: int) -> tuple[int, int]:
    """What of a grant is in excess: (minor units of the fund, by how much the excess falls)."""
    contribution, currency = grant.contribution, grant.rule.fund.currency
    project = contribution.project
    value = books.exchange.convert(grant.left, currency, project.currency, contribution.month)
    if value <= excess:
        return grant.left, value
    numerator, denominator = books.exchange.factor(project.currency, currency, contribution.month)
    return min(excess * numerator // denominator, grant.left), excess
