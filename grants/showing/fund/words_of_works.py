"""What needs attention in the works of a fund, its papers and its bank, in sentences."""

from flask_babel import ngettext

from core.web.i18n import day
from grants.models.funds import Fund
from grants.showing.fund.attention import POINTS_AHEAD, Matter

_LONGEST = 80
"""Letters of a name."""


def vouchers(matter: Matter, stake: str, fund: Fund) -> str:
    if not matter.is_told:
        return str(
            ngettext(
                "%(num)s voucher was queried or disallowed and waits for an answer, since %(since)s; what it "
                "comes to cannot be told while a rate is missing.",
                "%(num)s vouchers were queried or disallowed and wait for an answer, the first since %(since)s; "
                "what they come to cannot be told while a rate is missing.",
                matter.count,
                since=day(matter.on),
            )
        )
    return str(
        ngettext(
            "%(num)s voucher was queried or disallowed and waits for an answer, since %(since)s: %(stake)s.",
            "%(num)s vouchers were queried or disallowed and wait for an answer, the first since %(since)s: "
            "%(stake)s.",
            matter.count,
            since=day(matter.on),
            stake=stake,
        )
    )


def ahead(matter: Matter, stake: str, fund: Fund) -> str:
    paid, works = matter.beside
    return str(
        ngettext(
            "In %(num)s project payments are %(points)s points or more ahead of the works, by %(stake)s: "
            "%(name)s, %(paid)s%% paid and %(works)s%% built.",
            "In %(num)s projects payments are %(points)s points or more ahead of the works, by %(stake)s; "
            "furthest in %(name)s: %(paid)s%% paid, %(works)s%% built.",
            matter.count,
            points=POINTS_AHEAD,
            stake=stake,
            name=shortened(matter.first),
            paid=paid,
            works=works,
        )
    )


def milestones(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s milestone is overdue, since %(since)s: %(name)s of %(project)s, %(stake)s.",
            "%(num)s milestones are overdue, %(stake)s together; the first since %(since)s: %(name)s of "
            "%(project)s.",
            matter.count,
            since=day(matter.on),
            name=shortened(matter.first),
            project=shortened(matter.project),
            stake=stake,
        )
    )


def tranches(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s tranche waits to be approved or paid, since %(since)s: %(name)s for %(project)s, %(stake)s.",
            "%(num)s tranches wait to be approved or paid, %(stake)s together; the first since %(since)s: "
            "%(name)s for %(project)s.",
            matter.count,
            since=day(matter.on),
            name=shortened(matter.first),
            project=shortened(matter.project),
            stake=stake,
        )
    )


def bank(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s line of the bank statements is not reconciled, of %(since)s: %(stake)s.",
            "%(num)s lines of the bank statements are not reconciled, the first of %(since)s: %(stake)s.",
            matter.count,
            since=day(matter.on),
            stake=stake,
        )
    )


def late(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s project is late, with %(stake)s matched for what is not built: %(name)s was to end on "
            "%(since)s.",
            "%(num)s projects are late, with %(stake)s matched for what is not built; longest %(name)s, which was "
            "to end on %(since)s.",
            matter.count,
            since=day(matter.on),
            name=shortened(matter.first),
            stake=stake,
        )
    )


def shortened(name: str, longest: int = _LONGEST) -> str:
    """Names may be as long as their givers like; a sentence or a line is not."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
