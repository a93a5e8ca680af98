"""What the stops on the way of money and work are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from household_groups.sectors import sector_name
from reports.charts.flow.way import Stop, Way
from reports.figures.streams import Origin, Spring
from reports.report import QuarterlyReport

_ORIGINS = {
    Origin.REMITTANCES: _l("Remittances"),
    Origin.OTHER_GROUP_MONEY: _l("Other money of groups"),
    Origin.GROUP_IN_KIND: _l("Work and materials"),
    Origin.FUND: _l("Other funds"),
    Origin.OTHER: _l("Other partners"),
}


def spring_name(spring: Spring) -> str:
    """In full, as the table has it."""
    if spring.code:
        return str(_("Fund %(code)s: %(name)s", code=spring.code, name=spring.name))
    return spring.name or str(_ORIGINS[spring.origin])


def stop_names(way: Way, report: QuarterlyReport) -> dict[Stop, str]:
    communities = {row.code: row.name for row in report.communities}
    apart = {stop.code for stop in way.column(2)}
    others = len({row.community for row in report.streams if row.minor > 0} - apart)
    names: dict[Stop, str] = {}
    for stop in way.stops:
        if stop.origin is not None:
            names[stop] = str(_("Fund %(code)s", code=stop.code) if stop.code else _ORIGINS[stop.origin])
        elif stop.column == 1:
            names[stop] = sector_name(stop.code) if stop.code else str(_("Other sectors"))
        elif stop.code:
            names[stop] = communities[stop.code]
        else:
            names[stop] = str(ngettext("%(num)s other community", "%(num)s other communities", others))
    return names
