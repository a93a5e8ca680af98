"""Who is served, which works have stopped serving, and how good the data are, in sentences and as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import figure, minor
from household_groups.models.service import Functional
from reports.figures.impact import DataQuality, quality_of
from reports.figures.reached import ReachedRow
from reports.figures.service import ServiceRow
from reports.report import QuarterlyReport


@dataclass(frozen=True, slots=True)
class Serving:
    """`finding` is a sentence; `stopped` are those works with the check that found them so."""

    finding: str
    explains: str
    quality: DataQuality
    stopped: Sequence[ServiceRow]
    places: Sequence[ReachedRow]
    currency: str

    def cost(self, row: ReachedRow) -> str:
        return minor(row.cost_per_person_minor, self.currency)


def serving_of(report: QuarterlyReport) -> Serving | None:
    """None where nobody was counted and no work was checked."""
    places = [row for row in report.reached if row.people_reached is not None]
    stopped = list(_stopped(report))
    if not places and not report.service:
        return None
    quality = quality_of(report.impact)
    return Serving(
        finding=" ".join(_sentences(places, stopped)),
        explains=_explained(quality),
        quality=quality,
        stopped=stopped,
        places=places,
        currency=report.programme.currency,
    )


def _stopped(report: QuarterlyReport) -> Iterator[ServiceRow]:
    """The latest check of each work, where it found it out of order."""
    made = [row for row in report.service if row.checked_on is not None]
    made.sort(key=lambda row: (row.project, str(row.checked_on)))
    latest = {row.project: row for row in made}
    return (row for row in latest.values() if row.functional == Functional.NO)


def _sentences(places: Sequence[ReachedRow], stopped: Sequence[ServiceRow]) -> Iterator[str]:
    served = sum((row.people_served or Decimal(0) for row in places), Decimal(0))
    lost = sum((row.people_stopped or Decimal(0) for row in places), Decimal(0))
    people = _count(served)
    yield str(
        ngettext(
            "Works serve %(people)s people in %(num)s community.",
            "Works serve %(people)s people in %(num)s communities.",
            sum(bool(row.people_served) for row in places),
            people=people,
        )
    )
    if stopped:
        yield str(
            ngettext(
                "%(num)s work has stopped serving, and with it %(people)s people are no longer served.",
                "%(num)s works have stopped serving, and with them %(people)s people are no longer served.",
                len(stopped),
                people=_count(lost),
            )
        )


def _explained(quality: DataQuality) -> str:
    if not quality.due:
        return str(_("No measurement was due yet."))
    said = str(
        ngettext(
            "Of %(num)s indicator with a measurement due, %(missing)s has none of the last quarter, or of the "
            "last half year after completion.",
            "Of %(num)s indicators with a measurement due, %(missing)s have none of the last quarter, or of the "
            "last half year after completion.",
            quality.due,
            missing=quality.missing,
        )
    )
    if quality.oldest_days is None:
        return said
    oldest = ngettext(
        "The oldest datum is %(num)s day old.", "The oldest datum is %(num)s days old.", quality.oldest_days
    )
    return f"{said} {oldest}"


def _count(people: Decimal) -> str:
    return figure(format(people.to_integral_value(), "f"))
