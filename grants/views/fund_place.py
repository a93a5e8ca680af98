"""The fund and the quarter of an address, for every page about one fund."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import abort
from sqlmodel import Session, select

from core.calendar import Span
from core.programmes import today_in
from core.web.access import Here, here
from grants.forms.fund_quarter import FundQuarter, quarter_form
from grants.models.funds import Fund
from grants.showing.fund.glance import FundBooks, books_of, current_quarter
from grants.showing.fund.money import FundMoney, money_of
from grants.visible import funds_within


@dataclass(frozen=True)
class FundPlace:
    """`on` is the day as of which things are late or overdue: today, or the end of a quarter that is over."""

    at: Here
    fund: Fund
    money: FundMoney
    form: FundQuarter
    span: Span
    current: Span
    today: date
    books: FundBooks

    @property
    def on(self) -> date:
        return min(self.today, self.span.ends_on)


def fund_place(reading: Session, programme: str, fund: str) -> FundPlace:
    """A fund that is not theirs is not there: 404."""
    at = here(reading, programme)
    found = reading.exec(select(Fund).where(Fund.code == fund, funds_within(at.reach))).first()
    if found is None:
        abort(404)
    [money] = money_of(reading, [found])
    current = current_quarter(reading, money)
    form, span = quarter_form(min(at.programme.starts_on, found.opens_on), current)
    today = today_in(at.programme, datetime.now(UTC))
    return FundPlace(at, found, money, form, span, current, today, books_of(reading, found, span))
