"""Shifts of what funds matched, received and paid, and of what other partners agreed to give."""

from collections.abc import Iterator

from grants.matching.terms import Reason
from reports.comparing.causes import Cause, What
from reports.comparing.shifts import Placed, Shift, Source, is_elsewhere
from reports.comparing.sides import Sides
from reports.comparing.values import Values
from reports.figures.summary import Measure

_CAUSES = {Reason.REVERSED.value: Cause.REVERSAL, Reason.SETTLED.value: Cause.SETTLEMENT}


def matched(sides: Sides) -> Iterator[Shift]:
    """What other funds matched is other funding in the report of one, and told by their codes alone."""
    values, books = Values(sides), sides.known.books
    for dated in sides.records.entries:
        row, fund = dated.row, books.registry.funds[dated.row.fund_id]
        net = row.granted_minor - row.released_minor
        money = (net, fund.currency, row.received_on)
        placed = values.of(dated.on, dated.counted_on, row.project_id, *money) if net else None
        if placed is None:
            continue
        is_own = books.scope.owns(fund.id)
        own = What.RELEASE if row.released_minor else What.MATCH
        yield Shift(
            what=own if is_own else What.OTHER_FUND,
            cause=values.cause(placed, _CAUSES.get(row.reason, Cause.LATE)),
            source=Source("matches", row.contribution, row.seq, dated.line),
            reference=row.contribution if is_own else fund.code,
            measures=frozenset({Measure.MATCHED if is_own else Measure.OTHER_FUNDING}),
            placed=placed,
            currency=fund.currency,
            rated_on=row.received_on,
            project_id=row.project_id,
            fund_id=fund.id,
            of_fund={"matched": net, "released": row.released_minor},
        )


def received(sides: Sides) -> Iterator[Shift]:
    """What a fund received is in its own figures alone."""
    books, span = sides.known.books, sides.sealed.span
    for dated in sides.records.receipts:
        row = dated.row
        if is_elsewhere(dated.on, dated.counted_on, span) and books.scope.owns(row.fund_id):
            yield Shift(
                what=What.RECEIPT,
                cause=Cause.LATE,
                source=Source("receipts", row.reference),
                reference=row.reference,
                measures=frozenset(),
                placed=Placed(dated.on, dated.counted_on),
                currency=books.registry.funds[row.fund_id].currency,
                rated_on=row.received_on,
                fund_id=row.fund_id,
                of_fund={"received": row.amount_minor},
            )


def paid(sides: Sides) -> Iterator[Shift]:
    values, books = Values(sides), sides.known.books
    for dated in sides.records.payments:
        row, fund = dated.row, books.registry.funds[dated.row.fund_id]
        money = (row.amount_minor, fund.currency, row.paid_on)
        placed = values.of(dated.on, dated.counted_on, row.project_id, *money)
        if placed is not None:
            is_own = books.scope.owns(fund.id)
            yield Shift(
                what=What.PAYMENT,
                cause=values.cause(placed, Cause.LATE),
                source=Source("disbursements", row.reference),
                reference=row.reference if is_own else "",
                measures=frozenset({Measure.DISBURSED} if is_own else ()),
                placed=placed,
                currency=fund.currency,
                rated_on=row.paid_on,
                project_id=row.project_id,
                fund_id=fund.id,
                of_fund={"disbursed": row.amount_minor},
            )


def agreed(sides: Sides) -> Iterator[Shift]:
    """What others agreed to give counts like a reversal: on its own day, unless that was closed."""
    values, registry = Values(sides), sides.counted.books.registry
    is_whole = sides.known.books.scope.is_whole
    for row in sides.records.other_funding:
        counted_on = registry.counted_on(row.agreed_on, row.seq)
        money = (row.amount_minor, row.currency, row.agreed_on)
        placed = values.of(row.agreed_on, counted_on, row.project_id, *money)
        if placed is not None:
            yield Shift(
                what=What.OTHER_FUNDING,
                cause=values.cause(placed, Cause.LATE),
                source=Source("other_funding", row.reference, row.seq),
                reference=row.reference if is_whole else "",
                measures=frozenset({Measure.OTHER_FUNDING}),
                placed=placed,
                currency=row.currency,
                rated_on=row.agreed_on,
                project_id=row.project_id,
            )
