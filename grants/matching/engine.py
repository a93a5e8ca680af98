"""The events of a programme and what each does: facts in, decisions out.

The engine is a pure function of the list of events: same events, same entries, to the last unit, whether fed
at once or one by one. It is incremental: an event costs the same in a large programme as in a small one, but
for the flush of a queue, a settlement and a re-match. Every function takes the place of the event in the
programme's sequence and its date, changes the books, and returns the entries that the event books.

Choices where docs/matching.md is silent, taken as an auditor would expect:
- a contribution counts under a rule when all conditions hold, even where steps 2 and 3 leave nothing of it;
- in a joint scheme each rule's threshold is reached for good on its own; whoever waits is freed when all
  rules under which it waits have reached theirs;
- a release of 0 is no entry; the releases of one reversal are booked in the order of the grants;
- on a re-match, what a match already has, net of releases, takes from its match_per_contribution.
"""

from collections.abc import Mapping
from datetime import date

from grants.matching import rematch, reversal, settlement
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.deciding import decide
from grants.matching.terms import Contribution, Entry, Fund, Group, Project


def change_fund(books: Books, fund: Fund, column: str, value: int | date | None) -> None:
    """A new `budget`, `yearly_envelope` (minor units) or `closes_on`; nothing granted is taken back."""
    if column not in {"budget", "yearly_envelope", "closes_on"}:
        raise ValueError(column)
    setattr(fund, column, value)
    if column == "closes_on":
        books.forget_scopes()
    else:
        books.forget_limits()


def change_group(group: Group, column: str, value: int | str | date | None) -> None:
    """New `members`, `leader_sex` or `certificate_until`."""
    if column not in {"members", "leader_sex", "certificate_until"}:
        raise ValueError(column)
    setattr(group, column, value)


def change_budget(project: Project, budget: int) -> None:
    project.budget = budget
    project.budget_in.clear()


def change_marginality(books: Books, community: str, marginality: str | None) -> None:
    books.communities[community].marginality = marginality
    books.forget_scopes()


def approve(books: Books, project: Project, month: str, seq: int, on: date) -> list[Entry]:
    """Match the contributions held so far, in their order, as if verified now. `month` is that of `on`."""
    booking = Booking(books, seq, on)
    project.approved_month = month
    held, project.held = project.held, []
    for contribution in held:
        if contribution.reversed < contribution.amount:
            decide(booking, contribution)
    return booking.entries


def add_other_funding(books: Books, project: Project, minor: int, currency: str, month: str) -> None:
    """Another partner's part, converted at the month in which it was agreed, narrows the gap."""
    value = books.exchange.convert(minor, currency, project.currency, month)
    books.place(project).other_funding.post(value)


def verify(books: Books, contribution: Contribution, seq: int, on: date) -> list[Entry]:
    """Match a contribution, or hold it where its project is not approved. Raises MissingRate."""
    project = contribution.project
    contribution.verified_seq = seq
    contribution.value = books.exchange.convert(
        contribution.amount, contribution.currency, project.currency, contribution.month
    )
    books.add_contribution(contribution)
    books.place(project).contributed.post(contribution.value)
    if project.approved_month is None:
        project.held.append(contribution)
        return []
    booking = Booking(books, seq, on)
    decide(booking, contribution)
    return booking.entries


def reverse(books: Books, contribution: Contribution, amount: int, seq: int, on: date) -> list[Entry]:
    """Take back `amount` of a contribution. Raises reversal.NotReversible."""
    booking = Booking(books, seq, on)
    reversal.reverse(booking, contribution, amount)
    return booking.entries


def settle(
    books: Books, project: Project, final_cost: int, disbursed: Mapping[str, int], seq: int, on: date
) -> list[Entry]:
    """Close a project at its final cost; see settlement.settle."""
    booking = Booking(books, seq, on)
    settlement.settle(booking, project, final_cost, disbursed)
    return booking.entries


def rematch_fund(books: Books, fund: Fund, seq: int, on: date) -> list[Entry]:
    """What a re-match of a fund grants; see rematch.rematch."""
    booking = Booking(books, seq, on)
    rematch.rematch(booking, fund)
    return booking.entries
