"""What a report says before any chart: how far the programme has come, in a sentence and four figures."""

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import minor
from reports import labels
from reports.charts import findings
from reports.figures.summary import Measure
from reports.report import QuarterlyReport

_SAID = {
    "nothing": _l("By %(until)s no money of families was booked."),
    "unmatched": _l("By %(until)s families had given %(gave)s for %(projects)s; nothing of it was matched."),
    "matched": _l(
        "By %(until)s families had given %(gave)s for %(projects)s, and funds had matched %(matched)s: "
        "%(ratio)s for each %(one)s."
    ),
    "matched by one": _l(
        "By %(until)s families had given %(gave)s for %(projects)s, and the fund %(fund)s had matched "
        "%(matched)s: %(ratio)s for each %(one)s."
    ),
}


def lead_of(report: QuarterlyReport) -> str:
    """Of all that happened up to the end of the span."""
    gave, matched = _to_date(report, Measure.CONTRIBUTED), _to_date(report, Measure.MATCHED)
    known = {"until": labels.day(report.span.ends_on), "fund": report.fund, "projects": _projects(report)}
    if gave <= 0:
        return str(_SAID["nothing"]) % known
    known |= {
        "gave": findings.whole(int(gave), report.programme.currency),
        "matched": findings.whole(int(matched), report.programme.currency),
        "ratio": findings.ratio(Decimal(matched) / Decimal(gave)),
        "one": findings.ratio(Decimal(1)),
    }
    if matched <= 0:
        return str(_SAID["unmatched"]) % known
    return str(_SAID["matched" if report.fund is None else "matched by one"]) % known


def facts_of(report: QuarterlyReport) -> Iterator[tuple[str, str]]:
    """What came of it, to date; only what is known."""
    currency = report.programme.currency
    yield _("Paid to projects, %(currency)s", currency=currency), _money(report, Measure.DISBURSED)
    yield _("Spent by projects, %(currency)s", currency=currency), _money(report, Measure.SPENT)
    yield _("Households that gave"), _count(report, Measure.HOUSEHOLDS)
    if _value(report, Measure.BENEFICIARIES) is not None:
        yield _("People who benefit"), _count(report, Measure.BENEFICIARIES)


def _projects(report: QuarterlyReport) -> str:
    count = int(_to_date(report, Measure.PROJECTS))
    return str(ngettext("%(num)s project", "%(num)s projects", count))


def _money(report: QuarterlyReport, measure: Measure) -> str:
    return minor(int(_to_date(report, measure)), report.programme.currency)


def _count(report: QuarterlyReport, measure: Measure) -> str:
    return str(format_decimal(_to_date(report, measure), "#,##0"))


def _to_date(report: QuarterlyReport, measure: Measure) -> int | Decimal:
    return _value(report, measure) or 0


def _value(report: QuarterlyReport, measure: Measure) -> int | Decimal | None:
    return next(row.cumulative for row in report.summary if row.measure is measure)
