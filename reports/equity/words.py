"""What the rows of `equity` say, in sentences that claim no more than they hold."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import LazyString, format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import figure
from reports.charts import findings
from reports.charts.marginality import LOOKS
from reports.equity.figures import FEWEST_HOUSEHOLDS, UNKNOWN, ComparedBy, EquityRow, Size
from reports.figures.quotients import quotient
from reports.report import QuarterlyReport

WHICH: dict[tuple[str, str], LazyString] = {
    **{
        (ComparedBy.MARGINALITY, marginality.value if marginality else UNKNOWN): look.short
        for marginality, look in LOOKS.items()
    },
    (ComparedBy.LED_BY, "f"): _l("Led by a woman"),
    (ComparedBy.LED_BY, "m"): _l("Led by a man"),
    (ComparedBy.LED_BY, UNKNOWN): _l("Not known"),
    (ComparedBy.MEMBERS, Size.SMALL): _l("Up to 15 members"),
    (ComparedBy.MEMBERS, Size.MEDIUM): _l("16 to 30 members"),
    (ComparedBy.MEMBERS, Size.LARGE): _l("More than 30 members"),
    (ComparedBy.MEMBERS, UNKNOWN): _l("Not known"),
}
TITLES: dict[ComparedBy, LazyString] = {
    ComparedBy.MARGINALITY: _l("By marginality of the communities"),
    ComparedBy.LED_BY: _l("By who leads the groups"),
    ComparedBy.MEMBERS: _l("By size of the groups"),
}


LOOKS_LONG = {marginality.value: look.long for marginality, look in LOOKS.items() if marginality}


def rows_by(report: QuarterlyReport, compared_by: ComparedBy) -> list[EquityRow]:
    return [row for row in report.equity if row.compared_by == compared_by]


def known(report: QuarterlyReport, compared_by: ComparedBy) -> list[EquityRow]:
    return [row for row in rows_by(report, compared_by) if row.which != UNKNOWN]


def lead_of(report: QuarterlyReport) -> str:
    """What was matched a head, where communities are most marginal and where they are least."""
    classes = [row for row in known(report, ComparedBy.MARGINALITY) if row.matched_per_head_minor is not None]
    if len(classes) < 2:
        return str(_("There are no two classes of communities to compare."))
    least, most = classes[0], classes[-1]
    said = {
        "more": LOOKS_LONG[most.which],
        "less": LOOKS_LONG[least.which],
        "amount": findings.whole(most.matched_per_head_minor or 0, report.programme.currency),
        "other": findings.whole(least.matched_per_head_minor or 0, report.programme.currency),
    }
    times = quotient(most.matched_per_head_minor or 0, least.matched_per_head_minor)
    if times is None:
        return str(
            _("Communities of %(more)s were matched %(amount)s a head, those of %(less)s nothing.", **said)
        )
    said["times"] = findings.ratio(times)
    return str(
        _(
            "Communities of %(more)s got %(times)s times as much a head as those of %(less)s: %(amount)s and "
            "%(other)s.",
            **said,
        )
    )


def taking_part(row: EquityRow) -> str:
    """'161 (1.3%)' of a row."""
    if row.households_taking_part is None:
        return str(_("not told"))
    count = figure(str(row.households_taking_part))
    if row.participation is None:
        return count
    return str(_("%(count)s (%(share)s)", count=count, share=format_percent(row.participation, "#,##0.0%")))


def sentences(report: QuarterlyReport) -> list[str]:
    """The other findings, each for itself."""
    found = [_led_by(report), _sizes(report), _taking_part(report)]
    return [each for each in found if each]


def _led_by(report: QuarterlyReport) -> str:
    rates = _rates(known(report, ComparedBy.LED_BY))
    if len(rates) < 2:
        return ""
    return str(
        _(
            "Groups led by women were matched %(women)s for each 1 that they gave, those led by men %(men)s.",
            women=findings.ratio(rates["f"]),
            men=findings.ratio(rates["m"]),
        )
    )


def _sizes(report: QuarterlyReport) -> str:
    rates = _rates(known(report, ComparedBy.MEMBERS))
    if not {Size.SMALL.value, Size.LARGE.value} <= rates.keys():
        return ""
    return str(
        _(
            "Groups of up to 15 members were matched %(small)s for each 1, those of more than 30 %(large)s.",
            small=findings.ratio(rates[Size.SMALL]),
            large=findings.ratio(rates[Size.LARGE]),
        )
    )


def _taking_part(report: QuarterlyReport) -> str:
    """Of communities whose households are counted."""
    counted = [row for row in report.communities if row.households]
    households = sum(row.households or 0 for row in counted)
    taking_part = sum(row.households_contributing for row in counted)
    share = quotient(taking_part, households)
    if share is None or taking_part < FEWEST_HOUSEHOLDS:
        return ""
    return str(
        ngettext(
            "Of the %(all)s households of %(num)s community %(some)s take part by name (%(share)s).",
            "Of the %(all)s households of %(num)s communities %(some)s take part by name (%(share)s).",
            len(counted),
            all=figure(str(households)),
            some=figure(str(taking_part)),
            share=format_percent(share, "#,##0.0%"),
        )
    )


def _rates(rows: Sequence[EquityRow]) -> dict[str, Decimal]:
    return {row.which: row.match_rate for row in rows if row.match_rate is not None}


def caveats(report: QuarterlyReport) -> list[str]:
    """What must not be read into the figures."""
    communities = len(report.communities)
    groups = sum(row.groups for row in rows_by(report, ComparedBy.LED_BY))
    unknown = sum(not place.population for place in report.places)
    found = [
        ngettext(
            "These are %(num)s community and %(groups)s groups (n = %(num)s): one more or less moves the numbers. "
            "They show what was, not why.",
            "These are %(num)s communities and %(groups)s groups (n = %(num)s): one more or less moves the "
            "numbers. They show what was, not why.",
            communities,
            groups=figure(str(groups)),
        ),
        _(
            "How marginal a community is, is the programme's own index. A head is each person who lives there."
        ),
        _("A household takes part where a contribution names it; what a group gave together names none."),
        _(
            "Where fewer than %(few)s households of a row take part, their number is not told, nor that of a row "
            "from which it could be found.",
            few=FEWEST_HOUSEHOLDS,
        ),
    ]
    if unknown:
        found.append(
            ngettext(
                "%(num)s community has no known population and is left out of what was matched a head.",
                "%(num)s communities have no known population and are left out of what was matched a head.",
                unknown,
            )
        )
    return found
