"""What donors asked about vouchers: queries without an answer, and answers that they have not looked at."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import col, select

from core.tables import table
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Review, Verdict
from grants.reviewing.standing import Standing
from grants.reviewing.threads import asked_threads_of_fund, standing_in
from reports.leading.thing import Kind, Look, Thing, kind_of


def unanswered(look: Look) -> Kind:
    """What a donor asked waits for the manager; an answer waits for the donor."""
    t = table(Expenditure).c
    query = sa.select(t.reference).where(
        t.programme_id == look.programme_id, t.counted_on <= look.span.ends_on
    )
    counted = set(look.session.scalars(query)) if (funds := _asked_about(look)) else set()
    things = (thing for fund in funds for thing in _of_fund(look, fund, counted))
    return kind_of(_("Queries of donors that are open"), things, look.place.url("funds.fund_list"))


def _of_fund(look: Look, fund: Fund, counted: set[str]) -> Iterator[Thing]:
    for reference, thread in asked_threads_of_fund(look.session, fund.id or 0).items():
        standing = standing_in(thread)
        if reference not in counted or standing not in (Standing.QUERIED, Standing.ANSWERED):
            continue
        waits = standing is Standing.QUERIED
        what = _("%(voucher)s was queried", voucher=reference) if waits else None
        yield Thing(
            str(what or _("%(voucher)s was answered", voucher=reference)),
            fund.name,
            look.holders.manager() if waits else look.holders.donor(fund.code),
            thread[-1].said_on,
            look.place.url("expenditures.expenditure_detail", expenditure=reference),
        )


def _asked_about(look: Look) -> list[Fund]:
    ids = select(Review.fund_id).where(
        Review.programme_id == look.programme_id, Review.verdict == Verdict.QUERIED
    )
    return list(look.session.exec(select(Fund).where(col(Fund.id).in_(ids.distinct()))))
