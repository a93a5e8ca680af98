"""How long the budget and the cash of a fund last, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.showing.fund.figures import Glance


def commitments_last(glance: Glance) -> str:
    """How long the budget lasts, in a sentence."""
    if glance.commitment.uncommitted <= 0:
        return str(_("All of the budget is committed."))
    if glance.closes_on and not glance.months_open:
        return str(_("Its last day of matching is %(day)s.", day=day(glance.closes_on)))
    lasts = glance.runway
    if lasts is None:
        return str(_("How long the budget lasts cannot be told: nothing was matched lately."))
    if not lasts.months:
        return str(_("At the pace of the last quarters all is committed in less than a month."))
    if glance.closes_on and glance.lasts_until_it_closes:
        closes_on = day(glance.closes_on)
        return str(
            _(
                "At the pace of the last quarters the budget lasts until the fund closes, on %(day)s.",
                day=closes_on,
            )
        )
    if lasts.is_endless:
        return str(
            _("At the pace of the last quarters the rest of the budget lasts for more than a hundred years.")
        )
    until = day(lasts.until)
    if not glance.ahead.waiting:
        return str(
            ngettext(
                "At the pace of the last quarters the rest of the budget lasts %(num)s month, until %(until)s.",
                "At the pace of the last quarters the rest of the budget lasts %(num)s months, until %(until)s.",
                lasts.months,
                until=until,
            )
        )
    return str(
        ngettext(
            "With what waits, the rest of the budget lasts %(num)s month at the pace of the last quarters, "
            "until %(until)s.",
            "With what waits, the rest of the budget lasts %(num)s months at the pace of the last quarters, "
            "until %(until)s.",
            lasts.months,
            until=until,
        )
    )


def cash_lasts(glance: Glance, currency: str) -> str:
    """How long the cash lasts, in a sentence."""
    cash = with_code(glance.cash.closing, currency)
    if glance.cash.closing <= 0:
        return str(_("There is no cash: %(cash)s.", cash=cash))
    lasts = glance.cash_runway
    if lasts is None:
        return str(
            _("How long the cash of %(cash)s lasts cannot be told: nothing was disbursed lately.", cash=cash)
        )
    if not lasts.months:
        return str(_("The cash of %(cash)s lasts less than a month.", cash=cash))
    if lasts.is_endless:
        return str(_("The cash of %(cash)s lasts for more than a hundred years.", cash=cash))
    return str(
        ngettext(
            "The cash of %(cash)s lasts %(num)s month, until %(until)s.",
            "The cash of %(cash)s lasts %(num)s months, until %(until)s.",
            lasts.months,
            cash=cash,
            until=day(lasts.until),
        )
    )


def runway_in_short(glance: Glance) -> str:
    """For a table: '3 months, until 31 Mar 2021'."""
    if glance.commitment.uncommitted <= 0:
        return str(_("all committed"))
    if glance.closes_on and not glance.months_open:
        return str(_("closed"))
    lasts = glance.runway
    if lasts is None:
        return str(_("none"))
    if not lasts.months:
        return str(_("less than a month"))
    if glance.closes_on and glance.lasts_until_it_closes:
        return str(_("until it closes, on %(day)s", day=day(glance.closes_on)))
    if lasts.is_endless:
        return str(_("more than a hundred years"))
    return str(
        ngettext(
            "%(num)s month, until %(until)s",
            "%(num)s months, until %(until)s",
            lasts.months,
            until=day(lasts.until),
        )
    )
