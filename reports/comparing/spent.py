"""Shifts of vouchers; in the report of a fund, of its own share of each.

With a voucher that came late comes a share; and what other money came late, or was taken back, moves how the
vouchers that were there are split.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from grants.spending.attributing import attributed
from grants.spending.sources import fund_source
from reports.comparing.causes import Cause, What
from reports.comparing.recount import Recount
from reports.comparing.shifts import COST, Placed, Shift, Source
from reports.comparing.sides import Sides
from reports.comparing.values import Values
from reports.figures.summary import Measure


class _Share(NamedTuple):
    """The value of a whole voucher, and the fund's part of it."""

    value: int = 0
    part: int = 0


def spent(sides: Sides) -> Iterator[Shift]:
    """In the report of a fund, what whole projects cost: of these vouchers it tells none by itself."""
    values, is_whole = Values(sides), sides.known.books.scope.is_whole
    for dated in sides.records.vouchers:
        row = dated.row
        money = (row.amount_minor, row.currency, row.spent_on)
        placed = values.of(dated.on, dated.counted_on, row.project_id, *money)
        if placed is not None:
            yield Shift(
                what=What.VOUCHER,
                cause=values.cause(placed, Cause.LATE),
                source=Source("expenditures", row.reference),
                reference=row.reference if is_whole else "",
                measures=frozenset({Measure.SPENT, COST} if is_whole else {COST}),
                placed=placed,
                currency=row.currency,
                rated_on=row.spent_on,
                project_id=row.project_id,
            )


def shares_moved(sides: Sides, others: list[Shift]) -> Iterator[Shift]:
    """One shift for each voucher of which the fund's part moved; `others` are what may have moved a split."""
    signed, known = _shares(sides.counted, sides), _shares(sides.known, sides)
    movers, span = _causes(others), sides.sealed.span
    for dated in sides.records.vouchers:
        row = dated.row
        was, now = signed.get(row.reference, _Share()), known.get(row.reference, _Share())
        shift = Shift(
            what=What.VOUCHER,
            cause=Cause.LATE,
            source=Source("expenditures", row.reference),
            reference=row.reference,
            measures=frozenset({Measure.SPENT}),
            placed=Placed(dated.on, dated.counted_on, was.part, now.part),
            currency=row.currency,
            rated_on=row.spent_on,
            project_id=row.project_id,
        )
        if not (shift.in_quarter(span) or shift.to_date(span)):
            continue
        if not shift.placed.has_moved(span):
            mover = movers.get(row.project_id, Cause.RATE if was.value != now.value else Cause.LATE)
            shift = replace(shift, cause=mover, is_split=True)
        yield shift


def _shares(recount: Recount, sides: Sides) -> dict[str, _Share]:
    """By reference of the voucher, of all that the recount has booked."""
    own = fund_source(sides.sealed.fund or "")
    return {
        voucher.reference: _Share(voucher.value, dict(parts).get(own, 0))
        for ledger in recount.ledgers.values()
        for voucher, parts in attributed(ledger.brought, ledger.spending)
    }


def _causes(shifts: list[Shift]) -> Mapping[int, Cause]:
    """By project, why the money that had come by then is another sum."""
    return {each.project_id: each.cause for each in reversed(shifts) if each.project_id is not None}
