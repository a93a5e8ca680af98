"""Events into the engine, one by one, in their sequence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.calendar import earliest_open_day, month_name, quarter_name
from grants.ledger import events as ev
from grants.ledger.facts import apply_change
from grants.matching import engine
from grants.matching.books import Books
from grants.matching.terms import Contribution, Entry
from household_groups.models.contributions import IN_KIND

Payments = Mapping[str, list[tuple[date, str, int]]]
"""By project: (paid_on, fund, minor units of the fund's currency), which a settlement reads."""

_IN_KIND = frozenset(kind.value for kind in IN_KIND)


@dataclass(slots=True)
class Booked:
    """What one event led to. `counted_on` is the day in whose quarter its entries count."""

    event: ev.Event
    entries: list[Entry]
    counted_on: date


def apply_all(
    books: Books, events: Iterable[ev.Event], payments: Payments, closed_quarters: Iterable[str] = ()
) -> Iterator[Booked]:
    """Feed events to the engine; what is dated in a quarter that was closed counts in the next open one.

    Raises MissingRate, or NotReversible where a reversal takes more than is left.
    """
    closed = set(closed_quarters)
    for event in events:
        if isinstance(event, ev.QuarterClosed):
            closed.add(event.quarter)
            yield Booked(event, [], event.on)
        else:
            yield Booked(event, _apply(books, event, payments), earliest_open_day(event.on, closed))


def _apply(books: Books, event: ev.Event, payments: Payments) -> list[Entry]:
    match event:
        case ev.ContributionVerified():
            return engine.verify(books, contribution_of(books, event), event.seq, event.on)
        case ev.ContributionReversed():
            contribution = books.contributions[event.reference]
            return engine.reverse(books, contribution, event.amount, event.seq, event.on)
        case ev.FactChanged():
            apply_change(books, event.sheet, event.code, event.column, event.value)
        case ev.ProjectApproved():
            project = books.projects[event.project]
            return engine.approve(books, project, month_name(event.on), event.seq, event.on)
        case ev.OtherFundingAgreed():
            project = books.projects[event.project]
            month = month_name(event.on)
            engine.add_other_funding(books, project, event.amount, event.currency, month)
        case ev.ProjectSettled():
            project = books.projects[event.project]
            paid = _paid_by(payments, event.project, event.on)
            return engine.settle(books, project, event.final_cost, paid, event.seq, event.on)
        case ev.FundRematched():
            return engine.rematch_fund(books, books.funds[event.fund], event.seq, event.on)
    return []


def contribution_of(books: Books, event: ev.ContributionVerified) -> Contribution:
    """A contribution as the engine reads it; its project and group are in the books."""
    recorded_on = event.recorded_on or event.on
    return Contribution(
        event.reference,
        books.projects[event.project],
        books.groups[event.group],
        event.household,
        event.received_on,
        event.amount,
        event.currency,
        event.kind,
        event.kind in _IN_KIND,
        event.source,
        (recorded_on - event.received_on).days,
        month_name(event.received_on),
        quarter_name(event.received_on),
        event.seq,
        event.id,
    )


def _paid_by(payments: Payments, project: str, until: date) -> dict[str, int]:
    paid: dict[str, int] = {}
    for paid_on, fund, minor in payments.get(project, ()):
        if paid_on <= until:
            paid[fund] = paid.get(fund, 0) + minor
    return paid
