"""Which indicators have a measurement due, and which of these lack one: the age of what is known."""

from datetime import date, timedelta

from household_groups.models.projects import ProjectStatus

_WHILE_BUILT, _WHILE_USED = timedelta(days=92), timedelta(days=183)
_BUILT = frozenset({ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER, ProjectStatus.MAINTAINED})


def age_in_days(measured_on: date | None, day: date) -> int | None:
    """Of a datum on a day; None where nothing was measured."""
    return None if measured_on is None else max(0, (day - measured_on).days)


def is_due(status: str | None, approved_on: date | None, day: date) -> bool:
    """Once the project was approved a quarter ago, and unless it was cancelled."""
    if approved_on is None or status == ProjectStatus.CANCELLED:
        return False
    return approved_on + _WHILE_BUILT <= day


def is_missing(status: str | None, approved_on: date | None, measured_on: date | None, day: date) -> bool:
    """Whether nothing was measured in the last quarter while it is built, in the last half year while used."""
    if not is_due(status, approved_on, day):
        return False
    within = _WHILE_USED if status in _BUILT else _WHILE_BUILT
    return measured_on is None or day - measured_on > within


def lacks_baseline(baseline: str | None, approved_on: date | None, day: date) -> bool:
    """An indicator of an approved project says what was before the works."""
    return baseline is None and approved_on is not None and approved_on <= day


def is_late_baseline(baseline_on: date | None, approved_on: date | None) -> bool:
    """Measured after the approval, it may show already what the works changed."""
    return baseline_on is not None and approved_on is not None and baseline_on > approved_on
