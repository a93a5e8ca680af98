"""Vouchers of the latest closed quarter that their donors have not looked at."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from core.calendar import Span, parse_span
from core.exchange import MissingRate
from core.tables import table
from grants.models.funds import Fund
from grants.models.payments import Disbursement, Expenditure
from grants.models.reviews import Review
from grants.spending.shares import shares_of_projects
from grants.spending.sources import fund_source
from reports.closing.quarters import closings_of
from reports.leading.thing import Kind, Look, Thing, kind_of

_MOST_PROJECTS = 50
"""Of more it is not worked out whose money each voucher spent, which takes the whole history of each project."""


@dataclass
class _Waiting:
    """A fund with vouchers that nobody spoke of; `since` is the day of the first."""

    code: str
    name: str
    since: date
    vouchers: int = 0


def unreviewed(look: Look) -> Kind:
    """By fund: a sample is drawn once a quarter is closed, and with it all its vouchers are accepted."""
    url = look.place.url("funds.fund_list")
    span = _latest_closed(look)
    waiting = _waiting(look, span) if span else ()
    things = (
        Thing(
            str(
                ngettext(
                    "%(num)s voucher of %(quarter)s that %(fund)s paid for",
                    "%(num)s vouchers of %(quarter)s that %(fund)s paid for",
                    each.vouchers,
                    quarter=str(span),
                    fund=each.code,
                )
            ),
            each.name,
            look.holders.donor(each.code),
            each.since,
            look.place.url("samples.review_sample", fund=each.code, quarter=str(span)),
        )
        for each in waiting
    )
    return kind_of(_("Vouchers that their donor has not looked at"), things, url)


def _latest_closed(look: Look) -> Span | None:
    """The quarter itself, or the last one before it."""
    closed = [parse_span(each) for each in closings_of(look.session, look.programme_id)]
    return max((each for each in closed if each <= look.span), default=None)


def _waiting(look: Look, span: Span) -> list[_Waiting]:
    """Of vouchers without a fund's name those that it paid a part of, or in large programmes may have."""
    t, fund, paid, said = (table(model).c for model in (Expenditure, Fund, Disbursement, Review))
    is_paid = sa.exists().where(paid.fund_id == fund.id, paid.project_id == t.project_id)
    is_spoken_of = sa.exists().where(said.fund_id == fund.id, said.expenditure == t.reference)
    query = (
        sa.select(fund.code, fund.name, t.reference, t.project_id, t.spent_on)
        .where(t.programme_id == look.programme_id, fund.programme_id == look.programme_id)
        .where(t.counted_on.between(span.starts_on, span.ends_on))
        .where(sa.or_(t.fund_id == fund.id, t.fund_id.is_(None) & is_paid), ~is_spoken_of)
        .order_by(t.spent_on, t.reference)
    )
    rows = look.session.execute(query).all()
    paid_by = _paid_by(look, {row.project_id for row in rows})
    found: dict[str, _Waiting] = {}
    for row in rows:
        if paid_by is not None and row.code not in paid_by[row.reference]:
            continue
        found.setdefault(row.code, _Waiting(row.code, row.name, row.spent_on)).vouchers += 1
    return [found[code] for code in sorted(found)]


def _paid_by(look: Look, projects: set[int]) -> dict[str, set[str]] | None:
    """The funds that paid a part of each voucher; None where a rate is missing, which is told as such."""
    if len(projects) > _MOST_PROJECTS:
        return None
    found: defaultdict[str, set[str]] = defaultdict(set)
    fund = table(Fund).c
    codes = look.session.scalars(sa.select(fund.code).where(fund.programme_id == look.programme_id))
    sources = {fund_source(code): code for code in codes}
    try:
        shares = shares_of_projects(look.session, look.programme_id, sorted(projects))
    except MissingRate:
        return None
    for share in (each for of_project in shares.values() for each in of_project):
        found[share.reference] |= {sources[source] for source, _minor in share.parts if source in sources}
    return found
