"""What projects achieve: the rows of `indicators`, how many benefit, and how far the works are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.calendar import late_for
from household_groups.catalogue.catalogue import entry_of
from reports.figures.books import Books
from reports.figures.past import indicator_then, measurement_then, progress_then
from reports.figures.quotients import quotient
from reports.figures.reach import Counted, Reach, Service
from reports.queries.registry import IndicatorRecord, MeasurementRecord, ProgressRecord

BENEFICIARIES = "BENEF"
"""The code of the indicator that counts the people who benefit."""
NOWHERE = Reach({}, {}, frozenset(), frozenset(), frozenset(), {})


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`actual` is the latest measurement up to the end of the span; `progress` is None without a baseline.

    Of people whom a work serves that was found out of order `actual` is 0, whatever was measured before.
    """

    project: str
    code: str
    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    actual: Decimal | None
    measured_on: date | None
    progress: Decimal | None
    female: Decimal | None
    male: Decimal | None
    late_for: str | None


@dataclass(frozen=True, slots=True)
class Works:
    """Planned and actual progress of works in percent, 0 to 100."""

    planned: Decimal | None = None
    actual: Decimal | None = None


@dataclass(slots=True)
class Achievements:
    """`indicators` with their latest measurement; by project id, people who benefit at both ends of the span,
    and how far the works are; `measured` are the projects of which anything was measured. `reach` and
    `opening_reach` say of which communities these people are, and who is still served."""

    works: dict[int, Works]
    reach: Reach
    opening_reach: Reach
    indicators: list[tuple[IndicatorRecord, MeasurementRecord | None]] = field(default_factory=list)
    beneficiaries: dict[int, Counted] = field(default_factory=dict)
    opening_beneficiaries: dict[int, Counted] = field(default_factory=dict)
    measured: set[int] = field(default_factory=set)


def achievements(
    books: Books,
    indicators: Iterable[IndicatorRecord],
    measurements: Iterable[MeasurementRecord],
    progress: Iterable[ProgressRecord],
    service: Service,
) -> Achievements:
    """Measurements and progress are those up to the end of the span."""
    found = Achievements(_works(books, progress), NOWHERE, NOWHERE)
    series: defaultdict[int, list[MeasurementRecord]] = defaultdict(list)
    for measurement in sorted(measurements, key=lambda each: each.measured_on):
        series[measurement.indicator_id].append(measurement)
    for indicator in indicators:
        project, facts = books.registry.projects[indicator.project_id].code, books.registry.facts
        measured = [measurement_then(facts, project, indicator.code, each) for each in series[indicator.id]]
        latest = measured[-1] if measured else None
        found.indicators.append((indicator_then(facts, project, indicator), latest))
        if measured:
            found.measured.add(indicator.project_id)
        if indicator.code == BENEFICIARIES:
            _count(found.beneficiaries, indicator, measured)
            earlier = [each for each in measured if books.is_before(each.counted_on)]
            _count(found.opening_beneficiaries, indicator, earlier)
    found.reach = service.reach(books, found.beneficiaries)
    found.opening_reach = service.reach(books, found.opening_beneficiaries, opening=True)
    found.measured |= {each.project_id for each in service.reached}
    return found


def indicator_rows(books: Books, found: Achievements) -> list[IndicatorRow]:
    rows = [
        _row(books, indicator, served_of(found, indicator, latest))
        for indicator, latest in found.indicators
        if books.shows(indicator.project_id)
    ]
    return sorted(rows, key=lambda row: (row.project, row.code))


def _count(people: dict[int, Counted], indicator: IndicatorRecord, measured: list[MeasurementRecord]) -> None:
    if measured:
        people[indicator.project_id] = Counted(Decimal(measured[-1].value), measured[-1].measured_on)


def counts_people(indicator: IndicatorRecord) -> bool:
    """Whether it counts people whom the work serves, who are nobody once it has stopped."""
    entry = entry_of(indicator.catalogue)
    return indicator.code == BENEFICIARIES if entry is None else entry.is_of_people


def served_of(
    found: Achievements, indicator: IndicatorRecord, latest: MeasurementRecord | None
) -> MeasurementRecord | None:
    """The latest measurement, or nobody: a check that finds a work out of order finds nobody served by it."""
    if latest is None or indicator.project_id not in found.reach.stopped or not counts_people(indicator):
        return latest
    return latest._replace(value="0", female=latest.female and "0", male=latest.male and "0")


def _row(books: Books, indicator: IndicatorRecord, latest: MeasurementRecord | None) -> IndicatorRow:
    baseline, target = _decimal(indicator.baseline), Decimal(indicator.target)
    actual = _decimal(latest and latest.value)
    return IndicatorRow(
        project=books.registry.projects[indicator.project_id].code,
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        baseline=baseline,
        target=target,
        actual=actual,
        measured_on=latest and latest.measured_on,
        progress=_progress(actual, baseline, target),
        female=_decimal(latest and latest.female),
        male=_decimal(latest and latest.male),
        late_for=latest and late_for(latest.measured_on, latest.counted_on),
    )


def _progress(actual: Decimal | None, baseline: Decimal | None, target: Decimal) -> Decimal | None:
    if actual is None or baseline is None:
        return None
    return quotient(actual - baseline, target - baseline)


def _works(books: Books, progress: Iterable[ProgressRecord]) -> dict[int, Works]:
    """The latest of each: where a visit says nothing of the plan, the plan of an earlier one still holds."""
    works: dict[int, Works] = {}
    for each in sorted(progress, key=lambda each: each.on):
        each = progress_then(books.registry.facts, books.registry.projects[each.project_id].code, each)
        known = works.get(each.project_id, Works())
        works[each.project_id] = Works(
            _decimal(each.planned) if each.planned else known.planned, Decimal(each.actual)
        )
    return works


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
