"""How far money came, in sentences."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from reports.charts import findings
from reports.figures.places import PlaceRow


def reached(places: Sequence[PlaceRow], currency: str, fund: str | None) -> str:
    """`places` are those with money, the one with most of it first."""
    first = places[0]
    known = {"place": _named(first), "fund": fund, "amount": findings.whole(first.received_minor, currency)}
    if len(places) == 1:
        if fund is None:
            return str(_("All money went to %(place)s: %(amount)s.", **known))
        return str(
            _("All money of fund %(fund)s and the groups it matches went to %(place)s: %(amount)s.", **known)
        )
    if places[1].received_minor == first.received_minor:
        most = _("None of them received more than %(amount)s.", **known)
    else:
        most = _("The largest sum went to %(place)s: %(amount)s.", **known)
    return f"{_how_many(places, fund)} {most}"


def _how_many(places: Sequence[PlaceRow], fund: str | None) -> str:
    """With the number of regions, where each community has one and there are several."""
    regions = {place.community.admin1 for place in places}
    num, known = len(places), {"regions": len(regions), "fund": fund}
    if len(regions) == 1 or None in regions:
        if fund is None:
            return str(
                ngettext("Money reached %(num)d community.", "Money reached %(num)d communities.", num)
            )
        return str(
            ngettext(
                "Money of fund %(fund)s and the groups it matches reached %(num)d community.",
                "Money of fund %(fund)s and the groups it matches reached %(num)d communities.",
                num,
                **known,
            )
        )
    if fund is None:
        return str(
            ngettext(
                "Money reached %(num)d community in %(regions)d regions.",
                "Money reached %(num)d communities in %(regions)d regions.",
                num,
                **known,
            )
        )
    return str(
        ngettext(
            "Money of fund %(fund)s and the groups it matches reached %(num)d community in %(regions)d regions.",
            "Money of fund %(fund)s and the groups it matches reached %(num)d communities in %(regions)d regions.",
            num,
            **known,
        )
    )


def _named(place: PlaceRow) -> str:
    row = place.community
    return (
        row.name
        if row.admin1 is None
        else _("%(community)s (%(region)s)", community=row.name, region=row.admin1)
    )
