"""The rows of `summary`: the programme, or one fund's part in it, in a dozen measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.figures.communities import CommunityRow, CommunityTotals
from reports.figures.flows import Flow
from reports.figures.quotients import minor_per, quotient
from reports.figures.totals import Totals, combined


class Measure(StrEnum):
    """What is measured, as the workbook names it."""

    CONTRIBUTED = "contributed"
    REMITTANCES = "remittances"
    IN_KIND = "in_kind"
    MATCHED = "matched"
    OTHER_FUNDING = "other_funding"
    DISBURSED = "disbursed"
    SPENT = "spent"
    LEVERAGE = "leverage"
    PROJECTS = "projects"
    COMMUNITIES = "communities"
    GROUPS = "groups"
    HOUSEHOLDS = "households"
    BENEFICIARIES = "beneficiaries"
    COST_PER_BENEFICIARY = "cost_per_beneficiary"


class Unit(StrEnum):
    """Money is in minor units of the programme's currency."""

    MONEY = "money"
    COUNT = "count"
    QUOTIENT = "quotient"


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """`quarter` is that of the span; None where a measure makes sense to date only, or was not given."""

    measure: Measure
    unit: Unit
    quarter: int | Decimal | None
    cumulative: int | Decimal | None


def summary_rows(communities: Sequence[CommunityTotals], rows: Sequence[CommunityRow]) -> list[MeasureRow]:
    """Of the communities of the report, whose rows come in the same order."""
    totals = combined(each.sums for each in communities)
    projects = [part for each in communities for part in each.parts]
    return [
        _money(Measure.CONTRIBUTED, totals.contributed),
        _money(Measure.REMITTANCES, totals.remittances),
        _money(Measure.IN_KIND, totals.in_kind),
        _money(Measure.MATCHED, totals.matched),
        _money(Measure.OTHER_FUNDING, totals.other_funding),
        _money(Measure.DISBURSED, totals.disbursed),
        _money(Measure.SPENT, totals.spent),
        _leverage(totals),
        _with_contribution(Measure.PROJECTS, projects),
        _with_contribution(Measure.COMMUNITIES, [each.sums for each in communities]),
        _count(Measure.GROUPS, len(totals.groups.in_span), len(totals.groups.to_date)),
        _count(Measure.HOUSEHOLDS, len(totals.households.in_span), len(totals.households.to_date)),
        *_beneficiaries(totals, rows),
    ]


def _money(measure: Measure, flow: Flow) -> MeasureRow:
    return MeasureRow(measure, Unit.MONEY, flow.during, flow.total)


def _count(measure: Measure, in_span: int, to_date: int) -> MeasureRow:
    return MeasureRow(measure, Unit.COUNT, in_span, to_date)


def _leverage(totals: Totals) -> MeasureRow:
    return MeasureRow(
        Measure.LEVERAGE,
        Unit.QUOTIENT,
        quotient(totals.matched.during, totals.contributed.during),
        quotient(totals.matched.total, totals.contributed.total),
    )


def _with_contribution(measure: Measure, parts: list[Totals]) -> MeasureRow:
    in_span = sum(part.has_contribution_in_span for part in parts)
    return _count(measure, in_span, sum(part.has_contribution_to_date for part in parts))


def _beneficiaries(totals: Totals, communities: Sequence[CommunityRow]) -> list[MeasureRow]:
    """The sum of the communities; of the span, by how much it grew."""
    now = _sum(row.beneficiaries for row in communities)
    opening = _sum(row.opening_beneficiaries for row in communities)
    grown = None if now is None else now - (opening or 0)
    return [
        MeasureRow(Measure.BENEFICIARIES, Unit.COUNT, grown, now),
        MeasureRow(Measure.COST_PER_BENEFICIARY, Unit.MONEY, None, minor_per(totals.cost.total, now)),
    ]


def _sum(counts: Iterable[Decimal | None]) -> Decimal | None:
    given = [count for count in counts if count is not None]
    return sum(given, Decimal(0)) if given else None
