"""Indicators of projects as they stand on a day: from the baseline to the target, how old, with which photos."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.journal.append import row_key
from grants.impact.doubts import counts_people
from grants.impact.pictures import Bar, bar_of
from grants.impact.reporting import age_in_days, is_due, is_late_baseline, is_missing, lacks_baseline
from household_groups.catalogue.catalogue import entry_of
from household_groups.catalogue.entry import Entry
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Indicator, Measurement, Project

SHEET = "measurements"


@dataclass(frozen=True)
class IndicatorNow:
    """`measurements` in the order of their days; `photos` are those of the latest one."""

    project: Project
    indicator: Indicator
    measurements: Sequence[Measurement]
    today: date
    photos: Sequence[EvidenceFile] = field(default_factory=list)

    @property
    def latest(self) -> Measurement | None:
        return self.measurements[-1] if self.measurements else None

    @property
    def measured_on(self) -> date | None:
        return None if self.latest is None else self.latest.measured_on

    @property
    def entry(self) -> Entry | None:
        return entry_of(self.indicator.catalogue)

    @property
    def is_people(self) -> bool:
        return counts_people(self.entry, self.indicator.code, self.indicator.unit)

    @property
    def age(self) -> int | None:
        return age_in_days(self.measured_on, self.today)

    @property
    def is_due(self) -> bool:
        return is_due(self.project.status, self.project.approved_on, self.today)

    @property
    def is_missing(self) -> bool:
        return is_missing(self.project.status, self.project.approved_on, self.measured_on, self.today)

    @property
    def lacks_baseline(self) -> bool:
        return lacks_baseline(self.indicator.baseline, self.project.approved_on, self.today)

    @property
    def has_late_baseline(self) -> bool:
        return is_late_baseline(self.indicator.baseline_on, self.project.approved_on)

    @property
    def bar(self) -> Bar:
        return bar_of(
            _decimal(self.indicator.baseline),
            Decimal(self.indicator.target),
            None if self.latest is None else Decimal(self.latest.value),
        )


def indicators_now(
    session: Session, projects: Iterable[Project], today: date
) -> Mapping[int, Sequence[IndicatorNow]]:
    """By project id, each project's in the order of their codes."""
    by_id = {project.id or 0: project for project in projects}
    measured: defaultdict[int, list[Measurement]] = defaultdict(list)
    query = select(Measurement).where(col(Measurement.project_id).in_(by_id))
    for each in session.exec(query.order_by(col(Measurement.measured_on))):
        measured[each.indicator_id].append(each)
    found: defaultdict[int, list[IndicatorNow]] = defaultdict(list)
    of = select(Indicator).where(col(Indicator.project_id).in_(by_id)).order_by(col(Indicator.code))
    for indicator in session.exec(of):
        project, series = by_id[indicator.project_id], measured[indicator.id or 0]
        found[indicator.project_id].append(IndicatorNow(project, indicator, series, today))
    return found


def with_photos(session: Session, found: Iterable[IndicatorNow]) -> list[IndicatorNow]:
    """Of one project."""
    known = list(found)
    keys = {_key(each): each for each in known if each.latest is not None}
    files: defaultdict[str, list[EvidenceFile]] = defaultdict(list)
    query = select(EvidenceFile).where(EvidenceFile.sheet == SHEET, col(EvidenceFile.key).in_(keys))
    if known:
        query = query.where(EvidenceFile.programme_id == known[0].project.programme_id)
    for file in session.exec(query.order_by(col(EvidenceFile.id))):
        files[file.key].append(file)
    return [
        IndicatorNow(each.project, each.indicator, each.measurements, each.today, files[_key(each)])
        for each in known
    ]


def key_of(project: str, indicator: str, on: date) -> str:
    return row_key(project, indicator, on.isoformat())


def _key(now: IndicatorNow) -> str:
    return key_of(now.project.code, now.indicator.code, now.latest.measured_on) if now.latest else ""


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
