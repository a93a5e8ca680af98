"""The map: the communities that money reached, as circles on the outlines of their country's regions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.marginality import LOOKS
from reports.charts.places.drawing import map_of, point_of
from reports.charts.places.reach import reached
from reports.figures.places import PlaceRow
from reports.outlines.outlines import SOURCE, outlines_of
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind


def places(report: QuarterlyReport) -> Chart | None:
    got_money = sorted((place for place in report.places if place.received_minor > 0), key=_rank)
    located = [place for place in got_money if point_of(place) is not None]
    if not located:
        return None
    currency = report.programme.currency
    return Chart(
        name="places",
        finding=reached(got_money, currency, report.fund),
        explains=_explained(report, got_money, located),
        figure=map_of(report.programme, located),
        columns=[
            ChartColumn(_("Community"), Kind.TEXT),
            ChartColumn(_("Region"), Kind.TEXT),
            ChartColumn(_("Marginality"), Kind.TEXT),
            ChartColumn(_("Contributed"), Kind.MONEY, currency),
            ChartColumn(_("Matched"), Kind.MONEY, currency),
            ChartColumn(_("Together"), Kind.MONEY, currency),
            ChartColumn(_("Latitude"), Kind.DECIMAL),
            ChartColumn(_("Longitude"), Kind.DECIMAL),
        ],
        rows=[_cells(place) for place in sorted(report.places, key=_rank)],
        source=_source(report),
    )


def _rank(place: PlaceRow) -> tuple[int, str]:
    return -place.received_minor, place.community.code


def _cells(place: PlaceRow) -> Sequence[Any]:
    row = place.community
    return (
        *(row.name, row.admin1, str(LOOKS[place.marginality].short)),
        *(row.contributed_total_minor, row.matched_total_minor, place.received_minor),
        *(place.latitude, place.longitude),
    )


def _explained(report: QuarterlyReport, got_money: Sequence[PlaceRow], located: Sequence[PlaceRow]) -> str:
    """What circles and colours mean, and what is not where it seems to be."""
    known = {"until": labels.day(report.span.ends_on), "fund": report.fund}
    if report.fund is None:
        words = _(
            "A circle is a community. Its area is the money that its groups gave and funds matched, "
            "up to %(until)s.",
            **known,
        )
    else:
        words = _(
            "A circle is a community in which fund %(fund)s is. Its area is the money that its groups gave to the "
            "projects of the fund and that this fund matched, up to %(until)s.",
            **known,
        )
    said = [words, _("The darker, the more marginal by the programme's own index.")]
    if len({point_of(place) for place in located}) < len(located):
        said.append(
            _(
                "Communities of which only the same place is known, like that of their district, stand around it."
            )
        )
    missing = len(got_money) - len(located)
    if missing:
        said.append(
            ngettext(
                "%(num)d community has no coordinates and stands in the table alone.",
                "%(num)d communities have no coordinates and stand in the table alone.",
                missing,
            )
        )
    return " ".join([*said, findings.rounded()])


def _source(report: QuarterlyReport) -> str:
    if outlines_of(report.programme.country) is None:
        return str(_("Coordinates from the programme's books."))
    return str(
        _(
            "Outlines of regions from %(source)s (public domain), coordinates from the programme's books.",
            source=SOURCE,
        )
    )
