"""Rates that the quarter's report needs, for what it counts and for what waits to be counted."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _

from core.calendar import month_name
from core.programmes import Rate
from core.tables import table
from grants.entering.shown import shown
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.payments import Disbursement, Expenditure
from grants.rates_needed import missing_rates
from reports.leading.thing import Kind, Look, Thing, kind_of

_Needed = dict[tuple[str, str], date]
"""By currency and month, the first day on which it is needed."""


def unrated(look: Look) -> Kind:
    url = look.place.url("rates.rate_list")
    needed = _needed(look)
    things = (
        Thing(
            str(_("%(currency)s for %(month)s", currency=currency, month=shown("rates", "month", month))),
            look.place.programme.name,
            look.holders.manager(),
            day,
            url,
        )
        for (currency, month), day in needed.items()
    )
    return kind_of(_("Rates that are not there"), things, url)


def _needed(look: Look) -> _Needed:
    known, own = _known(look), look.place.programme.currency
    found: _Needed = {}
    for currency, day in sorted(_days(look), key=lambda row: row[1]):
        for each in {currency, own} - {"USD"} if currency != own else ():
            if (each, month_name(day)) not in known:
                found.setdefault((each, month_name(day)), day)
    last = month_name(look.span.ends_on)
    for rate in missing_rates(look.session, look.place.programme, look.place.today):
        if rate.contributions and rate.month <= last:
            found.setdefault((rate.currency, rate.month), date.fromisoformat(f"{rate.month}-01"))
    return found


def _known(look: Look) -> set[tuple[str, str]]:
    t = table(Rate).c
    query = sa.select(t.currency, t.month).where(t.programme_id == look.programme_id)
    return {(currency, month) for currency, month in look.session.execute(query)}


def _days(look: Look) -> Iterator[tuple[str, date]]:
    """(currency, day) of all that is not a contribution: none of those is verified without its rates."""
    fund, voucher, other = table(Fund).c, table(Expenditure).c, table(OtherFunding).c
    queries = [
        sa.select(voucher.currency, voucher.spent_on.label("day"))
        .where(voucher.programme_id == look.programme_id, voucher.counted_on <= look.span.ends_on)
        .distinct(),
        sa.select(other.currency, other.agreed_on)
        .where(other.programme_id == look.programme_id, other.agreed_on <= look.span.ends_on)
        .distinct(),
    ]
    for model, on in ((Disbursement, "paid_on"), (Receipt, "received_on")):
        t = table(model).c
        of_fund = sa.select(fund.currency, t[on]).where(
            t.fund_id == fund.id, t.counted_on <= look.span.ends_on
        )
        queries.append(of_fund.where(fund.programme_id == look.programme_id).distinct())
    return ((currency, day) for currency, day in look.session.execute(sa.union(*queries)))
