"""What needs attention, in sentences: each with a figure."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.models.funds import Fund
from grants.showing.fund_attention import POINTS_AHEAD, SOON, Concern, Matter
from grants.showing.fund_row import Figure

FIGURES = {
    Concern.DRY: Figure.UNCOMMITTED,
    Concern.CASH: Figure.UNPAID,
    Concern.WAITING: Figure.WAITING,
    Concern.TRANCHES: Figure.REQUESTED,
    Concern.MILESTONES: Figure.OVERDUE,
    Concern.VOUCHERS: Figure.UNANSWERED,
    Concern.AHEAD: Figure.AHEAD,
    Concern.LATE: Figure.LATE,
    Concern.BANK: Figure.UNRECONCILED,
}
"""The rows that show it."""


_LONGEST = 80


def in_words(matter: Matter, fund: Fund) -> str:
    return _SENTENCES[matter.concern](matter, with_code(matter.stake, fund.currency), fund)


def _dry(matter: Matter, stake: str, fund: Fund) -> str:
    values = {"stake": stake, "soon": SOON}
    if not matter.count:
        return str(
            _(
                "Less than a month is left to commit: %(soon)s months like the last ones need %(stake)s more.",
                **values,
            )
        )
    return str(
        ngettext(
            "All is committed in %(num)s month, by %(until)s: %(soon)s months like the last ones need "
            "%(stake)s more.",
            "All is committed in %(num)s months, by %(until)s: %(soon)s months like the last ones need "
            "%(stake)s more.",
            matter.count,
            until=_day(matter.on),
            **values,
        )
    )


def _cash(matter: Matter, stake: str, fund: Fund) -> str:
    unpaid, cash = (with_code(minor, fund.currency) for minor in matter.beside)
    return str(
        _(
            "Of %(unpaid)s committed and not yet paid the cash covers %(cash)s: %(stake)s are still to come.",
            unpaid=unpaid,
            cash=cash,
            stake=stake,
        )
    )


def _vouchers(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s voucher was queried or disallowed and waits for an answer, since %(since)s: %(stake)s.",
            "%(num)s vouchers were queried or disallowed and wait for an answer, the first since %(since)s: "
            "%(stake)s.",
            matter.count,
            since=_day(matter.on),
            stake=stake,
        )
    )


def _ahead(matter: Matter, stake: str, fund: Fund) -> str:
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
            name=_name(matter.first),
            paid=paid,
            works=works,
        )
    )


def _milestones(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s milestone is overdue, since %(since)s: %(name)s of %(project)s, %(stake)s.",
            "%(num)s milestones are overdue, %(stake)s together; the first since %(since)s: %(name)s of "
            "%(project)s.",
            matter.count,
            since=_day(matter.on),
            name=_name(matter.first),
            project=_name(matter.project),
            stake=stake,
        )
    )


def _tranches(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s tranche waits to be approved or paid, since %(since)s: %(name)s for %(project)s, %(stake)s.",
            "%(num)s tranches wait to be approved or paid, %(stake)s together; the first since %(since)s: "
            "%(name)s for %(project)s.",
            matter.count,
            since=_day(matter.on),
            name=_name(matter.first),
            project=_name(matter.project),
            stake=stake,
        )
    )


def _bank(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s line of the bank statements is not reconciled, of %(since)s: %(stake)s.",
            "%(num)s lines of the bank statements are not reconciled, the first of %(since)s: %(stake)s.",
            matter.count,
            since=_day(matter.on),
            stake=stake,
        )
    )


def _late(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s project is late, with %(stake)s matched for what is not built: %(name)s was to end on "
            "%(since)s.",
            "%(num)s projects are late, with %(stake)s matched for what is not built; longest %(name)s, which was "
            "to end on %(since)s.",
            matter.count,
            since=_day(matter.on),
            name=_name(matter.first),
            stake=stake,
        )
    )


def _waiting(matter: Matter, stake: str, fund: Fund) -> str:
    return str(
        ngettext(
            "%(num)s contribution waits for a threshold; once it is reached, at most %(stake)s are matched.",
            "%(num)s contributions wait for a threshold; once it is reached, at most %(stake)s are matched.",
            matter.count,
            stake=stake,
        )
    )


def _name(text: str) -> str:
    """Names may be as long as their givers like; a sentence is not."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _day(on: date | None) -> str:
    return day(on)


_SENTENCES = {
    Concern.DRY: _dry,
    Concern.CASH: _cash,
    Concern.VOUCHERS: _vouchers,
    Concern.AHEAD: _ahead,
    Concern.MILESTONES: _milestones,
    Concern.TRANCHES: _tranches,
    Concern.BANK: _bank,
    Concern.LATE: _late,
    Concern.WAITING: _waiting,
}
