"""What families gave and funds matched in the span of a report, in sentences."""

from datetime import date
from decimal import Decimal
from enum import Enum, auto

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.calendar import Span, months
from reports.charts import findings
from reports.report import QuarterlyReport


class _Given(Enum):
    """How what was given compares with the span before."""

    FIRST = auto()
    LESS_THAN_NOTHING = auto()
    NEITHER = auto()
    NO_LONGER = auto()
    NOW = auto()
    LESS = auto()
    SAME = auto()
    MORE = auto()
    TIMES = auto()


_FAMILIES = {
    _Given.FIRST: _l("Families gave %(amount)s in %(span)s."),
    _Given.LESS_THAN_NOTHING: _l("Families took back %(amount)s more than they gave in %(span)s."),
    _Given.NEITHER: _l("Families gave nothing in %(span)s, nor in %(before)s."),
    _Given.NO_LONGER: _l("Families gave nothing in %(span)s, after %(earlier)s in %(before)s."),
    _Given.NOW: _l("Families gave %(amount)s in %(span)s, after nothing in %(before)s."),
    _Given.LESS: _l("Families gave %(amount)s in %(span)s, %(share)s less than in %(before)s."),
    _Given.SAME: _l("Families gave %(amount)s in %(span)s, as much as in %(before)s."),
    _Given.MORE: _l("Families gave %(amount)s in %(span)s, %(share)s more than in %(before)s."),
    _Given.TIMES: _l("Families gave %(amount)s in %(span)s, %(times)s times as much as in %(before)s."),
}


class _Matched(Enum):
    FOR_EACH = auto()
    SOMETHING = auto()
    NOTHING = auto()
    RELEASED = auto()


_FUNDS = {
    _Matched.FOR_EACH: _l("Funds matched %(amount)s, %(ratio)s for each %(one)s."),
    _Matched.SOMETHING: _l("Funds matched %(amount)s."),
    _Matched.NOTHING: _l("Funds matched nothing."),
    _Matched.RELEASED: _l("Funds released %(amount)s more than they matched."),
}
_ONE_FUND = {
    _Matched.FOR_EACH: _l("The fund %(fund)s matched %(amount)s, %(ratio)s for each %(one)s."),
    _Matched.SOMETHING: _l("The fund %(fund)s matched %(amount)s."),
    _Matched.NOTHING: _l("The fund %(fund)s matched nothing."),
    _Matched.RELEASED: _l("The fund %(fund)s released %(amount)s more than it matched."),
}


def gave_name() -> str:
    return str(_("Families gave"))


def matched_name(report: QuarterlyReport) -> str:
    return str(_("Funds matched") if report.fund is None else _("The fund matched"))


def families_gave(report: QuarterlyReport) -> str:
    """Compared with the span of the same length before it, if the programme ran through all of that."""
    currency, (gave, _matched) = report.programme.currency, _sums(report, report.span)
    known = {"amount": findings.whole(abs(gave), currency), "span": findings.when(report.span)}
    before = span_before(report.span)
    if report.programme.starts_on > before.starts_on:
        return str(_FAMILIES[_compared(gave, None)]) % known
    earlier, _matched = _sums(report, before)
    known |= {"before": findings.when(before), "earlier": findings.whole(earlier, currency)}
    if earlier:
        times = Decimal(gave) / earlier
        known |= {"times": findings.ratio(times), "share": findings.percent(abs(times - 1))}
    return str(_FAMILIES[_compared(gave, earlier)]) % known


def funds_matched(report: QuarterlyReport) -> str:
    """All of them; in the report of one fund, that one."""
    gave, matched = _sums(report, report.span)
    known = {"amount": findings.whole(abs(matched), report.programme.currency), "fund": report.fund}
    which = _Matched.SOMETHING if matched > 0 else _Matched.RELEASED if matched else _Matched.NOTHING
    if matched > 0 and gave > 0:
        which = _Matched.FOR_EACH
        known |= {"ratio": findings.ratio(Decimal(matched) / gave), "one": findings.ratio(Decimal(1))}
    return str((_FUNDS if report.fund is None else _ONE_FUND)[which]) % known


def span_before(span: Span) -> Span:
    """Of as many months, up to the eve of the span."""
    first, last = _month_number(span.starts_on), _month_number(span.ends_on)
    years = divmod(first - (last - first + 1), 12), divmod(first - 1, 12)
    return months(*(part for year, month in years for part in (year, month + 1)))


def _compared(gave: int, earlier: int | None) -> _Given:
    """`earlier` is None where it does not compare, and neither does it where more was taken back than given."""
    if gave < 0:
        return _Given.LESS_THAN_NOTHING
    if earlier is None or earlier < 0:
        return _Given.FIRST
    if not earlier:
        return _Given.NOW if gave else _Given.NEITHER
    if not gave:
        return _Given.NO_LONGER
    if gave == earlier:
        return _Given.SAME
    if gave < earlier:
        return _Given.LESS
    return _Given.TIMES if gave >= 2 * earlier else _Given.MORE


def _sums(report: QuarterlyReport, span: Span) -> tuple[int, int]:
    """What was given, and what was matched."""
    inside = [row for row in report.months if row.starts_on in span]
    return sum(row.contributed_minor for row in inside), sum(row.matched_minor for row in inside)


def _month_number(day: date) -> int:
    return 12 * day.year + day.month - 1
