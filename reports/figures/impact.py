"""The rows of `impact`: each indicator from its baseline to its target, how old it is, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grants.impact.reporting import age_in_days, is_due, is_late_baseline, is_missing, lacks_baseline
from household_groups.catalogue.catalogue import entry_of
from household_groups.models.service import Functional
from reports.figures.achievements import Achievements, counts_people, served_of
from reports.figures.books import Books
from reports.figures.quotients import quotient
from reports.queries.registry import IndicatorRecord, MeasurementRecord

MISSING, LATE = "missing", "late"
_YES = "yes"


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """`latest` is what was measured; `served` is 0 of people whose work was found out of order since.

    `serving` says how the work was found at its latest check. `is_due` tells whether a measurement was due.
    """

    project: str
    community: str
    code: str
    name: str
    catalogue: str | None
    purpose: str
    unit: str
    baseline: Decimal | None
    baseline_on: date | None
    baseline_is: str | None
    target: Decimal
    latest: Decimal | None
    measured_on: date | None
    age_days: int | None
    female: Decimal | None
    male: Decimal | None
    served: Decimal | None
    serving: str | None
    progress: Decimal | None
    missing: str | None
    is_due: bool
    is_of_people: bool


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Of some indicators: how many had a measurement due, how many of these lack it, how old what is known is."""

    due: int
    missing: int
    oldest_days: int | None

    @property
    def share_missing(self) -> Decimal | None:
        return quotient(self.missing, self.due)


def impact_rows(books: Books, found: Achievements) -> list[ImpactRow]:
    rows = [
        _row(books, found, indicator, latest)
        for indicator, latest in found.indicators
        if books.shows(indicator.project_id)
    ]
    return sorted(rows, key=lambda row: (row.project, row.code))


def quality_of(rows: Iterable[ImpactRow]) -> DataQuality:
    known = list(rows)
    ages = [row.age_days for row in known if row.age_days is not None]
    return DataQuality(
        sum(row.is_due for row in known),
        sum(row.missing is not None for row in known),
        max(ages, default=None),
    )


def by_project(rows: Iterable[ImpactRow]) -> Mapping[str, list[ImpactRow]]:
    found: dict[str, list[ImpactRow]] = {}
    for row in rows:
        found.setdefault(row.project, []).append(row)
    return found


def _row(
    books: Books, found: Achievements, indicator: IndicatorRecord, latest: MeasurementRecord | None
) -> ImpactRow:
    project = books.registry.projects[indicator.project_id]
    day, entry = books.span.ends_on, entry_of(indicator.catalogue)
    measured_on = latest and latest.measured_on
    of_report = (project.status, project.approved_on)
    served = served_of(found, indicator, latest)
    baseline, target = _decimal(indicator.baseline), Decimal(indicator.target)
    actual = _decimal(served and served.value)
    own = entry is None or not entry.purposes or project.sector in entry.purposes
    return ImpactRow(
        project=project.code,
        community=books.registry.communities[project.community_id].code,
        code=indicator.code,
        name=indicator.name,
        catalogue=indicator.catalogue,
        purpose=project.sector if entry is None or own else entry.purpose,
        unit=indicator.unit,
        baseline=baseline,
        baseline_on=indicator.baseline_on,
        baseline_is=_baseline_is(indicator, project.approved_on, day),
        target=target,
        latest=_decimal(latest and latest.value),
        measured_on=measured_on,
        age_days=age_in_days(measured_on, day),
        female=_decimal(latest and latest.female),
        male=_decimal(latest and latest.male),
        served=actual,
        serving=_serving(found, indicator.project_id),
        progress=None
        if actual is None or baseline is None
        else quotient(actual - baseline, target - baseline),
        missing=_YES if is_missing(*of_report, measured_on, day) else None,
        is_due=is_due(*of_report, day),
        is_of_people=counts_people(indicator),
    )


def _baseline_is(indicator: IndicatorRecord, approved_on: date | None, day: date) -> str | None:
    if lacks_baseline(indicator.baseline, approved_on, day):
        return MISSING
    return LATE if is_late_baseline(indicator.baseline_on, approved_on) else None


def _serving(found: Achievements, project_id: int) -> str | None:
    if project_id not in found.reach.checked:
        return None
    if project_id in found.reach.stopped:
        return Functional.NO.value
    return (Functional.PARTLY if project_id in found.reach.partly else Functional.YES).value


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
