"""The chart of fairness: what was matched a head, by how marginal communities are."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.equity.drawing import heads_of
from reports.charts.equity.fairness import fairness
from reports.charts.marginality import LOOKS
from reports.figures.places import MarginalityRow, PlaceRow, marginality_rows
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind


def equity(report: QuarterlyReport) -> Chart | None:
    classes = marginality_rows(report.places)
    is_known = any(row.marginality is not None for row in classes)
    if not is_known or not any(row.matched_total_minor for row in classes):
        return None
    currency = report.programme.currency
    return Chart(
        name="equity",
        finding=fairness(classes, currency, report.fund),
        explains=_explained(report),
        figure=heads_of(classes, report.places, currency),
        columns=[
            ChartColumn(_("Marginality"), Kind.TEXT),
            ChartColumn(_("Community"), Kind.TEXT),
            ChartColumn(_("Population"), Kind.COUNT),
            ChartColumn(_("Matched"), Kind.MONEY, currency),
            ChartColumn(_("Matched a head"), Kind.MONEY, currency),
        ],
        rows=[*map(_cells_of_class, classes), *map(_cells, sorted(report.places, key=_rank))],
    )


def _rank(place: PlaceRow) -> tuple[int, int, str]:
    """By class, and in it those first that were matched most a head."""
    return list(LOOKS).index(place.marginality), -(place.matched_per_head_minor or 0), place.community.code


def _cells_of_class(row: MarginalityRow) -> Sequence[Any]:
    together = ngettext("%(num)d community", "%(num)d communities together", row.communities)
    return (
        *(str(LOOKS[row.marginality].short), together, row.population),
        *(row.matched_total_minor, row.matched_per_head_minor),
    )


def _cells(place: PlaceRow) -> Sequence[Any]:
    return (
        *(str(LOOKS[place.marginality].short), place.community.name, place.population),
        *(place.community.matched_total_minor, place.matched_per_head_minor),
    )


def _explained(report: QuarterlyReport) -> str:
    until, currency = labels.day(report.span.ends_on), report.programme.currency
    known = {"until": until, "currency": currency, "fund": report.fund}
    if report.fund is None:
        words = _(
            "A point is a community: what funds matched up to %(until)s, in %(currency)s, for each of its people. "
            "A line, and the number below it, is all communities of a class together.",
            **known,
        )
    else:
        words = _(
            "A point is a community in which fund %(fund)s is: what this fund matched up to %(until)s, "
            "in %(currency)s, for each of its people. A line, and the number below it, is all communities "
            "of a class together.",
            **known,
        )
    said = [words, _("How marginal a community is, is the programme's own index.")]
    missing = sum(not place.population for place in report.places)
    if missing:
        said.append(
            ngettext(
                "%(num)d community has no known population and stands in the table alone.",
                "%(num)d communities have no known population and stand in the table alone.",
                missing,
            )
        )
    return " ".join([*said, findings.rounded()])
