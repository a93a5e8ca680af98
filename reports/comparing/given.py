"""Shifts of what groups gave and took back."""

from collections.abc import Iterator

from household_groups.models.contributions import IN_KIND, ContributionSource
from reports.comparing.causes import Cause, What
from reports.comparing.shifts import COST, Shift, Source
from reports.comparing.sides import Sides
from reports.comparing.values import Values, names_of
from reports.figures.summary import Measure
from reports.queries.giving import ContributionRecord, ReversalRecord

_IN_KIND = frozenset(kind.value for kind in IN_KIND)


def given(sides: Sides) -> Iterator[Shift]:
    values, names = Values(sides), names_of(sides)
    named = set(names.values())
    for dated in sides.records.contributions:
        row = dated.row
        money = (row.amount_minor, row.currency, row.received_on)
        placed = values.of(dated.on, dated.counted_on, row.project_id, *money)
        if placed is not None:
            yield Shift(
                what=What.CONTRIBUTION,
                cause=values.cause(placed, Cause.LATE),
                source=Source("contributions", row.reference),
                reference=names.get(row.id, ""),
                measures=_measures(row),
                placed=placed,
                currency=row.currency,
                rated_on=row.received_on,
                project_id=row.project_id,
                group_id=row.group_id,
                household_id=row.household_id,
                note=row.amends if row.amends in named else "",
            )


def taken_back(sides: Sides) -> Iterator[Shift]:
    """A part that is taken back restates its contribution, and belongs to the quarter of that."""
    values, names = Values(sides), names_of(sides)
    of = {each.row.id: each.row for each in sides.records.contributions}
    for dated in sides.records.reversals:
        row = dated.row
        money = (-row.amount_minor, row.currency, row.received_on)
        placed = values.of(dated.on, dated.counted_on, row.project_id, *money)
        if placed is not None:
            contribution = of[row.contribution_id]
            yield Shift(
                what=What.REVERSAL,
                cause=values.cause(placed, Cause.REVERSAL),
                source=Source("reversals", contribution.reference, row.seq),
                reference=names.get(row.contribution_id, ""),
                measures=_measures(row),
                placed=placed,
                currency=row.currency,
                rated_on=row.received_on,
                project_id=row.project_id,
                group_id=contribution.group_id,
                household_id=contribution.household_id,
                note=row.reason or "",
            )


def _measures(row: ContributionRecord | ReversalRecord) -> frozenset[str]:
    if row.kind in _IN_KIND:
        return frozenset({Measure.IN_KIND, COST})
    if row.source == ContributionSource.REMITTANCE:
        return frozenset({Measure.CONTRIBUTED, Measure.REMITTANCES})
    return frozenset({Measure.CONTRIBUTED})
