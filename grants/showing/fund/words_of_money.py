"""What needs attention in the money of a fund, in sentences: its budget, its cash, what waits for a threshold."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.models.funds import Fund
from grants.showing.fund.attention import Matter


def dry(matter: Matter, stake: str, fund: Fund) -> str:
    if matter.on is None:
        return str(_("What is matched and what waits come to %(stake)s more than the budget.", stake=stake))
    [soon] = matter.beside
    needed = _needed(soon, stake)
    if not matter.count:
        return f"{_('Less than a month is left to commit.')} {needed}"
    ending = ngettext(
        "All is committed in %(num)s month, by %(until)s.",
        "All is committed in %(num)s months, by %(until)s.",
        matter.count,
        until=day(matter.on),
    )
    return f"{ending} {needed}"


def _needed(months: int, stake: str) -> str:
    return str(
        ngettext(
            "One month more at the pace of the last quarters needs %(stake)s more.",
            "For %(num)s months at the pace of the last quarters %(stake)s more are needed.",
            months,
            stake=stake,
        )
    )


def cash(matter: Matter, stake: str, fund: Fund) -> str:
    unpaid, held = (with_code(minor, fund.currency) for minor in matter.beside)
    if matter.beside[1] < 0:
        return str(
            _(
                "More was disbursed than received: the cash is %(cash)s, and %(unpaid)s are committed and not yet "
                "paid. %(stake)s are still to come.",
                unpaid=unpaid,
                cash=held,
                stake=stake,
            )
        )
    return str(
        _(
            "Of %(unpaid)s committed and not yet paid the cash covers %(cash)s: %(stake)s are still to come.",
            unpaid=unpaid,
            cash=held,
            stake=stake,
        )
    )


def waiting(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s contribution waits for a threshold; once it is reached, at most %(stake)s are matched.",
            "%(num)s contributions wait for a threshold; once it is reached, at most %(stake)s are matched.",
            matter.count,
            stake=stake,
        )
    )
